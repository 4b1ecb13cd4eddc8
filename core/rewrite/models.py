"""Which model files there are, and whether Bowout can use them. Nothing is loaded here."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
import os
from dataclasses import dataclass, replace
from functools import cache
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Any

from core.errors import BowoutError, EngineMissing, ModelRefused, StoreError
from core.files import home, home_path, make_folder, write_atomic
from core.resources import data_folder, load_toml
from core.rewrite.elsewhere import kept_elsewhere
from core.rewrite.gguf import NotGguf, read_head
from core.rewrite.protocol import Load


@dataclass(frozen=True)
class ModelInfo:
    """A model file that passed the checks which need no loading.

    Attributes:
        path: where the file lies.
        name: what to call it.
        sha256: of its content, the name of what is derived from it; "" from ``look``.
        size: in bytes.
        file_type: GGUF's number for the format of the weights.
        bundled: whether it is the default model.
    """

    path: Path
    name: str
    sha256: str
    size: int
    file_type: int
    bundled: bool


def require_engine() -> None:
    """Nothing, when the model engine is installed.

    Raises:
        EngineMissing: it is not; says how to mend that.
    """
    if _spec("llama_cpp") is None:
        raise EngineMissing(_data()["install"]["engine"])


def default_model() -> Path:
    """The file of the default model, found without importing its package (that would start a client).

    Raises:
        EngineMissing: the package is not installed; says how to mend that.
    """
    about = _data()["default"]
    spec = _spec(about["module"])
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder, about["file"])
        if path.is_file():
            return path
    raise EngineMissing(_data()["install"]["model"])


def _spec(module: str) -> ModuleSpec | None:
    """Where a module is; None where there is none, or where importing it is barred."""
    try:
        return importlib.util.find_spec(module)
    except (ImportError, ValueError):
        return None


def found_models() -> tuple[Path, ...]:
    """The default model first, then those of the folders ``models``, then those of other programs."""
    found: list[Path] = []
    with contextlib.suppress(EngineMissing):
        found.append(default_model())
    for folder in _model_folders():
        found += in_folder(folder)
    found += kept_elsewhere(_data()["elsewhere"])
    return tuple(dict.fromkeys(found))


def in_folder(folder: Path) -> list[Path]:
    """The model files of a folder, by name."""
    files = sorted(path for path in folder.glob("*.gguf") if path.is_file())
    return [path for path in files if path.name != _data()["adapter"]["file"]]


def admit(path: Path) -> ModelInfo:
    """What can be said of a model file without loading it. Its checksum is remembered.

    Of a folder it is the first model that is meant.

    Raises:
        ModelRefused: it is missing, empty, cut off, of another kind, damaged or has no chat template.
    """
    if path.is_dir():
        path = next(iter(in_folder(path)), path)
    info = look(path)
    sha256 = _remembered_sha256(info.path)
    if info.bundled and sha256 not in _data()["default"]["sha256"]:
        raise ModelRefused(_data()["install"]["damaged"])
    return replace(info, sha256=sha256)


def look(path: Path) -> ModelInfo:
    """The same from the file's head alone, in no time: the checksum is left out.

    Raises:
        ModelRefused: it is missing, empty, cut off, of another kind or has no chat template.
    """
    try:
        head = read_head(path)
    except NotGguf as error:
        raise ModelRefused(f"{path} cannot be used as a model: {error}.") from error
    if not head.text("tokenizer.chat_template"):
        raise ModelRefused(
            f"{path} cannot be used as a model: it has no chat template, so it is not made to follow "
            "instructions. Choose an instruct or chat version of it."
        )
    about = _data()["default"]
    bundled = path.name == about["file"] and path.parent.name == about["module"]
    name = about["title"] if bundled else head.text("general.name") or path.stem
    return ModelInfo(path, name, "", path.stat().st_size, head.number("general.file_type", -1), bundled)


def load_request(info: ModelInfo) -> Load:
    """How the child is to load this model on this machine."""
    quantise, made_of = _data()["faster"].get(str(info.file_type), ""), info.sha256[:16]
    adapter = _adapter() if info.bundled else None
    if adapter:
        quantise, made_of = _data()["adapter"]["format"], f"{made_of}-{_data()['adapter']['sha256'][:8]}"
    cached = in_cache(f"{made_of}-{quantise}.gguf") if quantise else None
    return Load(
        str(info.path.absolute()),
        str(cached or ""),
        quantise if cached else "",
        threads(),
        _data()["context"]["cells"],
        trusted=info.bundled or info.sha256 in _remembered("sound.json"),
        adapter=str(adapter.absolute()) if adapter and cached else "",
    )


def found_sound(info: ModelInfo) -> None:
    """Remember that this file has passed the self-test, so that the next start can spare it."""
    if not info.bundled:
        _remember("sound.json", info.sha256, True)


def _adapter() -> Path | None:
    """The tone adapter, made for the default model alone; None when it is missing or not as it was made."""
    about = _data()["adapter"]
    try:
        path = data_folder("models") / about["file"]
        sound = path.is_file() and _remembered_sha256(path) == about["sha256"]
    except BowoutError:
        return None
    return path if sound else None


def threads() -> int:
    """What was measured to be best, else all cores but one: with all, other work makes each step wait."""
    measured = _remembered("threads.json").get(_cores())
    return measured if isinstance(measured, int) and 0 < measured <= 256 else max(1, int(_cores()) - 1)


def thread_counts() -> list[int]:
    """The counts worth measuring."""
    cores = int(_cores())
    return sorted({1, max(1, cores // 2), max(1, cores - 1), cores})


def use_threads(count: int) -> None:
    """Remember what was measured to be best on a machine with so many cores."""
    _remember("threads.json", _cores(), count)


def _cores() -> str:
    return str(os.cpu_count() or 2)


def cache_folder() -> Path:
    """Where faster copies of models and what is remembered of them lie; it may be deleted any time."""
    if os.environ.get("BOWOUT_HOME"):
        return make_folder(home() / "cache")
    from platformdirs import user_cache_path

    return make_folder(user_cache_path("bowout", appauthor=False))


def in_cache(name: str) -> Path | None:
    """Where a file of the cache lies; None where there can be no cache, which must not stop anybody."""
    try:
        return cache_folder() / name
    except StoreError:
        return None


def _model_folders() -> tuple[Path, ...]:
    folders = [home_path() / "models"]
    with contextlib.suppress(BowoutError):
        folders.append(data_folder("models"))
    return tuple(folder for folder in folders if folder.is_dir())


def _remembered_sha256(path: Path) -> str:
    """Reading a whole file takes a moment: done once for each path, size and time of change."""
    stat = path.stat()
    key = f"{path.absolute()}|{stat.st_size}|{stat.st_mtime_ns}"
    known = _remembered("checksums.json").get(key)
    if isinstance(known, str):
        return known
    sha256 = _sha256(path)
    _remember("checksums.json", key, sha256)
    return sha256


def _remembered(name: str) -> dict[str, Any]:
    """What a file of the cache remembers; nothing when there is none or it is damaged."""
    memory = in_cache(name)
    try:
        known = json.loads(memory.read_text(encoding="utf-8")) if memory else {}
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _remember(name: str, key: str, value: object) -> None:
    """Only the last few are kept: what belongs to a model that is gone need not be remembered."""
    memory = in_cache(name)
    known = _remembered(name)
    if memory is None or known.get(key) == value:
        return
    known.pop(key, None)
    with contextlib.suppress(StoreError):
        write_atomic(memory, json.dumps(dict([*known.items(), (key, value)][-20:])).encode())


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelRefused(f"{path} cannot be read ({error.strerror}).") from error


@cache
def _data() -> dict[str, Any]:
    return load_toml(Path(__file__).parent / "models.toml")
