"""Where a register may not lie."""

from pathlib import Path

import pytest

from generator.errors import RegisterError
from generator.register import Register
from generator.register.place import mounted_kind, refuse_shared_folder

MOUNTS = r"""
/dev/sda1 / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
//server/school /mnt/school\040files cifs rw 0 0
me@host: /home/local/remote fuse.sshfs rw 0 0
/dev/sdb1 /home/local ext4 rw 0 0
C:\134 /mnt/c 9p rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/srv/diary/private", "ext4"),
        ("/home/anna/diary", "nfs4"),
        ("/home", "nfs4"),
        ("/homeless", "ext4"),
        ("/mnt/school files/diary", "cifs"),
        ("/home/local/diary", "ext4"),
        ("/home/local/remote/diary", "fuse.sshfs"),
        ("/mnt/c/diary", "9p"),
    ],
)
def test_the_file_system_of_a_folder_is_found_by_the_nearest_mount(folder, kind):
    assert mounted_kind(Path(folder), MOUNTS.splitlines()) == kind


@pytest.mark.parametrize("folder", ["/home/anna/diary", "/mnt/school files/diary", "/home/local/remote", "/mnt/c/x"])
def test_a_network_folder_is_refused_with_words(tmp_path, folder):
    (tmp_path / "mounts").write_text(MOUNTS, encoding="utf-8")
    with pytest.raises(RegisterError, match="network") as caught:
        refuse_shared_folder(Path(folder), tmp_path / "mounts")
    assert caught.value.slug == "register-shared-folder"
    assert "local disk" in caught.value.hint


@pytest.mark.parametrize(
    "name",
    ["OneDrive", "OneDrive - Школа 19", "Dropbox", "Google Drive", "Мой диск", "Яндекс.Диск", "Yandex.Disk", "iCloudDrive"],
)  # fmt: skip
def test_a_synchronised_folder_is_refused_with_words(tmp_path, name):
    path = tmp_path / name / "diary" / "private" / "register.sqlite"
    with pytest.raises(RegisterError, match="synchronised"):
        Register.create(path)
    assert not (tmp_path / name).exists()


def test_a_folder_that_a_synchronising_program_has_marked_is_refused(tmp_path):
    (tmp_path / ".stfolder").mkdir()
    with pytest.raises(RegisterError, match="synchronised"):
        refuse_shared_folder(tmp_path / "diary" / "private")


def test_an_ordinary_folder_is_allowed(tmp_path):
    refuse_shared_folder(tmp_path / "Дневник" / "private")
