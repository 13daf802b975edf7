"""Telling families that there is news: never what it is. `notifier` is the seam, one file per way of telling."""
