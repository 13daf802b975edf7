"""The staff's reports as pages: what the rooms counted, in words, tables and bars. Plain files, read from the disk.

They name the school's classes and teachers, and students only where somebody has to act; none is ever published.
"""
