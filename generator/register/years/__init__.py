"""Closed school years: results for good, and how far a closing has come."""
