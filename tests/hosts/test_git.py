"""What a git host does beyond the contract of all hosts, against the real git."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.errors import DiaryError, HostError, HostRetryError
from generator.publishing.host import Host, Open
from generator.publishing.hosts.git import open_git
from tests.hosts.servers.git import PASSWORD, bare, git_over_https, missing
from tests.hosts.servers.process import NotHereError
from tests.hosts.servers.sshd import sshd

pytestmark = [pytest.mark.network, pytest.mark.ci]


@pytest.fixture(autouse=True)
def _there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "*")
    if reason := missing():
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str, Path]]:
    """Return the folder of the repositories, the address of their server, and its authority."""
    scratch = tmp_path_factory.mktemp("git")
    (root := scratch / "root").mkdir()
    with git_over_https(root, scratch) as (address, ca_file):
        yield root, address, ca_file


@pytest.fixture
def place(served: tuple[Path, str, Path], request: pytest.FixtureRequest) -> Path:
    return bare(served[0] / request.node.name)


@pytest.fixture
def opened(served: tuple[Path, str, Path], place: Path) -> Open:
    return open_git(f"{served[1]}/{place.name}", "pages", PASSWORD, ca_file=served[2])


@pytest.fixture
def host(opened: Open) -> Iterator[Host]:
    made = opened()
    yield made
    made.close()


def git(place: Path, *words: str, stdin: bytes | None = None) -> str:
    names = {
        f"GIT_{who}_{what}": "test@school.invalid" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    done = subprocess.run(
        ["git", *words],
        cwd=place,
        input=stdin,
        capture_output=True,
        check=True,
        env={**os.environ, **names, "GIT_CONFIG_GLOBAL": os.devnull},
    )
    return done.stdout.decode().strip()


def committed(place: Path, branch: str, *, parent: str = "", file: str = "theirs.txt") -> str:
    """Put a commit with one file onto a branch, as somebody else would."""
    blob = git(place, "hash-object", "-w", "--stdin", stdin=b"theirs")
    tree = git(place, "mktree", stdin=f"100644 blob {blob}\t{file}\n".encode())
    commit = git(place, "commit-tree", tree, "-m", "theirs", *(("-p", parent) if parent else ()))
    git(place, "update-ref", f"refs/heads/{branch}", commit)
    return commit


def test_the_branch_has_one_commit_by_nobody_whatever_was_pushed(host: Host, place: Path):
    for number in range(3):
        host.write("index.html", f"{number}".encode())
        host.flush()
    assert git(place, "rev-list", "--count", "pages") == "1"
    assert git(place, "log", "-1", "--format=%an %ae %cn %ce", "pages").split(" diary@") == [
        "School diary program",
        "school.invalid School diary program",
        "school.invalid",
    ]
    assert git(place, "show", "pages:index.html") == "2"
    git(place, "fsck", "--strict", "--full")


def test_history_that_the_branch_had_goes_and_its_other_files_stay(place: Path, opened: Open):
    first = committed(place, "pages", file="CNAME")
    committed(place, "pages", parent=first, file="CNAME")
    host = opened()
    assert host.read("CNAME") == b"theirs"
    host.write("index.html", b"ours")
    host.flush()
    host.close()
    assert git(place, "rev-list", "--count", "pages") == "1"
    assert git(place, "ls-tree", "--name-only", "pages").split() == ["CNAME", "index.html"]


def test_other_branches_are_not_touched(place: Path, opened: Open):
    main = committed(place, "main")
    host = opened()
    host.write("index.html", b"ours")
    host.flush()
    host.close()
    assert git(place, "rev-parse", "main") == main
    assert git(place, "for-each-ref", "--format=%(refname)").split() == ["refs/heads/main", "refs/heads/pages"]


def test_who_pushes_after_somebody_else_is_told_and_changes_nothing(host: Host, place: Path, opened: Open):
    other = opened()
    other.write("index.html", b"other")
    other.flush()
    other.close()
    tip = git(place, "rev-parse", "pages")
    host.write("index.html", b"mine")
    for _ in range(2):
        with pytest.raises(HostRetryError) as raised:
            host.flush()
        assert raised.value.slug == "host-moved"
    assert git(place, "rev-parse", "pages") == tip


def test_a_push_between_our_look_and_our_push_is_noticed_by_the_server(host: Host, place: Path):
    """The lease is the server's: it compares in the moment of the change."""
    host.write("index.html", b"one")
    host.flush()
    client = host._client
    send = client.send_pack

    def late(path: bytes, update, pack):
        def asked(refs):
            found = update(refs)
            committed(place, "pages")
            return found

        return send(path, asked, pack)

    client.send_pack = late
    host.write("index.html", b"two")
    with pytest.raises(HostRetryError) as raised:
        host.flush()
    assert raised.value.slug == "host-moved"
    assert git(place, "ls-tree", "--name-only", "pages") == "theirs.txt"


def test_only_what_is_new_is_sent(host: Host, place: Path):
    for number in range(20):
        host.write(f"d/{number:032x}/index.html", os.urandom(20_000))
    host.flush()
    before = sum(file.stat().st_size for file in place.rglob("*") if file.is_file())
    host.write("index.html", b"small")
    host.flush()
    assert sum(file.stat().st_size for file in place.rglob("*") if file.is_file()) - before < 20_000


def test_a_site_may_become_empty_and_full_again(host: Host, place: Path, opened: Open):
    host.write("d/a/index.html", b"one")
    host.flush()
    host.delete(["d/a/index.html"])
    host.flush()
    assert git(place, "ls-tree", "-r", "pages") == ""
    other = opened()
    assert other.list("") == []
    other.write("index.html", b"two")
    other.flush()
    other.close()
    assert git(place, "ls-tree", "-r", "--name-only", "pages") == "index.html"


def test_what_changes_nothing_is_not_pushed(host: Host, place: Path):
    host.write("index.html", b"one")
    host.flush()
    tip = git(place, "rev-parse", "pages")
    host.write("index.html", b"one")
    host.delete(["never"])
    host.flush()
    assert git(place, "rev-parse", "pages") == tip


def test_creating_pushes_only_that_file_and_sees_what_others_did(host: Host, place: Path, opened: Open):
    host.write("index.html", b"later")
    other = opened()
    other.write("f/index.html", b"other")
    other.flush()
    other.close()
    assert host.create_exclusive(".diary/lock", b"mine") is True
    assert git(place, "ls-tree", "-r", "--name-only", "pages").split() == [".diary/lock", "f/index.html"]
    host.flush()
    assert host.read("index.html") == b"later"
    assert "index.html" in git(place, "ls-tree", "--name-only", "pages").split()


def test_a_repository_that_forbids_to_replace_the_branch_refuses_for_good(host: Host, place: Path):
    git(place, "config", "receive.denyNonFastForwards", "true")
    host.write("index.html", b"one")
    host.flush()
    host.write("index.html", b"two")
    with pytest.raises(HostError) as raised:
        host.flush()
    assert raised.value.slug == "host-refused"


def test_a_repository_on_this_computer_that_is_locked_by_another_program_is_told(place: Path):
    host = open_git(str(place), "pages")()
    host.write("index.html", b"one")
    lock = place / "refs/heads/pages.lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    lock.touch()
    for push in (host.flush, lambda: host.create_exclusive("lock", b"x")):
        with pytest.raises(HostRetryError) as raised:
            push()
        assert raised.value.slug == "host-moved"
    lock.unlink()
    host.flush()
    host.close()
    assert git(place, "show", "pages:index.html") == "one"


def test_a_lock_whose_owner_was_killed_does_not_stand_in_the_way_for_ever(place: Path):
    opened = open_git(str(place), "pages")
    first = opened()
    first.write("index.html", b"1")
    first.flush()
    lock = place / "refs/heads/pages.lock"
    lock.touch()
    second = opened()
    second.write("index.html", b"2")
    with pytest.raises(HostRetryError):
        second.flush()
    os.utime(lock, (lock.stat().st_mtime - 60,) * 2)
    with pytest.raises(HostRetryError):  # it is cleared away, and the next try finds the branch as it left it
        second.flush()
    second.flush()
    assert not lock.exists()
    assert git(place, "show", "pages:index.html") == "2"


def test_links_and_programs_of_the_branch_stay_what_they_are(place: Path, opened: Open):
    blob = git(place, "hash-object", "-w", "--stdin", stdin=b"theirs")
    tree = git(place, "mktree", stdin=f"120000 blob {blob}\tlink\n100755 blob {blob}\trun\n".encode())
    git(place, "update-ref", "refs/heads/pages", git(place, "commit-tree", tree, "-m", "theirs"))
    host = opened()
    assert host.read("link") is None
    assert [one.path for one in host.list("")] == ["run"]
    host.write("index.html", b"ours")
    host.flush()
    host.close()
    modes = [line.split()[0] for line in git(place, "ls-tree", "pages").splitlines()]
    assert sorted(modes) == ["100644", "100755", "120000"]


def slug_of(opened: Open) -> str:
    with pytest.raises(DiaryError) as raised:
        opened()
    error = raised.value
    assert PASSWORD not in error.describe()
    assert "wrong-one" not in error.describe()
    return f"{type(error).__name__} {error.slug}"


def test_each_way_to_fail_has_its_own_word(served: tuple[Path, str, Path], place: Path, tmp_path: Path):
    _, address, ca_file = served
    mine = f"{address}/{place.name}"
    assert slug_of(open_git(mine, "pages", "wrong-one", ca_file=ca_file)) == "HostError host-login"
    assert slug_of(open_git(mine, "pages", PASSWORD)) == "HostError host-certificate"
    assert slug_of(open_git(f"{address}/absent", "pages", PASSWORD, ca_file=ca_file)) == "HostError host-no-repository"
    assert slug_of(open_git(str(tmp_path / "absent"), "pages")) == "HostError host-no-repository"
    assert slug_of(open_git("http://localhost:9/x", "pages", seconds=2)) == "HostRetryError host-unreachable"


def test_over_ssh_only_the_key_that_was_looked_at_holds(tmp_path: Path):
    try:
        with sshd(tmp_path) as server:
            place = bare(tmp_path / "it's a name")
            at = f"ssh://{server.user}@127.0.0.1:{server.port}"
            mine, login = f"{at}{str(place).replace(' ', '%20')}", {"key_file": server.key}
            pinned = {"known_host": server.host_keys[0]}
            assert slug_of(open_git(mine, "pages", **login)) == "HostError host-key-unknown"
            other = (tmp_path / "user.pub").read_text()
            assert slug_of(open_git(mine, "pages", **login, known_host=other)) == "HostError host-key-changed"
            assert slug_of(open_git(f"{at}/absent", "pages", **login, **pinned)) == "HostError host-no-repository"
            host = open_git(mine, "pages", **login, **pinned)()
            host.write("index.html", os.urandom(3_000_000))
            host.flush()
            host.close()
            assert git(place, "rev-list", "--count", "pages") == "1"
    except NotHereError as reason:
        if os.environ.get("CI") == "true":
            pytest.fail(str(reason))
        pytest.skip(str(reason))


@pytest.mark.parametrize(
    ("address", "slug"),
    [
        ("http://host.example/x.git", "git-address"),
        ("ftp://host.example/x.git", "git-address"),
    ],
)
def test_ways_that_are_not_safe_are_refused(address: str, slug: str):
    with pytest.raises(HostError) as raised:
        open_git(address, "pages", "secret")
    assert raised.value.slug == slug


def test_git_settings_of_the_user_do_not_switch_the_check_off(
    served: tuple[Path, str, Path], place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / ".gitconfig").write_text("[http]\n\tsslVerify = false\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_SSL_NO_VERIFY", "1")
    assert slug_of(open_git(f"{served[1]}/{place.name}", "pages", PASSWORD)) == "HostError host-certificate"
