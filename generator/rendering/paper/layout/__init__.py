"""Where things go on paper: how much room a text takes, rows into frames, pieces onto sheets."""
