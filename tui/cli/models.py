"""``bowout models``: which models there are, whether one can be used, how fast it is."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from core.errors import EXIT_NO_MODEL, ModelError
from core.settings import chosen_model, model_path
from tui.cli.complete import files
from tui.cli.settings import setting
from tui.cli.talk import give, say, stop, visible

if TYPE_CHECKING:
    from core.rewrite.models import ModelInfo
    from core.rewrite.speed import Speed


@click.group(invoke_without_command=True)
@click.pass_context
def models(context: click.Context) -> None:
    """See which models there are; check or time one.

    \b
      bowout models
      bowout models check larger.gguf
      bowout models bench --model larger.gguf
    """
    if context.invoked_subcommand is None:
        context.invoke(list_)


@models.command("list")
def list_() -> None:
    """The models on this machine, the one in use first. Exit 4 means that none can be used."""
    from core.rewrite.models import admit, default_model, found_models, in_folder, look, require_engine

    usable, chosen = 0, chosen_model()
    first = in_folder(chosen) if chosen and chosen.is_dir() else [chosen] if chosen else []
    for path in dict.fromkeys([*first, *found_models()]):
        try:
            info = look(path)
            give(visible(_line(admit(path) if info.bundled else info, "chosen" if path in first[:1] else "")))
            usable += 1
        except ModelError as error:
            say(str(error))
    for needed in (require_engine, default_model):
        try:
            needed()
        except ModelError as error:
            say(str(error))
            usable = 0 if needed is require_engine else usable
    if not usable:
        raise stop(EXIT_NO_MODEL)


@models.command()
@click.argument("path", shell_complete=files)
def check(path: str) -> None:
    """Load a model file in a process of its own and let it answer once."""
    import asyncio

    from core.rewrite.models import admit, require_engine

    info = admit(Path(path))
    require_engine()
    give(visible(f"usable: {_line(info)}, ready after {asyncio.run(_load(info)):.1f} s"))


@models.command()
@setting("model", metavar="PATH", shell_complete=files, help="Another GGUF file than the default model.")
def bench(model: str | None) -> None:
    """Time a model: loading, a letter in one tone, the same letter in a second tone.

    With different numbers of threads; the best of them is used from then on. Measure while nothing else
    keeps the machine busy.
    """
    import asyncio

    from core.rewrite.models import admit, default_model, require_engine, thread_counts, use_threads

    info = admit(model_path(model) or default_model())
    require_engine()
    give(visible(_line(info)))
    give("threads  loading   letter  second tone  tokens/s  memory")
    speeds = []
    for count in thread_counts():
        speeds.append(asyncio.run(_measured(info, count)))
        give(_row(speeds[-1]))
    best = min(speeds, key=lambda speed: speed.letter + speed.second_tone)
    use_threads(best.threads)
    give(f"best with {best.threads}, which is used from now on")


_SAMPLE = """Dear Ms. Okafor,

Thank you for the time you and your team gave me in the two interviews for the Senior Data Analyst role. \
I enjoyed learning how the planning group works with its partners. I have accepted another offer, and I am \
writing to withdraw my application. I know that this comes late in the process, and I am sorry for any \
trouble that it causes. I hope that the search goes well, and I wish you and the team all the best.

Kind regards,
Maya Lindqvist"""


def _line(info: ModelInfo, note: str = "") -> str:
    notes = ", ".join(filter(None, (f"{info.size / 1e6:.0f} MB", "default" if info.bundled else "", note)))
    return f"{info.name} ({notes})  {info.path}"


async def _load(info: ModelInfo) -> float:
    from core.rewrite.engine import Engine
    from core.rewrite.models import load_request

    engine = Engine(load_request(info))
    began = time.perf_counter()
    try:
        await engine.ready()
    finally:
        await engine.close()
    return time.perf_counter() - began


async def _measured(info: ModelInfo, threads: int) -> Speed:
    from core.rewrite.speed import measure

    return await measure(info, threads, _SAMPLE)


def _row(speed: Speed) -> str:
    memory = f"{speed.memory / 1e6:5.0f} MB" if speed.memory else "unknown"
    times = f"{speed.loading:6.2f} s {speed.letter:6.2f} s {speed.second_tone:10.2f} s"
    return f"{speed.threads:>7} {times} {speed.tokens:9.0f}  {memory}"
