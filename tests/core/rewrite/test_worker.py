"""A model process that is well and cannot do what is asked, and one that must not go on."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from core.errors import ModelRefused, ModelStopped
from core.rewrite.decoder import Decoder, Ruined
from core.rewrite.engine import Engine
from core.rewrite.proposal import Brief
from core.rewrite.protocol import Busy, Load, encode
from core.rewrite.rewriter import Rewriter
from core.rewrite.worker import Worker
from core.tone import Context, Formality, Tone

DRAFT = "Dear Ana,\n\nThanks a lot for the time you gave me.\n\nKind regards,\nJonas"
FORMAL = Tone(Formality.FORMAL, Context.BALANCED)
ENGINE = """
from types import SimpleNamespace
llama_model_default_params = llama_context_default_params = SimpleNamespace
def llama_backend_init(): pass
def llama_model_load_from_file(path, params): return {model}
def llama_init_from_model(model, params): return None
"""


@pytest.mark.parametrize(
    ("model", "error", "said"),
    [
        ("path", ModelStopped, "stopped: there is not enough memory for the model"),
        ("None", ModelRefused, "cannot be used: the model file cannot be loaded"),
    ],
)
async def test_a_copy_that_does_not_load_is_kept_unless_the_model_itself_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, model: str, error: type[Exception], said: str
) -> None:
    (tmp_path / "llama_cpp.py").write_text(ENGINE.format(model=model))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    copy = tmp_path / "copy-q4_0.gguf"
    copy.touch()
    engine = Engine(Load(str(tmp_path / "m.gguf"), str(copy), "q4_0", 1, 256, trusted=True))
    with pytest.raises(error, match=said):
        await engine.ready()
    await engine.close()
    assert copy.exists()


async def test_a_process_that_says_why_it_cannot_is_neither_ended_nor_asked_again(
    fake: Callable[..., Rewriter],
) -> None:
    async with fake("give-up", once=True) as rewriter:  # a second process would be good
        await rewriter.warm()
        assert rewriter._engine is not None
        before = rewriter._engine.pid
        for _ in range(2):
            with pytest.raises(ModelStopped, match=r"stopped: a text is too long.*draft is unchanged"):
                await rewriter.rewrite(Brief(DRAFT, FORMAL))
        assert rewriter._engine.pid == before


async def test_a_model_without_room_is_not_loaded_a_second_time(fake: Callable[..., Rewriter]) -> None:
    async with fake("no-room", once=True) as rewriter:
        with pytest.raises(ModelStopped, match="not enough memory"):
            await rewriter.warm()
        await rewriter.warm()  # there is room again


@pytest.mark.parametrize("code", [-2, -3])
def test_an_engine_that_breaks_off_is_not_used_again(code: int) -> None:
    decoder = object.__new__(Decoder)
    decoder._lib, decoder._batch = SimpleNamespace(llama_decode=lambda *_: code), SimpleNamespace()
    decoder._stop, decoder._context = (lambda: False), cast(Any, None)
    with pytest.raises(Ruined):
        decoder._decode([])


def test_who_asks_whether_to_stop_gives_a_sign_of_life(monkeypatch: pytest.MonkeyPatch) -> None:
    now, sink = [10.0], BytesIO()
    monkeypatch.setattr("core.rewrite.worker.time.monotonic", lambda: now[0])
    worker = Worker(BytesIO(), sink)
    for now[0] in (10.0, 10.1, 10.9, 11.2, 11.3, 12.3):
        assert not worker._stopped()
    assert sink.getvalue() == encode(0, Busy()) * 3
