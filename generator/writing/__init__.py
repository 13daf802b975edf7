"""The school written out again: spreadsheets for people to fill in."""
