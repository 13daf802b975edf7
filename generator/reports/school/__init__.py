"""Figures of the whole school, put in the order in which pages show them."""
