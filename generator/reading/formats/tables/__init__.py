"""Our own tables."""
