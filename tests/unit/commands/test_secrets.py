"""Passwords come from the environment, a file for its owner only, or the key store; never from site.yaml."""

from __future__ import annotations

import os
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend

from generator.cli import parser
from generator.commands.inputs import Inputs, load_inputs
from generator.commands.secrets import SERVICE, secret
from generator.errors import SettingsError
from tests.schools.built import copy_example


class Store(KeyringBackend):
    priority = 1  # type: ignore[assignment]  # how keyring's own backends say it

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture(autouse=True)
def store() -> Store:
    before = keyring.get_keyring()
    found = Store()
    keyring.set_keyring(found)
    yield found
    keyring.set_keyring(before)


@pytest.fixture
def inputs(tmp_path: Path) -> Inputs:
    folder = copy_example(tmp_path / "school")
    (folder / "private").mkdir(mode=0o700)
    return load_inputs(parser().parse_args(["build", "--site", str(folder)]))


def write(inputs: Inputs, text: str, mode: int = 0o600) -> None:
    path = inputs.folder.private / "secrets"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)


def slug(inputs: Inputs) -> str:
    with pytest.raises(SettingsError) as caught:
        secret("publish_password", inputs)
    assert "swordfish" not in caught.value.describe()
    return caught.value.slug


def test_nothing_anywhere_is_an_empty_secret(inputs):
    assert secret("publish_password", inputs) == ""


def test_the_environment_goes_before_the_file_and_the_file_before_the_key_store(inputs, store, monkeypatch):
    store.set_password(SERVICE, "vymyshlensk-0/publish_password", "from the store")
    assert secret("publish_password", inputs) == "from the store"
    write(inputs, "# of the hosting\n\npublish_password = from = the file\n")
    assert secret("publish_password", inputs) == "from = the file"
    monkeypatch.setenv("DIARY_PUBLISH_PASSWORD", "from the environment")
    assert secret("publish_password", inputs) == "from the environment"
    assert secret("mail_password", inputs) == ""


@pytest.mark.skipif(os.name != "posix", reason="POSIX permission bits")
def test_a_file_that_others_can_read_is_refused(inputs):
    write(inputs, "publish_password = swordfish\n", mode=0o640)
    assert slug(inputs) == "secrets-open"


@pytest.mark.parametrize("line", ["publish_pasword = swordfish", "swordfish"])
def test_a_line_that_is_no_secret_is_told_by_its_number_and_not_quoted(inputs, line):
    write(inputs, f"# one\n{line}\n")
    assert slug(inputs) == "bad-secrets"
