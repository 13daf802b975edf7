"""School to diaries: one student's slice, with everything a page shows already worked out. Pure."""
