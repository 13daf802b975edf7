"""Words that journals have in common: titles of terms and of final marks, what stands in a cell of marks."""
