"""The pictures in the docs show the app as it is: they are drawn anew, and their words compared."""

from __future__ import annotations

import html
import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
BY_MODEL = {"workbench"}
"""What the model says is no matter of the words of the app."""

_TEXT = re.compile(r'<text[^>]* x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</text>')
_NOTE = re.compile(r"<!-- (drawn with .*) -->")


def words(picture: Path) -> list[str]:
    """What a picture says, line by line."""
    rows: dict[float, list[tuple[float, str]]] = {}
    for x, y, text in _TEXT.findall(picture.read_text(encoding="utf-8")):
        rows.setdefault(float(y), []).append((float(x), html.unescape(text)))
    lines = ["".join(text for _, text in sorted(row)) for _, row in sorted(rows.items())]
    return [" ".join(line.replace("\xa0", " ").split()) for line in lines]


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("screenshots", ROOT / "scripts" / "screenshots.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


async def test_the_pictures_show_the_app_as_it_is(own_home: Path, tmp_path: Path) -> None:
    screenshots = script()
    kept = {path.stem: path for path in DOCS.glob("*.svg")}
    notes = {_NOTE.findall(path.read_text(encoding="utf-8"))[0] for path in kept.values()}
    if notes != {screenshots.drawn_with()}:
        pytest.skip(f"the pictures are {' and '.join(notes)}, and not {screenshots.drawn_with()}")
    await screenshots.draw_stills(tmp_path)
    drawn = {path.stem: path for path in tmp_path.glob("*.svg")}
    assert set(drawn) == set(kept) - BY_MODEL
    for name, path in sorted(drawn.items()):
        assert words(path) == words(kept[name]), f"docs/{name}.svg is out of date: make screenshots"


def test_every_picture_is_shown_somewhere() -> None:
    pages = [ROOT / "README.md", *DOCS.glob("*.md")]
    links = (link for page in pages for link in re.findall(r"\(([^)\s]+\.svg)\)", page.read_text()))
    assert {path.stem for path in DOCS.glob("*.svg")} <= {Path(link).stem for link in links}
