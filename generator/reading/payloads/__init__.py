"""JSON answers of journals: objects with their places, and what tells one answer from another."""
