"""Settings that outlive a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import BadInput
from core.settings import chosen_model


def test_a_flag_beats_the_environment_and_that_the_config_file(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert chosen_model() is None
    own_home.mkdir()
    (own_home / "config.toml").write_text('model = "~/config.gguf"')
    assert chosen_model() == Path.home() / "config.gguf"
    monkeypatch.setenv("BOWOUT_MODEL", "env.gguf")
    assert chosen_model() == Path("env.gguf")
    assert chosen_model("flag.gguf") == Path("flag.gguf")


@pytest.mark.parametrize("content", ["model = 3", "model = [", 'model = "~nobody-of-this-name/a.gguf"'])
def test_what_is_no_path_is_named(content: str, own_home: Path) -> None:
    own_home.mkdir()
    (own_home / "config.toml").write_text(content)
    with pytest.raises(BadInput, match=r"model|config"):
        chosen_model()
