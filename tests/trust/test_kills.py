"""Nothing acknowledged is lost, however the program or the machine ends. The full size is `make trust`."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.errors import StoreError
from core.files import make_folder, save_text, spare_folder, sweep, write_atomic
from core.store import Cases
from tests.trust.writes import Call, calls, unsafe

ROOT = Path(__file__).parents[2]
PROGRAM = """
from pathlib import Path
from core.files import save_text
from core.journal import Entry, Journal
from core.store import Cases
home = Path({home!r})
cases = Cases(home)
say = lambda what: print(what, flush=True)
record = cases.new({{"role": "Nurse"}})
say("new")
cases.save(record)
say("saved")
cases.checkpoint(record)
say("kept")
save_text(home / "letters" / "deep", "a.txt", "Dear Hana")
say("exported")
Journal(home).put(Entry(id=record.id, company="Acme", role="Nurse"))
say("noted")
cases.archive(record.id)
say("archived")
cases.delete(record.id)
say("deleted")
"""


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *arguments], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )


def test_killed_processes_lose_nothing_that_they_had_said() -> None:
    done = run("tests.trust.kills", "--rounds", "12", "--seed", "1")
    assert done.returncode == 0, done.stdout + done.stderr
    figures = json.loads(done.stdout.splitlines()[0])
    assert figures["kills"] == 12
    assert figures["acknowledged"] > 12


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_what_is_said_to_be_done_survives_a_power_cut(tmp_path: Path) -> None:
    made = calls(PROGRAM.format(home=str(tmp_path / "home")), tmp_path / "trace")
    assert [call.paths[0] for call in made if call.name == "write" and call.paths[0] != "\\n"]
    assert sum(call.name.startswith(("rename", "link")) for call in made) >= 6
    assert unsafe(made) == []


def test_an_unsafe_order_of_writes_would_be_seen() -> None:
    move = Call("rename", ("/x/.bowout-1.tmp", "/x/case.json"))
    assert unsafe([move, Call("fsync", ("/x",))]) != []
    assert unsafe([Call("fsync", ("/x/.bowout-1.tmp",)), move, Call("write", ("saved",))]) != []
    assert unsafe([Call("mkdir", ("/x/new",)), Call("write", ("saved",))]) != []


def test_what_a_killed_process_left_half_written_is_taken_away(tmp_path: Path) -> None:
    cases = Cases(tmp_path / "home")
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    folder = make_folder(cases.home / "letters")
    old = folder / f".bowout-{ended.pid}-00.tmp"
    young = folder / f".bowout-{ended.pid}-01.tmp"
    ours = cases.home / f".bowout-{os.getpid()}-02.tmp"
    strange = [cases.home / name for name in (".bowout-x.tmp", f".bowout-{'9' * 30}-03.tmp")]
    for path in (old, young, ours, *strange):
        path.write_text("private")
        if path != young:
            os.utime(path, (0, 0))
    cases.recover()
    assert not old.exists()
    assert all(path.exists() for path in (young, ours, *strange))
    os.utime(young, (time.time() - 3600, time.time() - 3600))
    save_text(folder, "letter.txt", "Dear Hana")
    assert not young.exists()


def test_sweeping_a_folder_that_is_not_there_is_fine(tmp_path: Path) -> None:
    sweep(tmp_path / "none", deep=True)


@pytest.fixture
def blocked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cases:
    """A store whose data folder takes nothing any more, and a folder for temporary files of its own."""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    cases = Cases(tmp_path / "home")
    shutil.rmtree(cases.home)
    cases.home.write_text("a file")
    return cases


def test_where_the_data_folder_takes_nothing_unsaved_work_is_kept_elsewhere(blocked: Cases) -> None:
    from core.record import CaseRecord

    record = CaseRecord("a", {"role": "Nurse"})
    path = blocked.checkpoint(record)
    assert path.parent == spare_folder(blocked.home)
    assert (stat.S_IMODE(path.stat().st_mode), stat.S_IMODE(path.parent.stat().st_mode)) == (0o600, 0o700)
    blocked.home.unlink()
    later = Cases(blocked.home)
    assert later.recover() == (record,)
    later.save(record)
    assert Cases(blocked.home).recover() == ()
    assert list(path.parent.iterdir()) == []


def test_a_damaged_file_there_is_set_aside_from_another_disk_too(
    blocked: Cases, monkeypatch: pytest.MonkeyPatch
) -> None:
    (spare_folder(blocked.home) / "a.1-ab.json").write_text("{")
    blocked.home.unlink()

    def other_disk(path: Path, goal: Path) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr("core.store.move", other_disk)
    later = Cases(blocked.home)
    assert later.recover() == ()
    assert len(later.notices) == 1
    assert list(spare_folder(later.home).iterdir()) == []
    assert Cases(blocked.home).recover() == ()


def test_a_folder_there_that_others_can_read_is_not_used(blocked: Cases, tmp_path: Path) -> None:
    path = spare_folder(blocked.home)
    path.chmod(0o755)
    with pytest.raises(StoreError, match="somebody else's"):
        spare_folder(blocked.home)
    path.rmdir()
    path.symlink_to(tmp_path)
    with pytest.raises(StoreError, match="somebody else's"):
        spare_folder(blocked.home)


def test_a_limit_on_the_size_of_files_is_said_in_words(tmp_path: Path) -> None:
    program = (
        "import resource; from pathlib import Path; from core.files import write_atomic\n"
        f"path = Path({str(tmp_path)!r}) / 'a'; write_atomic(path, b'old')\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: write_atomic(path, b'x' * 5000)\nexcept Exception as error: print(error)"
    )
    done = run_code(program)
    assert "files may not be that large here" in done
    assert (tmp_path / "a").read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [tmp_path / "a"]


def run_code(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    return done.stdout


def test_a_folder_that_may_not_be_written_is_said_in_words(tmp_path: Path) -> None:
    if os.getuid() == 0:
        pytest.skip("root may write anywhere; `make trust` tries a read-only disk instead")
    folder = make_folder(tmp_path / "closed")
    folder.chmod(0o500)
    with pytest.raises(StoreError, match="you may not write there"):
        write_atomic(folder / "a", b"x")
