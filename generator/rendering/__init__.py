"""Diary, Family and letters → HTML, in the words of one language. No clock, no files but templates, no network."""
