"""School → Report: the figures of a class and of the school for its staff, as values.

Pure: no file, no clock; «now» is the newest time that a class's exports prove. What is kept of a class is small, for
its records are let go before the next class is loaded. Nothing of this is for families, and no page is made here.
"""
