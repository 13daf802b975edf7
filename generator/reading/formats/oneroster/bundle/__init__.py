"""The CSV binding: archives and folders in, checked records out. What the records mean is decided one level up."""
