"""Workbooks that are zips of XML: XLSX and ODS."""
