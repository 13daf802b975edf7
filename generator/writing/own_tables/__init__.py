"""The joined school as our own tables (`docs/reference/own-tables.md`): what is written here is read back equal."""
