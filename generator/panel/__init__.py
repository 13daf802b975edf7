"""The page of the staff, on localhost only: what the last runs did, what is wrong, one button.

The room knows HTTP and who may ask; it knows no school, no build and no HTML. What it shows and does is handed in as a
`Desk`, a value of functions; `commands` makes one.
"""
