"""What several papers have in common: heads and feet, marks, the text of a week."""
