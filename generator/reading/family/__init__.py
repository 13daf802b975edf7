"""How the families file is read: its columns, its cells, its rows, and which student of the school a row means."""
