"""The digest of a published site (A3.1): what anybody can work out with `sha256sum`."""

import hashlib

from generator.commands.publication import set_digest
from generator.publishing.manifest import FileState


def state(content: bytes) -> FileState:
    return FileState(hashlib.sha256(content).hexdigest(), len(content))


def test_the_digest_of_a_site_is_that_of_the_list_that_sha256sum_prints():
    one, two = hashlib.sha256(b"1").hexdigest(), hashlib.sha256(b"2").hexdigest()
    listed = f"{one}  d/a/index.html\n{two}  index.html\n"
    assert set_digest({"index.html": state(b"2"), "d/a/index.html": state(b"1")}) == (
        hashlib.sha256(listed.encode()).hexdigest()
    )


def test_another_path_or_another_content_is_another_digest():
    sites = ({"a": state(b"1")}, {"b": state(b"1")}, {"a": state(b"2")}, {"a": state(b"1"), "b": state(b"1")}, {})
    assert len({set_digest(site) for site in sites}) == len(sites)
