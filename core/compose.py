"""Writes a letter: a case and a tone go in, a letter comes out. Deterministic, and never with a blank in it.

A message is a template (``templates/messages/ID.j2``) that says which moves stand where; what a move says
comes from the phrase banks. Templates call moves as functions, ``{{ thanks("time") }}``, and put a ``¶``
where a paragraph begins. Each call marks where its move begins and ends with control characters. Text from a
person cannot contain those (the case has taken them out) and is only ever a value, never a template.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache, partial
from typing import Any

from jinja2 import StrictUndefined, Template
from jinja2 import TemplateError as JinjaError
from jinja2.loaders import FileSystemLoader
from jinja2.sandbox import ImmutableSandboxedEnvironment

from core import courtesy as courtesies
from core import names, wording
from core.case import Case, Person
from core.catalogue import Message, field_of, message
from core.errors import BadInput, MissingDetail, TemplateError
from core.facts import Occasion, facts_of
from core.letter import Channel, Letter, Move, MoveKind
from core.phrases import Spelling, phrase, spelled
from core.private import refuse_private
from core.resources import data_folder
from core.tone import Tone

_MOVE = re.compile("\x02(\\w+)\x1f(.*?)\x03", re.DOTALL)
_VALUE_AND_STOP = re.compile(r"\{\{\s*([\w.]+)\s*\}\}\.(?=\s|$)")
_NAMES = ("company", "role", "the_role", "the_position")
_PARAGRAPH = "¶"
_ENDS = (".", "!", "?", "…", "。")


def compose(
    case: Case,
    message_id: str,
    *,
    people: Sequence[Person] = (),
    channel: Channel | None = None,
    tone: Tone | None = None,
    now: datetime | None = None,
    courtesy: str | None = None,
) -> Letter:
    """The letter for these people, by this channel, in this tone.

    Args:
        case: what is known.
        message_id: an id of the catalogue.
        people: whom it goes to; none means the hiring team as a whole.
        channel: how it travels; the message's usual channel if not given.
        tone: the case's own tone if not given.
        now: decides whether the next event is still to come; no date of today stands in a letter.
        courtesy: a language (``ja``) in which a line of thanks closes the letter, or with ``ja:greeting`` a
            greeting opens it.

    Raises:
        BadInput: no such message, it does not travel by this channel, or no such courtesy.
        MissingDetail: the message needs a detail that the case does not give.
        PrivateShown: a field that the letter shows repeats something private.
        TemplateError: a message or a phrase is wrong.
    """
    entry = message(message_id)
    channel = _travelling(entry, channel)
    tone = tone or case.tone
    case = _as_said(case, message_id)
    occasion = Occasion(people, channel, tone, now or datetime.now(UTC), spelling_for(case), entry.audience)
    facts = facts_of(case, occasion)
    _require(entry, facts)
    page = _Page(occasion, facts, variant=_place_among_kin(case, people))
    spoken = channel in (Channel.PHONE, Channel.NOTE)
    paragraphs = tuple(_paragraphs(_rendered(entry, facts | page.functions), entry.id))
    if courtesy:
        paragraphs = _with_courtesy(paragraphs, courtesy, tone, channel)
    letter = Letter(
        id=entry.id,
        channel=channel,
        to=tuple(person.name for person in people) or (("you",) if entry.private else ("Hiring Team",)),
        subject=page.subject if channel is Channel.EMAIL else "",
        greeting="" if spoken else page.line("greeting", "nameless" if page.nameless else str(channel)),
        paragraphs=paragraphs,
        sign_off=(),
    )
    if channel is not Channel.NOTE:
        refuse_private(case, letter.text)
    return letter if spoken else replace(letter, sign_off=tuple(_sign_off(page, case, letter)))


def decision_sentence(case: Case, tone: Tone) -> str:
    """How the phrase bank states the case's decision in this tone; "" where there is none to state."""
    if case.decision == "terms_inquiry":
        return ""
    occasion = Occasion((), Channel.EMAIL, tone, datetime.now(UTC), spelling_for(case))
    return _Page(occasion, facts_of(case, occasion)).line("decision", case.decision)


def spelling_for(case: Case) -> Spelling:
    """American to a company in the United States, British to all others."""
    return "american" if case.company.country == "US" else "british"


class _Page:
    """What a template can call while it is being filled in."""

    def __init__(self, occasion: Occasion, facts: dict[str, Any], variant: int = 0) -> None:
        self.occasion = occasion
        self.facts = facts
        self.variant = variant
        self.subject = ""
        self.nameless = False
        self.unsigned = False
        self.functions: dict[str, Callable[..., str]] = {
            kind.value: partial(self._move, kind) for kind in MoveKind
        } | {
            "subject": self._subject,
            "personal": self._personal,
            "reason": self._reason,
            "why": self._why,
            "shorter": self._shorter,
            "words": self.line,
        }

    def line(self, move: str, key: str, **extra: Any) -> str:
        """A phrase, filled in."""
        to = self.occasion
        source = phrase(move, key, to.tone, variant=self.variant, channel=str(to.channel))
        return _compiled(source, to.spelling).render(self.facts | extra).strip()

    def _move(self, kind: MoveKind, key: str, **extra: Any) -> str:
        return _marked(kind, self.line(kind.value, key, **extra))

    def _subject(self, key: str) -> str:
        self.subject = self.line("subject", key)
        return ""

    def _shorter(self, *, nameless: bool = False, unsigned: bool = False) -> str:
        """Where space is short: no name in the greeting, no name at the end."""
        self.nameless, self.unsigned = nameless, unsigned
        return ""

    def _personal(self, key: str = "") -> str:
        """The person's own line about the process, or a phrase around something else of theirs."""
        if key:
            return self._move(MoveKind.PERSONAL, key)
        return _marked(MoveKind.PERSONAL, as_sentence(self.facts["personal_line"]))

    def _reason(self) -> str:
        """The person's own sentence, else the bank's; nothing where no reason is given."""
        if self.facts["reason_line"]:
            return _marked(MoveKind.REASON, as_sentence(self.facts["reason_line"]))
        if self.facts["reason_kind"] == "none":
            return ""
        return self._move(MoveKind.REASON, self.facts["reason_kind"])

    def _why(self) -> str:
        """What to answer when somebody asks why: the reason in other words, or that it stays personal."""
        if self.facts["reason_line"]:
            return self.line("reason", "own_again")
        kind = self.facts["reason_kind"]
        return self.line("reply", "no_reason") if kind == "none" else self.line("reason", f"{kind}_again")


def as_sentence(text: str | None) -> str:
    """A person's own line with a full stop where it has no end of its own."""
    text = text or ""
    return text if not text or text.rstrip("\"'”’)»").endswith(_ENDS) else text + "."


def _as_said(case: Case, message_id: str) -> Case:
    """The case as a decision asked for by itself implies it: whoever takes back a yes had said it.

    Nobody goes back behind a stage, though: with an offer on the table there is more to leave than an
    application, and the letter says so.
    """
    implied = {"decline_offer": "offer", "rescind_acceptance": "accepted"}.get(message_id)
    if implied is None or case.stage == "accepted":
        return case
    return case.model_copy(update={"stage": implied})


def _place_among_kin(case: Case, people: Sequence[Person]) -> int:
    """Which of the people of its kind the first addressee is, so that no two of a kind get the same words."""
    kin = [person for person in case.people if people and person.kind == people[0].kind]
    return kin.index(people[0]) if people and people[0] in kin else 0


def _travelling(entry: Message, channel: Channel | None) -> Channel:
    if channel in entry.channels or channel is None:
        return channel or entry.channels[0]
    offered = names.joined([str(c) for c in entry.channels], " or")
    raise BadInput("channel", f"{entry.title!r} does not go by {channel}", f"Choose {offered}.")


def _rendered(entry: Message, values: dict[str, Any]) -> str:
    try:
        return _environment().get_template(f"{entry.id}.j2").render(values)
    except JinjaError as error:
        raise TemplateError(f"messages/{entry.id}.j2: {error}") from error


def _require(entry: Message, facts: dict[str, Any]) -> None:
    for need in entry.needs:
        if not facts[need]:
            raise MissingDetail(field_of(need), f"is needed for {entry.title!r}", "Add it to the case.")


def _sign_off(page: _Page, case: Case, letter: Letter) -> Iterator[str]:
    """The closing line, the name and, in an email, how to be reached where the letter has not said it."""
    if page.unsigned:
        return
    closing = page.line("sign_off", str(letter.channel))
    if closing:
        yield closing
    yield case.you.name
    if letter.channel is Channel.EMAIL:
        contacts = (case.you.phone, case.you.linkedin)
        yield from (contact for contact in contacts if contact and contact not in letter.body)


def _with_courtesy(
    paragraphs: tuple[tuple[Move, ...], ...], wish: str, tone: Tone, channel: Channel
) -> tuple[tuple[Move, ...], ...]:
    if channel in (Channel.PHONE, Channel.NOTE):
        raise BadInput("courtesy", "belongs in a written message", "Leave it out here.", wish)
    language, _, use = wish.partition(":")
    line = courtesies.line(language, use or "thanks", tone)
    if line.use == "greeting":
        return ((Move(MoveKind.GOODWILL, line.text),), *paragraphs)
    return (*paragraphs, (Move(MoveKind.THANKS, line.text),))


def _marked(kind: MoveKind, text: str) -> str:
    return f"\x02{kind}\x1f{text}\x03" if text else ""


def _paragraphs(rendered: str, message_id: str) -> Iterator[tuple[Move, ...]]:
    """Take the marked moves out of a filled-in template; a ¶ between two begins a new paragraph."""
    paragraph: list[Move] = []
    end = 0
    for match in _MOVE.finditer(rendered):
        gap = rendered[end : match.start()]
        _refuse_stray(gap, message_id)
        if _PARAGRAPH in gap and paragraph:
            yield tuple(paragraph)
            paragraph = []
        paragraph.append(Move(MoveKind(match[1]), match[2]))
        end = match.end()
    _refuse_stray(rendered[end:], message_id)
    if paragraph:
        yield tuple(paragraph)


def _refuse_stray(gap: str, message_id: str) -> None:
    if gap.replace(_PARAGRAPH, "").strip():
        raise TemplateError(f"messages/{message_id}.j2: {gap.strip()!r} stands outside any move.")


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(data_folder("templates") / "messages"),
        undefined=StrictUndefined,
        autoescape=False,  # letters are plain text
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["full_stop"] = as_sentence
    environment.filters["article"] = names.with_article
    environment.filters["joined"] = names.joined
    environment.filters["by_when"] = wording.by_when
    environment.filters["count"] = wording.count
    environment.filters["ordinals"] = wording.ordinals
    environment.tests["sentence"] = wording.is_sentence
    environment.tests["thing"] = wording.is_thing
    environment.tests["clause"] = wording.is_clause
    environment.tests["question"] = wording.is_question
    environment.tests["told_of_me"] = wording.is_told_of_me
    environment.tests["statement"] = wording.is_statement
    return environment


def _with_stop(value: re.Match[str]) -> str:
    """A name in quotes has a mark of its own within them and wants the sentence's as well."""
    name = value[1]
    if name in _NAMES:
        return f"{{{{ {name} if {name}.endswith(('.', '!', '…')) else {name} ~ '.' }}}}"
    return f"{{{{ {name} | full_stop }}}}"


@cache
def _compiled(source: str, spelling: Spelling) -> Template:
    """A phrase ready to fill in. ``{{ company }}.`` gets one full stop even for ``Acme Inc.``"""
    try:
        text = spelled(source, spelling)
        return _environment().from_string(_VALUE_AND_STOP.sub(_with_stop, text))
    except JinjaError as error:
        raise TemplateError(f"phrase {source!r}: {error}") from error
