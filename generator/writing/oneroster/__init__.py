"""The joined school as a OneRoster 1.2 bundle, by the convention in `docs/reference/oneroster.md`."""
