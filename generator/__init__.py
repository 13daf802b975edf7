"""Static-site generator for school diaries: exports of a journal in, encrypted pages out."""

__version__ = "0.1.0"
