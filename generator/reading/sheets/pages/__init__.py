"""Web pages with tables, as journals hand them out under many names."""
