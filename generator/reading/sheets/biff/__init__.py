"""Workbooks of Excel 97 to 2003, told from other things by their bytes."""
