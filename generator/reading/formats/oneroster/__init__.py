"""OneRoster 1.1 and 1.2: bundles of CSV files, bulk and delta."""
