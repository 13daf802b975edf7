"""Tables of a school's own making, read as a mapping file says."""
