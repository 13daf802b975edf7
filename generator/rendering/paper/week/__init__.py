"""The weekly extract: a spread like the one of a paper diary, on A4 or on half a sheet."""
