"""Texts that people wrote for families: what a diary shows of them, and which stand in whose."""
