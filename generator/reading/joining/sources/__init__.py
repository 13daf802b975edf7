"""What several exports tell of one and the same: what may stand side by side, and what is told twice."""
