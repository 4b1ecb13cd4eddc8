"""The set-up: which wheel fits where, and what a person is told when the engine cannot be had."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
REQUIREMENT = "llama-cpp-python>=0.3.16,<0.4"


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, SCRIPTS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    monkeypatch.setenv("BOWOUT_WHEELS", str(tmp_path / "wheels"))
    monkeypatch.delenv("CMAKE_ARGS", raising=False)
    return load("engine")


def test_a_wheel_in_the_cache_is_not_built_again(engine: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    folder = engine.wheel_cache() / engine.wheel_key(REQUIREMENT)
    folder.mkdir(parents=True)
    wheel = folder / "llama_cpp_python-0.3.36-py3-none-any.whl"
    wheel.touch()
    assert engine.engine_wheel(REQUIREMENT) == wheel


def test_a_wheel_for_other_flags_or_another_requirement_is_not_reused(
    engine: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = {engine.wheel_key(REQUIREMENT), engine.wheel_key("llama-cpp-python>=0.4")}
    monkeypatch.setenv("CMAKE_ARGS", "-DGGML_CUDA=on")
    keys.add(engine.wheel_key(REQUIREMENT))
    monkeypatch.setattr(engine.sys.implementation, "cache_tag", "cpython-399")
    keys.add(engine.wheel_key(REQUIREMENT))
    assert len(keys) == 4


def test_without_a_compiler_it_says_what_to_install(
    engine: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(
        engine.EngineProblem, match=r"(?s)No C and C\+\+ compiler.*apt install.*make engine"
    ) as problem:
        engine.engine_wheel(REQUIREMENT)
    assert not problem.value.lasting


def test_without_room_it_says_where(
    engine: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("cc", "c++"):
        (programs / name).touch(mode=0o755)
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.setattr(engine, "ROOM", 1 << 60)
    with pytest.raises(engine.EngineProblem, match=r"(?s)GB free at .*BOWOUT_WHEELS"):
        engine.engine_wheel(REQUIREMENT)


def test_a_build_that_fails_shows_its_last_lines(
    engine: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(engine, "_need_compiler", lambda: None)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(
        engine.EngineProblem, match=r"(?s)build failed.*No matching distribution.*build\.log"
    ) as problem:
        engine.engine_wheel(REQUIREMENT)
    assert problem.value.lasting
    assert [path.name for path in (tmp_path / "wheels").glob("*/building-*")] == []


def test_an_unwritable_cache_is_named(
    engine: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("BOWOUT_WHEELS", str(tmp_path / "file" / "wheels"))
    with pytest.raises(engine.EngineProblem, match="cannot be written"):
        engine.engine_wheel(REQUIREMENT)


def test_no_fitting_python_is_said_plainly(tmp_path: Path) -> None:
    scripts = tmp_path / "scripts"
    scripts.mkdir()
    (scripts / "with-python").write_text(
        (SCRIPTS / "with-python").read_text(encoding="utf-8"), encoding="utf-8"
    )
    for tool in ("cat", "dirname"):
        (tmp_path / tool).symlink_to(shutil.which(tool) or "")
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2 && exit\nexit 1\n', encoding="utf-8")
    old.chmod(0o755)
    environment = {"PATH": str(tmp_path)}
    command = ["/bin/sh", str(scripts / "with-python"), "setup.py"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "needs Python 3.11 or newer" in done.stderr
