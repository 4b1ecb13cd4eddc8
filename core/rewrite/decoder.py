"""Many short texts from one model at once: sequences of one batch over llama.cpp's own interface.

Runs in the child process only. A prompt's stem (the instruction that all prompts of a request share, or
the sentence itself where it comes first) is evaluated once, kept for the next request, and copied to
every sequence. All candidates of all jobs then grow together, one token each per step. ``stop`` is asked
all the time, also while a prompt is being evaluated.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from core.rewrite.protocol import Candidate, Sampling

_BATCH = 512
_SEQUENCES = 96
_STEMS = 32
_SCORED = 64
_LOOP = 5
"""That many tokens in a row said a second time are a loop: no single sentence needs that."""


class Halted(Exception):
    """The request was cancelled."""


class DecodeFailed(Exception):
    """llama.cpp refused a batch or a file; the decoder can be used again."""


class Ruined(Exception):
    """llama.cpp broke off within a batch, and nobody knows what its memory holds: this process has to end."""


@dataclass(frozen=True)
class Job:
    """One prompt and how many candidates are wanted for it.

    The first ``stem`` tokens are likely to be asked about again: their state is kept. The candidates
    are numbered from ``first``; that one is greedy, the others are drawn.
    """

    tokens: tuple[int, ...]
    key: int
    candidates: int
    max_tokens: int
    one_line: bool = False
    first: int = 0
    stem: int = 0

    @property
    def cells(self) -> int:
        """The most context cells that this job can need, its stem apart."""
        return len(self.tokens) - self.stem + self.candidates * self.max_tokens


@dataclass
class _Strand:
    """One candidate that is growing."""

    job: Job
    index: int
    sequence: int
    sampler: Any
    position: int
    tokens: list[int] = field(default_factory=list)
    logprob: float = 0.0


class Decoder:
    """One loaded model with its context."""

    def __init__(self, lib: Any, path: str, *, threads: int, n_ctx: int, stop: Callable[[], bool]) -> None:
        """``lib`` is the module ``llama_cpp``; ``stop`` says whether to give up the present request.

        Raises:
            DecodeFailed: the file is no model that can be loaded.
            MemoryError: there is no room for it, which says nothing of the file.
        """
        self._lib = lib
        self._stop = stop
        lib.llama_backend_init()
        self._model = lib.llama_model_load_from_file(path.encode(), lib.llama_model_default_params())
        if not self._model:
            raise DecodeFailed("the model file cannot be loaded")
        self._context = lib.llama_init_from_model(self._model, _context_params(lib, threads, n_ctx))
        if not self._context:
            raise MemoryError("there is not enough memory for the model")
        self._vocab = lib.llama_model_get_vocab(self._model)
        self._n_vocab = int(lib.llama_vocab_n_tokens(self._vocab))
        self._memory = lib.llama_get_memory(self._context)
        self._cells = int(lib.llama_n_ctx(self._context))
        self._batch = lib.llama_batch_init(_BATCH, 0, 1)
        # Kept on self: llama.cpp holds the bare pointer for as long as the context lives.
        self._abort = lib.ggml_abort_callback(lambda _data: stop())
        lib.llama_set_abort_callback(self._context, self._abort, None)
        self._stems: dict[tuple[int, ...], int] = {}
        self._samplers: list[Any] = []

    # -- what the model says of itself ------------------------------------------------------------

    def meta(self, key: str) -> str:
        """A value of the file's metadata; "" when it has none."""
        buffer = ctypes.create_string_buffer(1 << 17)
        size = self._lib.llama_model_meta_val_str(self._model, key.encode(), buffer, len(buffer))
        return buffer.value.decode("utf-8", "replace") if size >= 0 else ""

    @property
    def parameters(self) -> int:
        """How many weights the model has."""
        return int(self._lib.llama_model_n_params(self._model))

    def special(self, which: str) -> str:
        """The text of the ``bos`` or ``eos`` token."""
        token = getattr(self._lib, f"llama_vocab_{which}")(self._vocab)
        return self._piece(token, special=True).decode("utf-8", "replace") if token >= 0 else ""

    # -- text and tokens ----------------------------------------------------------------------------

    def tokenize(self, text: str, special: bool) -> list[int]:
        """Tokens of a text; control tokens in it are read as such only with ``special``."""
        raw = text.encode("utf-8", "replace")
        room = len(raw) + 8
        tokens = (self._lib.llama_token * room)()
        count = self._lib.llama_tokenize(self._vocab, raw, len(raw), tokens, room, False, special)
        if count < 0:
            raise DecodeFailed("the text cannot be turned into tokens")
        return list(tokens[:count])

    def _piece(self, token: int, special: bool = False) -> bytes:
        buffer = ctypes.create_string_buffer(256)
        size = self._lib.llama_token_to_piece(self._vocab, token, buffer, len(buffer), 0, special)
        return buffer.raw[: max(0, size)]

    # -- work ---------------------------------------------------------------------------------------

    def generate(self, jobs: Sequence[Job], sampling: Sampling) -> Iterator[Candidate]:
        """Every candidate of every job as soon as it is complete.

        Raises:
            Halted: ``stop`` said so; the decoder can be used again.
        """
        if not any(job.stem for job in jobs):
            shared = _shared_prefix([job.tokens for job in jobs])
            jobs = [replace(job, stem=shared) for job in jobs]
        try:
            for wave in self._waves(jobs):
                yield from self._wave(wave, sampling)
        finally:
            self._forget_sequences()

    def mean_logprob(self, text: str) -> float:
        """How likely the model finds a text, per token: a sound model is far above a broken one."""
        tokens = self.tokenize(text, special=False)[:_SCORED]
        try:
            self._decode([(token, at, _STEMS, True) for at, token in enumerate(tokens[:-1])])
            total = sum(self._logprob(row, token) for row, token in enumerate(tokens[1:]))
        finally:
            self._forget_sequences()
        return total / max(1, len(tokens) - 1)

    def _waves(self, jobs: Sequence[Job]) -> Iterator[list[Job]]:
        """Jobs in groups that fit the context and the number of sequences together."""
        wave: list[Job] = []
        stems: set[tuple[int, ...]] = set()
        cells = sequences = 0
        for job in jobs:
            stem = job.tokens[: job.stem]
            new = 0 if stem in stems else len(stem)
            if len(stem) + job.cells > self._cells:
                raise DecodeFailed("a text is too long for the model")
            full = cells + new + job.cells > self._cells or sequences + job.candidates > _SEQUENCES - _STEMS
            if wave and (full or len(stems | {stem}) > _STEMS):
                yield wave
                wave, stems, cells, sequences, new = [], set(), 0, 0, len(stem)
            wave.append(job)
            stems.add(stem)
            cells, sequences = cells + new + job.cells, sequences + job.candidates
        if wave:
            yield wave

    def _wave(self, jobs: list[Job], sampling: Sampling) -> Iterator[Candidate]:
        self._ensure({job.tokens[: job.stem] for job in jobs}, sum(job.cells for job in jobs))
        alive = []
        for strand in self._start(jobs, sampling):
            candidate = self._advance(strand)
            if candidate is None:
                alive.append(strand)
            else:
                yield candidate
        while alive:
            self._decode([(strand.tokens[-1], strand.position, strand.sequence, True) for strand in alive])
            still = []
            for row, strand in enumerate(alive):
                strand.position += 1
                self._sample(strand, row)
                candidate = self._advance(strand)
                if candidate is None:
                    still.append(strand)
                else:
                    yield candidate
            alive = still
        self._forget_sequences()

    def _start(self, jobs: list[Job], sampling: Sampling) -> list[_Strand]:
        """Evaluate the prompts and sample every candidate's first token."""
        lib, strands = self._lib, []
        sequences = iter(range(_STEMS, _SEQUENCES))
        rows: list[tuple[int, int, int, bool]] = []
        ends: dict[int, list[_Strand]] = {}
        for job in jobs:
            group = []
            for index in range(job.first, job.first + job.candidates):
                sampler = _sampler(lib, sampling, job, index)
                self._samplers.append(sampler)
                group.append(_Strand(job, index, next(sequences), sampler, len(job.tokens)))
            if job.stem:
                kept = self._stems[job.tokens[: job.stem]]
                lib.llama_memory_seq_cp(self._memory, kept, group[0].sequence, 0, job.stem)
            for position in range(job.stem, len(job.tokens)):
                last = position == len(job.tokens) - 1
                rows.append((job.tokens[position], position, group[0].sequence, last))
            ends[len(rows) - 1] = group
            strands += group
        for begin in range(0, len(rows), _BATCH):
            chunk = rows[begin : begin + _BATCH]
            self._decode(chunk)
            for row in range(len(chunk)):
                for strand in ends.get(begin + row, ()):
                    self._sample(strand, row)
        for first, *others in ends.values():
            for other in others:
                lib.llama_memory_seq_cp(self._memory, first.sequence, other.sequence, 0, -1)
        return strands

    def _advance(self, strand: _Strand) -> Candidate | None:
        """The finished candidate, or None when it goes on growing."""
        finish = self._finish(strand)
        if not finish:
            return None
        self._lib.llama_memory_seq_rm(self._memory, strand.sequence, -1, -1)
        count = len(strand.tokens)
        text = b"".join(self._piece(token) for token in strand.tokens).decode("utf-8", "replace").strip()
        if strand.job.one_line:
            text = text.partition("\n")[0]
        return Candidate(strand.job.key, strand.index, text, finish, strand.logprob / count, count)

    def _finish(self, strand: _Strand) -> str:
        tokens = strand.tokens
        if self._lib.llama_vocab_is_eog(self._vocab, tokens[-1]):
            return "end"
        if strand.job.one_line and len(tokens) > 2 and b"\n" in self._piece(tokens[-1]):
            return "end"
        if _loops(tokens):
            return "loop"
        return "length" if len(tokens) >= strand.job.max_tokens else ""

    def _sample(self, strand: _Strand, row: int) -> None:
        token = int(self._lib.llama_sampler_sample(strand.sampler, self._context, row))
        strand.logprob += self._logprob(row, token)
        strand.tokens.append(token)

    def _logprob(self, row: int, token: int) -> float:
        import numpy

        pointer = self._lib.llama_get_logits_ith(self._context, row)
        logits = numpy.ctypeslib.as_array(pointer, shape=(self._n_vocab,))
        top = float(logits.max())
        value = float(logits[token]) - top - math.log(float(numpy.exp(logits - top).sum()))
        return value if math.isfinite(value) else -99.0

    def _decode(self, rows: Sequence[tuple[int, int, int, bool]]) -> None:
        if self._stop():
            raise Halted
        batch = self._batch
        batch.n_tokens = len(rows)
        for at, (token, position, sequence, wanted) in enumerate(rows):
            batch.token[at] = token
            batch.pos[at] = position
            batch.n_seq_id[at] = 1
            batch.seq_id[at][0] = sequence
            batch.logits[at] = wanted
        result = self._lib.llama_decode(self._context, batch)
        if result == 2 or self._stop():
            raise Halted
        if result < -1:
            raise Ruined(f"llama_decode: {result}")
        if result:
            raise DecodeFailed(f"the model could not compute (code {result})")

    # -- the kept stems -------------------------------------------------------------------------------

    def _ensure(self, stems: set[tuple[int, ...]], cells: int) -> None:
        """See that these stems are evaluated, and that so many cells are free besides."""
        wanted = sorted(stem for stem in stems if stem)
        for stem in wanted:
            if stem in self._stems:
                self._stems[stem] = self._stems.pop(stem)  # used last
        missing = [stem for stem in wanted if stem not in self._stems]
        cells += sum(map(len, missing))
        others = [stem for stem in self._stems if stem not in stems]
        while others and (
            len(self._stems) + len(missing) > _STEMS or sum(map(len, self._stems)) + cells > self._cells
        ):
            oldest = others.pop(0)
            self._lib.llama_memory_seq_rm(self._memory, self._stems.pop(oldest), -1, -1)
        free = iter(sorted(set(range(_STEMS)) - set(self._stems.values())))
        places = dict(zip(missing, free, strict=False))
        rows = [(token, at, place, False) for stem, place in places.items() for at, token in enumerate(stem)]
        for begin in range(0, len(rows), _BATCH):
            self._decode(rows[begin : begin + _BATCH])
        self._stems |= places

    def _forget_sequences(self) -> None:
        """Free every sampler, and every sequence but the kept stems."""
        while self._samplers:
            self._lib.llama_sampler_free(self._samplers.pop())
        kept = set(self._stems.values())
        for sequence in range(_SEQUENCES):
            if sequence not in kept:
                self._lib.llama_memory_seq_rm(self._memory, sequence, -1, -1)


def _context_params(lib: Any, threads: int, n_ctx: int) -> Any:
    params = lib.llama_context_default_params()
    wanted = {
        "n_ctx": n_ctx,
        "n_batch": _BATCH,
        "n_ubatch": _BATCH,
        "n_seq_max": _SEQUENCES,
        "n_outputs_max": _SEQUENCES,
        "n_threads": threads,
        "n_threads_batch": threads,
        "kv_unified": True,  # the sequences share a prefix and a budget of cells
        "no_perf": True,
    }
    for name, value in wanted.items():
        if hasattr(params, name):  # older releases lack some of them
            setattr(params, name, value)
    return params


def _sampler(lib: Any, sampling: Sampling, job: Job, index: int) -> Any:
    """The first candidate is greedy; the others are drawn, each with a seed of its own."""
    chain = lib.llama_sampler_chain_init(lib.llama_sampler_chain_default_params())
    if index == job.first or sampling.temperature <= 0:
        lib.llama_sampler_chain_add(chain, lib.llama_sampler_init_greedy())
        return chain
    seed = (sampling.seed * 1_000_003 + job.key * 1_009 + index) & 0x7FFFFFFF
    for link in (
        lib.llama_sampler_init_top_k(40),
        lib.llama_sampler_init_top_p(sampling.top_p, 1),
        lib.llama_sampler_init_temp(sampling.temperature),
        lib.llama_sampler_init_dist(seed),
    ):
        lib.llama_sampler_chain_add(chain, link)
    return chain


def _shared_prefix(prompts: Sequence[tuple[int, ...]]) -> int:
    """How many leading tokens all prompts share, leaving every prompt at least one of its own."""
    shortest = min(len(prompt) for prompt in prompts) - 1
    first = prompts[0]
    for at in range(shortest):
        if any(prompt[at] != first[at] for prompt in prompts):
            return at
    return max(0, shortest)


def _loops(tokens: Sequence[int]) -> bool:
    """Whether the last tokens have been said before."""
    if len(tokens) < 2 * _LOOP:
        return False
    tail = tuple(tokens[-_LOOP:])
    grams = zip(*(tokens[at:-1] for at in range(_LOOP)), strict=False)
    return tail in grams
