"""Withdrawals of consent: what the register does at one, and the acts of destruction that its log tells of."""
