"""Spreadsheets as sheets of plain values, whatever program wrote them."""
