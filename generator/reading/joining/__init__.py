"""Entries of several exports to one school: who is who, which lesson is meant, what contradicts what."""
