"""The main job without a network, watched by the system. With the model it is `make trust`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import StoreError, WouldOverwrite
from core.files import save_text, write_atomic
from core.store import Cases
from tests.trust import privacy


@pytest.fixture
def umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.skipif(not privacy.is_possible(), reason="no strace, or no network namespaces here")
def test_the_whole_job_opens_no_socket_and_leaves_nothing_private(
    tmp_path: Path, umask: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(privacy, "job", lambda here, *, model: commands(here)[2:4])
    assert privacy.watch(tmp_path, model=False) == []


def commands(here: Path) -> list[list[str]]:
    return [
        ["plan", str(here / "case.json")],
        ["lint", str(here / "draft.txt")],
        ["draft", str(here / "case.json"), "--out", str(here / "letters")],
        ["check", str(here / "draft.txt"), str(here / "draft.txt"), "--case", str(here / "case.json")],
    ]


def test_what_is_left_behind_would_be_seen(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir(mode=0o755)
    (tmp_path / "tmp").mkdir()
    (tmp_path / "tmp" / "swap").write_text(privacy.NOTE)
    problems = " ".join(privacy.left_behind(tmp_path))
    assert "may be read by others" in problems
    assert "holds zugzwang" in problems
    assert "left behind" in problems


def test_under_a_loose_umask_everything_of_a_case_is_private(umask: None, tmp_path: Path) -> None:
    cases = Cases(tmp_path / "deep" / "home")
    record = cases.new({"role": "Nurse"})
    cases.save(record)
    cases.checkpoint(record)
    cases.claim(record.id)
    cases.archive(record.id)
    cases.release(record.id)
    save_text(cases.home / "letters", "a.txt", "Dear Hana")
    for path in (tmp_path / "deep", *(tmp_path / "deep").rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, path


@pytest.mark.parametrize("name", ["../out.txt", "/tmp/out.txt", "a/../../out.txt", "..", "a\0b", ""])
def test_names_that_lead_elsewhere_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreError):
        save_text(tmp_path / "in", name, "x")
    assert not (tmp_path / "out.txt").exists()


def test_a_folder_that_no_system_can_name_is_refused_in_words(tmp_path: Path) -> None:
    for name in ("a\0b", "\ud83d"):
        with pytest.raises(StoreError, match="not the name of a folder"):
            save_text(tmp_path / name, "a.txt", "x")


def test_links_are_neither_followed_nor_replaced(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.write_text("theirs")
    for kind in ("theirs", "nowhere"):
        link = tmp_path / f"link-{kind}"
        link.symlink_to(tmp_path / kind)
        with pytest.raises(WouldOverwrite):
            write_atomic(link, b"ours")
        assert link.is_symlink()
    assert theirs.read_text() == "theirs"
    assert not (tmp_path / "nowhere").exists()
