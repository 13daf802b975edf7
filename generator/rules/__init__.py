"""Arithmetic of the regulations and of access, as pure functions: no clock, no file, no register, no HTML.

Whatever depends on the day takes it as an argument. Rules see `model` and nothing else of the program but its errors.
"""
