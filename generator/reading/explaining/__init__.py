"""How exports were understood, for people who want to know before they trust it: cell by cell, and since last time."""
