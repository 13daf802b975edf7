"""The school's words as frozen values: no I/O, no HTML, no today.

`entries` is what a journal's export says, row by row and in the journal's own terms; `school` and `records` are what
`reading.assemble` makes of it: one joined, checked school.
"""
