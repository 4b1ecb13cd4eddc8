"""The rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAX_FILE = 400
MAX_FUNCTION = 60
MAX_DATA = 650
"""Data and docs are looked things up in, and seldom read from end to end; beyond this they want parting."""
TRACKED = subprocess.run(
    ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
).stdout.split("\n")
FILES = [ROOT / name for name in TRACKED if name and (ROOT / name).is_file()]
SOURCES = [path for path in FILES if path.suffix == ".py"]
DATA = [path for path in FILES if path.suffix in (".toml", ".md", ".tcss", ".j2")]
SHIPPED = [path for path in SOURCES if path.relative_to(ROOT).parts[0] in ("core", "tui")]
TEXTS = [path for path in FILES if path.suffix in (".py", ".md", ".toml", ".j2", ".tcss", ".yml", "")]


def here(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_there_are_files_to_judge() -> None:
    assert SHIPPED


@pytest.mark.parametrize("path", SOURCES, ids=here)
def test_a_file_can_be_read_in_one_go(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_FILE


@pytest.mark.parametrize("path", DATA, ids=here)
def test_what_is_looked_up_stays_small_enough_to_search(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_DATA


@pytest.mark.parametrize("path", SHIPPED, ids=here)
def test_a_function_fits_a_screen(path: Path) -> None:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    sizes = {
        node.name: (node.end_lineno or 0) - node.lineno + 1
        for node in ast.walk(tree)
        if isinstance(node, functions)
    }
    assert {name: size for name, size in sizes.items() if size > MAX_FUNCTION} == {}


def test_no_file_is_a_drawer_for_odds_and_ends() -> None:
    drawers = {"utils", "util", "helpers", "misc", "common"}
    assert [here(path) for path in SHIPPED if path.stem in drawers] == []


@pytest.mark.parametrize("path", TEXTS, ids=here)
def test_no_path_of_one_machine_stands_in_a_file(path: Path) -> None:
    machine = re.compile(r"(?<![\w.])/(?:home|Users|root|work)/\w")
    assert machine.findall(path.read_text(encoding="utf-8")) == []


def test_no_wheel_or_model_is_tracked() -> None:
    heavy = [here(path) for path in FILES if path.suffix in (".whl", ".bin", ".safetensors")]
    assert heavy == []


# --- Text of a person or a model is never read as markup -------------------------------------------------
# Measured: "Acme [EU] GmbH" is shown as "Acme  GmbH" and "[/b" ends the app. So whatever shows text says
# markup=False where it can, and takes a literal or a Content where it cannot.

CAN_SWITCH_OFF = {"Static", "Label", "OptionList", "notify", "Widget"}
CANNOT = {
    "Button",
    "Checkbox",
    "RadioButton",
    "ToggleButton",
    "Tab",
    "TabPane",
    "Selection",
    "Select",
    "Collapsible",
}
TITLES = {"border_title", "border_subtitle", "tooltip", "label"}
HARMLESS = {"Content", "Text"}


def name_of(node: ast.expr) -> str:
    """The last name of what is called: ``notify`` in ``self.app.notify(...)``."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def is_harmless(node: ast.expr) -> bool:
    """A literal without brackets, nothing, or a Content built on the spot."""
    if isinstance(node, ast.Constant):
        return not isinstance(node.value, str) or "[" not in node.value
    if isinstance(node, ast.IfExp):
        return is_harmless(node.body) and is_harmless(node.orelse)
    if isinstance(node, ast.Call):
        return bool({name_of(part) for part in ast.walk(node.func) if isinstance(part, ast.expr)} & HARMLESS)
    return isinstance(node, ast.List | ast.Tuple) and all(map(is_harmless, node.elts))


def says_off(call: ast.Call) -> bool:
    return any(
        keyword.arg == "markup" and isinstance(keyword.value, ast.Constant) and keyword.value.value is False
        for keyword in call.keywords
    )


def markup_risks(source: str) -> Iterator[str]:
    """Every place that could read somebody's text as markup, as ``line: code``."""
    tree = ast.parse(source)
    switching = set(CAN_SWITCH_OFF)
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and {name_of(base) for base in node.bases} & (
            CAN_SWITCH_OFF - {"Widget"}
        ):
            calls = [call for call in ast.walk(node) if isinstance(call, ast.Call)]
            own = [call for call in calls if ast.unparse(call.func) == "super().__init__"]
            if own and all(map(says_off, own)):
                continue
            switching.add(node.name)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = name_of(node.func)
            if name in switching - {"Widget"} and not says_off(node):
                yield f"{node.lineno}: {ast.unparse(node)[:90]}"
            if name in CANNOT and node.args and not is_harmless(node.args[0]):
                yield f"{node.lineno}: {ast.unparse(node)[:90]}"
        if isinstance(node, ast.Assign) and not is_harmless(node.value):
            for target in node.targets:
                if isinstance(target, ast.Attribute) and target.attr in TITLES:
                    yield f"{node.lineno}: {ast.unparse(node)[:90]}"


@pytest.mark.parametrize(
    "risky",
    [
        "Static(letter)",
        "Label('')",
        "Label(name, markup=True)",
        "self.app.notify(f'saved {path}')",
        "Button(person.name)",
        "RadioButton(f'{tone}')",
        "self.border_title = letter.subject",
        "class Shown(Static):\n    pass\nShown(text)",
        "class Shown(Static):\n    def __init__(self, text):\n        super().__init__(text)\nShown(text)",
    ],
)
def test_the_markup_rule_sees_a_risk(risky: str) -> None:
    assert list(markup_risks(risky))


@pytest.mark.parametrize(
    "fine",
    [
        "Static(letter, markup=False)",
        "Button('Save')",
        "Button(Content(person.name))",
        "self.border_title = Content(subject)",
        "self.border_title = 'Tone'",
        "self.app.notify(text, markup=False)",
        "class S(Static):\n    def __init__(self, t):\n        super().__init__(t, markup=False)\nS(text)",
        "class Shown(Static):\n    pass\nShown(text, markup=False)",
    ],
)
def test_the_markup_rule_lets_care_pass(fine: str) -> None:
    assert not list(markup_risks(fine))


@pytest.mark.parametrize("path", [path for path in SHIPPED if here(path).startswith("tui/")], ids=here)
def test_no_text_is_read_as_markup(path: Path) -> None:
    assert list(markup_risks(path.read_text(encoding="utf-8"))) == []
