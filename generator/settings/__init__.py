"""`site.yaml` to `Settings`: every key explained there, unknown keys refused, every problem with its line."""
