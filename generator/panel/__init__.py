"""The page of the staff, on localhost only: what the last runs did, what is wrong, one button."""
