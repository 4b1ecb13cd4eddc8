"""``bowout rewrite``: a draft in another tone, or the draft unchanged."""

from __future__ import annotations

import math
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from core.errors import EXIT_NO_MODEL, EXIT_OK, EXIT_REJECTED, BadInput, ModelError, ModelStopped
from core.settings import model_path
from core.tone import Tone
from tui.cli.complete import files
from tui.cli.reading import read_case, read_text, refuse_two_stdins
from tui.cli.settings import chosen_tone, setting, tone_options
from tui.cli.talk import give, give_json, say, stop

if TYPE_CHECKING:
    from pathlib import Path

    from core.case import Case
    from core.rewrite.proposal import Progress, Proposal


def _finite(_: click.Context, __: click.Parameter, value: float | None) -> float | None:
    if value is not None and not math.isfinite(value):
        raise click.BadParameter("give a number of seconds")
    return value


@click.command()
@click.argument("draft", metavar="DRAFT", shell_complete=files)
@tone_options
@click.option(
    "--case",
    metavar="CASE",
    shell_complete=files,
    help="The draft's case: its names, its private texts, its decision.",
)
@setting("model", metavar="PATH", shell_complete=files, help="Another GGUF file than the default model.")
@click.option("--json", "as_json", is_flag=True, help="Print text, verdict and figures as JSON.")
@setting(
    "timeout",
    type=click.FloatRange(min=0.1),
    callback=_finite,
    metavar="S",
    help="Seconds before giving up (none while the model says that it works).",
)
@click.option("--seed", type=click.IntRange(min=0, max=2**31 - 1), default=0, show_default=True)
def rewrite(
    draft: str,
    formality: str | None,
    context: str | None,
    plain: bool | None,
    case: str | None,
    model: str | None,
    as_json: bool,
    timeout: float | None,
    seed: int,
) -> None:
    """Put a draft into another tone.

    DRAFT is a text file, or - for stdin. The model on this machine does it; facts and decision stay
    as they are. Where the result is not accepted (exit 3) or there is no usable model (exit 4), the
    text is the draft, unchanged.

    \b
      bowout rewrite draft.txt --formality formal --context high --case case.toml
      bowout draft case.toml --step withdraw | bowout rewrite - --formality casual
    """
    import asyncio

    refuse_two_stdins(draft, case)
    text = read_text(draft)
    if not text.strip():
        raise BadInput("stdin" if draft == "-" else draft, "is empty", "Give the letter to rewrite.")
    known = read_case(case) if case else None
    tone = chosen_tone(known.tone if known else Tone(), formality, context, plain)
    task = _Task(text, tone, known, model_path(model), timeout, seed)
    began = time.perf_counter()
    try:
        proposal = asyncio.run(task.run())
    except ModelError as error:
        say(str(error))
        code, data = EXIT_NO_MODEL, _unchanged(text, time.perf_counter() - began)
    else:
        code, data = _judged(text, proposal)
    if as_json:
        give_json(data)
    else:
        give(data["text"])
    if code:
        raise stop(code)


@dataclass(frozen=True)
class _Task:
    """One rewrite: a child process that is gone when this is over, however it ends."""

    draft: str
    tone: Tone
    case: Case | None
    model: Path | None
    timeout: float | None
    seed: int

    async def run(self) -> Proposal:
        """The proposal; raises ModelError, and lets a cancellation through."""
        import asyncio

        from core.rewrite.proposal import Brief
        from core.rewrite.rewriter import Rewriter

        brief = Brief(
            self.draft,
            self.tone,
            decision=self._decision(),
            private=self.case.private_texts if self.case else (),
            names=self.case.known_names if self.case else (),
            seed=self.seed,
        )
        rewriter = Rewriter(self.model, timeout=self.timeout) if self.timeout else Rewriter(self.model)
        try:
            async with asyncio.timeout(self.timeout):
                return await rewriter.rewrite(brief, _show_progress if sys.stderr.isatty() else None)
        except TimeoutError:
            late = f"The model took longer than {self.timeout:g} seconds, your draft is unchanged."
            raise ModelStopped(late) from None
        finally:
            await rewriter.close()

    def _decision(self) -> str | None:
        if self.case is None:
            return None
        from core.compose import decision_sentence

        return decision_sentence(self.case, self.tone) or None


def _show_progress(progress: Progress) -> None:
    end = "\n" if progress.done >= progress.total else ""
    click.echo(f"\r{progress.done} of {progress.total} sentences{end}", nl=False, err=True)


def _judged(draft: str, proposal: Proposal) -> tuple[int, dict[str, Any]]:
    """Exit code and result; a proposal that is not accepted leaves the draft as it is."""
    accepted = proposal.verdict.accepted
    for finding in () if accepted else proposal.verdict.told:
        say(f"{finding.code}: {finding.message}")
    return EXIT_OK if accepted else EXIT_REJECTED, {
        "accepted": accepted,
        "text": proposal.text if accepted else draft,
        "model": proposal.model,
        "changed": list(proposal.changed) if accepted else [],
        "attempts": proposal.attempts,
        "findings": proposal.verdict.as_json("")["findings"],
        "seconds": round(proposal.seconds, 3),
    }


def _unchanged(draft: str, seconds: float) -> dict[str, Any]:
    return {
        "accepted": False,
        "text": draft,
        "model": None,
        "changed": [],
        "attempts": 0,
        "findings": [],
        "seconds": round(seconds, 3),
    }
