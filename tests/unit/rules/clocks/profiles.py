"""Profiles for the tests of the clocks, as the settings make them."""

from dataclasses import replace
from datetime import date

from generator.settings.rule_keys import profile, usual

STRICT = profile(usual(), "")
SOFT = replace(STRICT, reading="soft", clock="entry")
AUTUMN = replace(STRICT, start=date(2026, 9, 1), levels=(2, 3, 3))
