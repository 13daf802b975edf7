"""Mapping files: what a school says about the columns and codes of its own tables and exports."""
