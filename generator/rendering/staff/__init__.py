"""Pages for the staff, in clear and never published: the panel on this computer. No clock, no files but templates."""
