"""Files are written whole, private, and never over somebody else's."""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import StoreError, WouldOverwrite
from core.files import file_name, free_path, home, home_path, make_folder, save_text, write_atomic


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(params=[0o000, 0o022, 0o077])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def test_files_and_folders_are_private_whatever_the_umask(tmp_path: Path, umask: None) -> None:
    path = save_text(tmp_path / "a" / "b", "letter.txt", "Dear Hana")
    assert (mode(path), mode(path.parent), mode(tmp_path / "a")) == (0o600, 0o700, 0o700)


def test_a_stick_that_knows_no_rights_and_no_links_takes_letters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def not_here(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    for name in ("chmod", "fchmod", "link"):
        monkeypatch.setattr(os, name, not_here)
    assert save_text(tmp_path / "letters", "a.txt", "Dear Hana").read_text() == "Dear Hana"
    assert save_text(tmp_path / "letters", "a.txt", "Dear Ana").name == "a-2.txt"


def test_a_folder_that_cannot_be_listed_takes_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really_open = os.open

    def open_files_only(path: Path, flags: int, mode: int = 0o777) -> int:
        if Path(path).is_dir():
            raise PermissionError(errno.EACCES, "Permission denied")
        return really_open(path, flags, mode)

    monkeypatch.setattr(os, "open", open_files_only)
    write_atomic(tmp_path / "file", b"whole", replace=False)
    assert (tmp_path / "file").read_bytes() == b"whole"


def test_home_follows_the_variable_and_is_created_on_use_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOWOUT_HOME", str(tmp_path / "mine"))
    assert home_path() == tmp_path / "mine"
    assert not home_path().exists()
    assert mode(home()) == 0o700


def test_a_home_of_nobody_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOWOUT_HOME", "~nobody-of-that-name/bowout")
    with pytest.raises(StoreError, match="nobody has that name"):
        home_path()


def test_a_failed_write_leaves_the_old_file_and_no_rest(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "folder")
    (folder / "taken").mkdir()
    with pytest.raises(StoreError, match="a folder has that name"):
        write_atomic(folder / "taken", b"new")
    assert [path.name for path in folder.iterdir()] == ["taken"]


def test_write_atomic_replaces_whole_or_refuses(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_atomic(path, b"a much longer first text")
    write_atomic(path, b"second")
    assert path.read_bytes() == b"second"
    with pytest.raises(WouldOverwrite):
        write_atomic(path, b"third", replace=False)
    assert path.read_bytes() == b"second"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_is_neither_followed_nor_replaced(tmp_path: Path) -> None:
    target = tmp_path / "elsewhere"
    target.write_text("theirs")
    (tmp_path / "link").symlink_to(target)
    with pytest.raises(WouldOverwrite):
        write_atomic(tmp_path / "link", b"ours")
    assert save_text(tmp_path, "link", "ours").name == "link-2"
    assert target.read_text() == "theirs"


def test_a_taken_name_gets_a_number_and_the_same_text_is_not_written_twice(tmp_path: Path) -> None:
    names = [save_text(tmp_path, "a.txt", text).name for text in ("one", "two", "one", "two", "three")]
    assert names == ["a.txt", "a-2.txt", "a.txt", "a-2.txt", "a-3.txt"]
    assert free_path(tmp_path / "a.txt").name == "a-4.txt"


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "a/b.txt", "", ".", "..", "a\0b"])
def test_a_name_that_leads_out_of_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreError):
        save_text(tmp_path / "in", name, "text")
    assert not (tmp_path / "in").exists()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Senior Data Analyst, Northwind", "Senior-Data-Analyst,-Northwind"),
        ("データ分析/株式会社", "データ分析-株式会社"),
        ("../../etc/passwd", "etc-passwd"),
        (".hidden", "hidden"),
        ("-rf", "rf"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("Com1", "_Com1"),
        ("Consul", "Consul"),
        ("O'Brien & Sons [EU] GmbH", "O'Brien-&-Sons-[EU]-GmbH"),
        ("a\u202eb\nc", "ab-c"),
        ("...", "untitled"),
        ("", "untitled"),
        ("\u200d", "untitled"),
    ],
)
def test_file_names(text: str, name: str) -> None:
    assert file_name(text) == name


@given(st.text(max_size=300))
def test_every_text_gives_a_safe_name(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    name = file_name(text)
    assert name == Path(name).name
    assert not name.startswith((".", "-", " "))
    assert 0 < len(name.encode()) <= 121
    assert not set(name) & set('/\\:*?"<>|\0\n')
    assert file_name(name) == name
    folder = tmp_path_factory.getbasetemp() / "names"
    path = save_text(folder, name + ".txt", text.encode("utf-8", "surrogatepass"))
    assert path.parent == folder
    assert path.is_file()


@given(st.text(alphabet=st.characters(categories=["L"]), min_size=1, max_size=20))
def test_letters_of_all_scripts_stay(text: str) -> None:
    assert file_name(text).removeprefix("_") == unicodedata.normalize("NFC", text)
