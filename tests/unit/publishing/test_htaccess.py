"""The form of `.htaccess`; what it does is tried in a real Apache, in `tests/hosts`."""

from __future__ import annotations

import re

from generator.publishing.htaccess import htaccess


def test_every_directive_stands_in_a_test_for_its_module():
    depth = 0
    for line in htaccess().decode("ascii").splitlines():
        depth += line.strip().startswith("<IfModule") - line.strip().startswith("</IfModule")
        assert depth or re.fullmatch(r"(?:#.*|</IfModule>)?", line)
    assert depth == 0
