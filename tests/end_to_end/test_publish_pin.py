"""`diary publish pin` against a real server: nothing is trusted before a yes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.commands.hosts import KNOWN_HOST
from tests.hosts.servers.plain_sftp import PASSWORD, plain_sftp
from tests.hosts.servers.sshd import make_key
from tests.schools.built import Built

Run = Callable[..., tuple[int, str, str]]


@pytest.mark.ci
def test_a_key_is_shown_pinned_after_a_yes_and_then_the_only_one(
    built: Built, tmp_path: Path, diary: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIARY_PUBLISH_PASSWORD", PASSWORD)
    make_key(tmp_path / "host", "ed25519")
    folder = built.copy(tmp_path / "school")
    (tmp_path / "www").mkdir()
    with plain_sftp(tmp_path / "host") as server:
        text = (folder / "site.yaml").read_text(encoding="utf-8")
        text = text.replace('  to: ""', f"  to: {server.address(tmp_path / 'www')}")
        (folder / "site.yaml").write_text(text, encoding="utf-8")
        diary("build", "--site", folder)
        code, _, err = diary("publish", "--no-verify", "--site", folder)
        assert (code, "host-key-unknown" in err) == (7, True)
        code, _, err = diary("publish", "pin", "--site", folder)
        assert (code, "SHA256:" in err, "not-pinned" in err) == (2, True, True)
        assert not (folder / "private" / KNOWN_HOST).exists()
        assert diary("publish", "pin", "--yes", "--site", folder)[0] == 0
        assert diary("publish", "--no-verify", "--site", folder)[0] == 0
        assert (tmp_path / "www/index.html").is_file()
        assert "pinned already" in diary("publish", "pin", "--site", folder)[2]
        (folder / "private" / KNOWN_HOST).write_text(f"ssh-ed25519 {'A' * 68}\n", encoding="ascii")
        code, _, err = diary("publish", "--no-verify", "--site", folder)
        assert code == 7
