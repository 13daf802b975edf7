"""The registers that the two regulations ask for: acts, and what was imported. Only ever added to."""
