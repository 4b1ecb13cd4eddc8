"""Every way in, with inputs that nobody would type: no crash, documented exits, errors that name the field.

python -m tests.trust.inputs --inputs 10000
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_string, policy
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from core.contacts import find_contacts
from core.journal import Journal
from core.own_text import MAX_FIELD
from core.store import Cases
from tests.trust.hostile import CORPUS, PLACES, Ran, as_toml, bowout, put, texts, values
from tui.state.typed import clean

DOCUMENTED = {0, 2, 3}
_SLOW = 20.0
"""Seconds of the processor that no input may take."""
LETTER = ("--step", "withdraw", "--channel", "email")
HEADERS = {"to", "subject", "from", "date", "mime-version", "content-type", "content-transfer-encoding"}


@dataclass
class Seen:
    """What came out so far, of one run."""

    inputs: int = 0
    codes: Counter[int] = field(default_factory=Counter)
    slowest: float = 0.0


SEEN = Seen()
_NOTES: list[str] = []


def ran(*arguments: str, stdin: bytes = b"") -> Ran:
    """Run a command and demand what holds for all of them."""
    done = bowout(*arguments, stdin=stdin)
    SEEN.codes[done.code] += 1
    SEEN.slowest = max(SEEN.slowest, done.seconds)
    assert done.code in DOCUMENTED, done
    assert "bug" not in done.err, done.err
    assert "Traceback" not in done.err + done.out
    assert done.seconds < _SLOW, done.seconds
    assert not set(done.err) & set(map(chr, [*range(9), *range(11, 32), 127, *range(128, 160)])), done.err
    return done


def shown(text: str) -> str:
    """What may be seen of a one-line text: nothing but what is announced is taken out."""
    return " ".join(clean(text).replace("\u2028", "\n").replace("\u2029", "\n").split())


# -- one function a way in; each is given one input -------------------------------------------------------

at_place = st.tuples(st.sampled_from(PLACES), values, st.sampled_from(["json", "toml"]))


def a_case_file(folder: Path, given_: tuple[tuple[str | int, ...], Any, str]) -> None:
    """A field of a case file holds something else."""
    path, value, form = given_
    case = put(path, value)
    text = json.dumps(case) if form == "json" else as_toml(case)
    file = folder / "case"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    for command in (["plan"], ["draft", "--format", "json"]):
        done = ran(command[0], str(file), *command[1:])
        if done.code == 2:
            assert done.out == ""
            whole = ("not valid JSON", "neither JSON nor TOML", "not UTF-8", "number too long", "larger than")
            # An error that other fields share, or one within what was given, names it by its beginning.
            names = str(path[0]) in done.err or any(words in done.err for words in whole)
            assert names, (path, done.err)


one_line = st.tuples(st.sampled_from(["you.name", "role", "personal_line"]), texts)


def own_words(folder: Path, given_: tuple[str, str]) -> None:
    """A person's words come out in the letter as they went in."""
    where, text = given_
    path: tuple[str | int, ...] = tuple(where.split("."))
    (folder / "case.json").write_text(json.dumps(put(path, text)), encoding="utf-8")
    done = ran(
        "draft", str(folder / "case.json"), "--step", "withdraw", "--channel", "email", "--format", "json"
    )
    surrogate = any("\ud800" <= c <= "\udfff" for c in text)
    if done.code == 0:
        assert not surrogate
        assert len(text) <= MAX_FIELD
        letter = " ".join(json.loads(done.out)["text"].split())
        assert shown(text).rstrip(". ") in letter, (where, text, letter)
    else:
        assert where in done.err or "private" in done.err, done.err


def a_mail(folder: Path, text: str) -> None:
    """A mail holds the headers that it should, whatever the names are."""
    case = put(("people", 0, "name"), text)
    case["role"] = case["you"]["name"] = case["people"][0]["email"] = text
    (folder / "case.json").write_text(json.dumps(case), encoding="utf-8")
    done = ran(
        "draft", str(folder / "case.json"), "--step", "withdraw", "--channel", "email", "--format", "eml"
    )
    if done.code == 0:
        mail = message_from_string(done.out, policy=policy.default)
        names = [name.lower() for name, _ in mail.items()]
        assert len(names) == len(set(names)), names
        assert set(names) <= HEADERS | {"x-unsent"}, names


def bytes_of_a_case(folder: Path, given_: tuple[bytes, int]) -> None:
    """A case file with other bytes in the middle, cut off there, or nothing but these bytes."""
    data, at = given_
    case = json.dumps(put(("role",), "Nurse")).encode()
    where = at % len(case)
    for content in (case[:where] + data + case[where:], case[:where], data):
        ran("plan", "-", stdin=content)


def a_message(folder: Path, text: str) -> None:
    """A letter to be linted and checked."""
    data = text.encode("utf-8", "surrogatepass")
    (folder / "letter").write_bytes(data)
    (folder / "draft").write_text("Dear Ana,\n\nI have decided to withdraw my application.\n\nMaya\n")
    before = sorted((path.name, path.read_bytes()) for path in folder.iterdir() if path.is_file())
    ran("lint", "-", stdin=data)
    ran("lint", str(folder / "letter"), "--json")
    ran("check", str(folder / "draft"), str(folder / "letter"))
    ran("check", str(folder / "letter"), str(folder / "draft"), "--json")
    assert before == sorted((path.name, path.read_bytes()) for path in folder.iterdir() if path.is_file())


pair = st.fixed_dictionaries(
    {}, optional={"id": values, "draft": values, "rewrite": values, "private": values, "tone": values}
)
pairs = st.lists(pair | values, min_size=1, max_size=3)


def many_pairs(folder: Path, given_: list[Any]) -> None:
    """Pairs to be judged: one verdict a line, in order, or the line that is wrong."""
    lines = [json.dumps(each) for each in given_]
    done = ran("check", "--pairs", "-", stdin="\n".join(lines).encode())
    if done.code == 0:
        verdicts = [json.loads(line) for line in done.out.splitlines()]
        wanted = [json.dumps(each["id"]) for each in given_]
        assert [json.dumps(verdict["id"]) for verdict in verdicts] == wanted
    else:
        assert "line " in done.err, done.err


_CALLS = (
    *("plan --now", "plan --ics", "draft --step", "draft --channel", "draft --formality", "draft --format"),
    *("draft --out", "check --case", "lint", "rewrite --seed", "rewrite --timeout", "rewrite --formality"),
    *("log show", "log export --out", "help", "completion", "models check", "new --out", ""),
)
argument = st.tuples(
    st.sampled_from(_CALLS),
    texts.filter(lambda text: len(text) < 100_000),
)  # fmt: skip


def an_argument(folder: Path, given_: tuple[str, str]) -> None:
    """Whatever stands on the command line."""
    call, given_value = given_
    value = given_value.encode("utf-8", "replace").decode()  # the system hands over nothing else
    (folder / "case.json").write_text(json.dumps(put(("role",), "Nurse")), encoding="utf-8")
    command, *options = call.split() or [value]
    file = [str(folder / "case.json")] if command in ("plan", "draft") else []
    letter = [str(folder / "letter")] if command == "rewrite" else []
    (folder / "letter").write_text("", encoding="utf-8")  # a rewrite stops before it needs a model
    if command == "check":
        file = [str(folder / "letter")] * 2
    here = Path.cwd()
    os.chdir(folder)
    try:
        done = bowout(command, *file, *letter, *options, value)
    finally:
        os.chdir(here)
    SEEN.codes[done.code] += 1
    assert done.code in DOCUMENTED | {4}, (given_, done)
    assert "bug" not in done.err or "bug" in value, done.err


def a_paste(folder: Path, text: str) -> None:
    """A paste in which people are looked for: they come from the text, and in no time."""
    began = time.process_time()
    found = find_contacts(text)
    assert time.process_time() - began < _SLOW
    assert all(contact.name for contact in found)


def answers_to_questions(folder: Path, given_: list[str]) -> None:
    """Answers in the plain terminal."""
    lines = "\n".join(text[:100] if text.count("\n") > 100 else text for text in given_).encode(
        "utf-8", "surrogatepass"
    )
    ran("ask", stdin=lines)
    ran("ask", "--continue", "--out", str(folder / "letters"), stdin=lines)


def kept_files(folder: Path, given_: tuple[str, bytes]) -> None:
    """What lies in the data folder has been changed by somebody."""
    which, data = given_
    home = Path(os.environ["BOWOUT_HOME"])
    cases = Cases(home)
    record = cases.new({"role": "Nurse"})
    places = {
        "case": home / "cases" / f"{record.id}.json",
        "recovery": home / "recovery" / f"{record.id}.1-a.json",
    }
    path = places.get(which, home / which)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    cases.list()
    cases.recover()
    Journal(home).entries()
    ran("ask", "--continue", stdin=b"stop\n")
    ran("log", "stats")
    ran("log", "export")
    ran("draft", "-", "--step", "withdraw", stdin=json.dumps(put(("role",), "Nurse")).encode())
    ran("models", "list")
    lost = not any(each.read_bytes() == data for each in home.rglob("*") if each.is_file())
    assert not lost or which in ("settings.json", "case", "recovery"), which
    for shelf in ("cases", "recovery", "aside"):
        for each in (home / shelf).glob("*"):
            each.unlink()
    for name in ("settings.json", "journal.jsonl", "config.toml"):
        (home / name).unlink(missing_ok=True)


_json = st.builds(lambda value: json.dumps(value).encode(), values | pair)
WAYS: dict[str, tuple[Callable[[Path, Any], None], st.SearchStrategy[Any], float]] = {
    "case files": (a_case_file, at_place, 0.25),
    "own words": (own_words, one_line, 0.15),
    "mails": (a_mail, texts, 0.05),
    "bytes": (bytes_of_a_case, st.tuples(st.binary(max_size=40), st.integers(0)), 0.05),
    "messages": (a_message, texts, 0.1),
    "pairs": (many_pairs, pairs, 0.1),
    "arguments": (an_argument, argument, 0.15),
    "pastes": (a_paste, texts, 0.1),
    "answers": (answers_to_questions, st.lists(texts, max_size=12), 0.02),
    "kept files": (
        kept_files,
        st.tuples(
            st.sampled_from(["case", "recovery", "journal.jsonl", "settings.json", "config.toml"]),
            st.binary(max_size=60) | _json,
        ),
        0.03,
    ),
}


def run(way: str, inputs: int, number: int = 0) -> None:
    """So many inputs for one way in; the first that breaks something is raised, made small."""
    function, strategy, _ = WAYS[way]

    @seed(number)
    @settings(
        max_examples=inputs,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def each(value: Any) -> None:
        one(function, value)

    each()


def one(function: Callable[[Path, Any], None], value: Any) -> None:
    """One input, in a folder of its own."""
    SEEN.inputs += 1
    with tempfile.TemporaryDirectory(prefix="bowout-input-") as folder:
        try:
            function(Path(folder), value)
        except Exception:
            _NOTES[:] = [f"given {value!r}"[:600]]
            raise


def run_corpus(way: str) -> None:
    """Every text of the corpus, for the ways that take a text."""
    function, strategy, _ = WAYS[way]
    if strategy is texts:
        for text in CORPUS:
            one(function, text)


def main(arguments: list[str]) -> int:
    """Try as many as asked for; 0 when nothing broke."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--only", choices=list(WAYS))
    options = parser.parse_args(arguments)
    began, broken = time.monotonic(), []
    with tempfile.TemporaryDirectory(prefix="bowout-inputs-") as home:
        os.environ["BOWOUT_HOME"] = home
        for way, (_, _, part) in WAYS.items():
            if options.only in (None, way):
                print(f"{way}: {SEEN.inputs} inputs so far, {time.monotonic() - began:.0f} s", flush=True)
                try:
                    run_corpus(way)
                    run(way, max(1, int(options.inputs * part)), options.seed)
                except Exception as error:
                    broken.append(way)
                    said = "\n  ".join([str(error)[:1200], *_NOTES[:1]])
                    print(f"{way}: {type(error).__name__}: {said}", flush=True)
    seconds = round(time.monotonic() - began, 1)
    figures = {"inputs": SEEN.inputs, "commands": sum(SEEN.codes.values()), "exits": dict(SEEN.codes)}
    print(
        json.dumps({**figures, "broken": len(broken), "slowest": round(SEEN.slowest, 1), "seconds": seconds})
    )
    return bool(broken)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
