"""The deadline radar: what the regulations ask for, thing by thing, and how it stands at a moment.

Unlike other reports these go by the clock («now» is handed in), for a deadline passes whether data comes or not. How
deadlines are read is in `rules.clocks` and docs/explanation/deadlines.md; here they meet the records and registers.
"""
