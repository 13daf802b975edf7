"""What the records of a class mean: which lessons were over, which work a mark is for, which final mark holds.

Diaries and reports ask here, so that a family and the staff never see two answers. Pure, like all rules.
"""
