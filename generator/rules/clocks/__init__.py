"""The clocks of the rules: when each thing the regulations ask for is due, in the strict and in the soft reading.

The readings are those of `facts` §1.2, explained in docs/explanation/deadlines.md. In every rule the soft reading is
due no earlier than the strict one.
"""
