"""``bowout check`` and ``lint``: may this be sent unread, and does a message make a common mistake."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from core.errors import EXIT_REJECTED
from tui.cli.complete import files, messages
from tui.cli.reading import MAX_PAIRS, read_case, read_text, refuse_two_stdins
from tui.cli.settings import CHANNELS
from tui.cli.talk import give, give_json, stop, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.case import Case
    from core.validate import Finding, Verdict


@click.command()
@click.argument("draft", required=False, shell_complete=files)
@click.argument("rewrite", required=False, shell_complete=files)
@click.option(
    "--case",
    metavar="CASE",
    shell_complete=files,
    help="Its private texts must not appear; its names are known.",
)
@click.option(
    "--pairs",
    metavar="FILE.jsonl",
    shell_complete=files,
    help="Many pairs, one JSON object a line; - for stdin.",
)
@click.option("--quick", is_flag=True, help="Leave out the second reader: seven times as fast, less sure.")
@click.option("--json", "as_json", is_flag=True, help="Print the verdict as JSON.")
def check(
    draft: str | None, rewrite: str | None, case: str | None, pairs: str | None, quick: bool, as_json: bool
) -> None:
    """Accept or reject a rewrite of a draft.

    Accepted means: the same decision, the same facts, no grievance.

    DRAFT and REWRITE are text files; one of them may be - for stdin. Exit 3 means rejected.
    With --pairs, a line holds id, draft and rewrite, and may hold private and tone; there is one
    verdict a line, in the same order, and exit 0 means that all were judged.

    \b
      bowout check draft.txt rewrite.txt --case case.toml
      bowout check --pairs pairs.jsonl
    """
    refuse_two_stdins(draft, rewrite, case, pairs)
    known = _Known.of(read_case(case)) if case else _Known()
    if pairs is not None:
        if draft is not None:
            raise click.UsageError("Give either DRAFT and REWRITE or --pairs, not both.")
        from tui.cli.pairs import judged, read_pairs

        for each in judged(read_pairs(read_text(pairs, MAX_PAIRS)), known.private, known.names, quick=quick):
            give(json.dumps(each, ensure_ascii=False))
        return
    if draft is None or rewrite is None:
        raise click.UsageError("Give DRAFT and REWRITE, or --pairs FILE.jsonl.")
    text = read_text(rewrite)
    verdict = _check(read_text(draft), text, known, quick)
    if as_json:
        give_json(verdict.as_json(rewrite))
    else:
        give("\n".join(_report("accepted" if verdict.accepted else "rejected", verdict.told, text)))
    if not verdict.accepted:
        raise stop(EXIT_REJECTED)


@click.command()
@click.argument("message", metavar="MESSAGE", shell_complete=files)
@click.option(
    "--case",
    metavar="CASE",
    shell_complete=files,
    help="Its private texts must not appear, and the channel should suit its stage.",
)
@click.option(
    "--step",
    metavar="ID",
    shell_complete=messages,
    help="With --case: which message this is, if not the decision.",
)
@click.option("--channel", type=click.Choice(CHANNELS), help="With --case: how it is to travel.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def lint(message: str, case: str | None, step: str | None, channel: str | None, as_json: bool) -> None:
    """Look for common mistakes in a message.

    Such as no clear decision, too much explaining, or criticism.

    MESSAGE is a text file, or - for stdin. Exit 3 means that something was found.

    \b
      bowout lint letter.txt
      bowout draft case.toml --step withdraw | bowout lint -
      bowout lint letter.txt --case case.toml --channel email
    """
    refuse_two_stdins(message, case)
    if case is None and (step or channel):
        raise click.UsageError("Give --case CASE with --step or --channel.")
    text = read_text(message)
    findings = _lint(text, case, step, channel)
    if as_json:
        give_json({"findings": [_as_json(finding) for finding in findings]})
    else:
        give("\n".join(_report("worth another look" if findings else "nothing found", findings, text)))
    if findings:
        raise stop(EXIT_REJECTED)


def _lint(text: str, case: str | None, step: str | None, channel: str | None) -> tuple[Finding, ...]:
    if case is None:
        from core.lint import lint as find

        return find(text)
    from core.letter import Channel
    from core.lint_in_case import lint_in_case

    return lint_in_case(text, read_case(case), step, Channel(channel) if channel else None)


@dataclass(frozen=True)
class _Known:
    """What a case adds to a check."""

    private: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @classmethod
    def of(cls, case: Case) -> _Known:
        return cls(case.private_texts, case.known_names)


def _check(draft: str, rewrite: str, known: _Known, quick: bool) -> Verdict:
    from core.validate import check as judge
    from core.validate.second_reader import second_reader

    second = None if quick else second_reader()
    return judge(draft, rewrite, private=known.private, names=known.names, second=second)


def _as_json(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "message": finding.message,
        "span": list(finding.span),
        "evidence": finding.evidence,
    }


def _report(head: str, findings: Sequence[Finding], text: str) -> Iterator[str]:
    """What a person reads: each finding with the words that it is about, between arrows."""
    yield head
    for finding in findings:
        yield ""
        yield f"{finding.code}: {visible(finding.message)}"
        start, end = finding.span
        if end > start:
            before, after = text[max(0, start - 30) : start], text[end : end + 30]
            yield "  " + visible(" ".join(f"{before}»{text[start:end]}«{after}".split()))
        elif finding.evidence:
            yield "  " + visible(" ".join(f"missing: »{finding.evidence}«".split()))
