"""Texts that people write for families: notices, help, recommendations, and the files that go with them."""
