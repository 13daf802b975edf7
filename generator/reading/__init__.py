"""Bytes of exports and of the families file in, one joined and checked `School` out.

Gives: `open_exports` (files to `Export`s), the readers in `formats/`, `assemble` (entries to `School` and
`GroupRecords`), `families` (the families file). Refuses to guess: an unknown code, a namesake, a contradiction is an
error with its place. Knows nothing of HTML, keys or hosts.
"""
