"""The line's other branch: a class's records → the papers of its families.

    records ─view→ Diary ─slice→ WeekExtract, TermSheet, ExamSlip, CallLine ─lay out→ sheets

Everything here is a function of its arguments. The unit of work is a class, as in `pipeline`: its records are loaded,
laid out and let go before the next, in this process or in another.
"""
