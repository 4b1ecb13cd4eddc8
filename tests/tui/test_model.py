"""The app's model is the one that its owner chose."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import pytest

from core.errors import ModelRefused
from core.rewrite.proposal import Brief
from core.rewrite.rewriter import Rewriter
from core.tone import Formality, Tone
from tests.core.rewrite.conftest import FAKE, gguf
from tui.model import ModelService, ModelState, rewriter_for

DRAFT = "Dear Ana,\n\nThanks a lot for your time!\n\nKind regards,\nMaya\n"


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch) -> None:
    command = [sys.executable, str(FAKE), "good"]
    monkeypatch.setattr("core.rewrite.rewriter.Rewriter", partial(Rewriter, command=command))
    monkeypatch.setenv("PYTHONPATH", str(FAKE.parents[1]))


def named(folder: Path, name: str) -> str:
    """A model file that says its name, which has four letters."""
    path = gguf(folder / f"{name}.gguf")
    path.write_bytes(path.read_bytes().replace(b"Tiny", name.encode()))
    return str(path)


async def made_with(service: ModelService) -> str:
    try:
        proposal = await service.rewrite(Brief(DRAFT, Tone(Formality.FORMAL)))
    finally:
        await service.close()
    return proposal.model


async def test_the_app_takes_the_model_of_flag_environment_and_config(
    scripted: None, tmp_path: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_home.mkdir()
    config, environment, flag = (named(tmp_path, name) for name in ("conf", "envi", "flag"))
    (own_home / "config.toml").write_text(f'model = "{config}"')
    assert await made_with(ModelService()) == "conf"
    monkeypatch.setenv("BOWOUT_MODEL", environment)
    assert await made_with(ModelService()) == "envi"
    assert await made_with(ModelService(partial(rewriter_for, flag))) == "flag"


async def test_a_choice_that_cannot_be_used_is_said_and_breaks_nothing(own_home: Path) -> None:
    own_home.mkdir()
    (own_home / "config.toml").write_text("model = 3")
    service = ModelService()
    await service.warm()
    assert service.state is ModelState.STOPPED
    assert "config.toml" in service.problem
    with pytest.raises(ModelRefused):
        await made_with(service)
