"""How a person's own words can stand in a sentence of ours.

People answer "what did you miss?" with a thing (``our call on Tuesday``), a clause (``we were to speak at
ten``) or a whole sentence (``I missed our call.``). Their words are never changed; the phrase around asks
here which it is. In doubt it is neither, and stands after a colon, where anything may stand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_SUBJECT = re.compile(r"(?:I|We|You|He|She|It|They|There|This|That)(?:\s|['’](?:m|s|d|re|ve|ll)\b)")
_ENDED = re.compile(r"[.!?…]['\"”’)]*$")
_VERB = re.compile(
    r"\b(?:am|is|are|was|were|has|have|had|do|does|did|can|could|will|would|shall|should|may|might|must|"
    r"turn(?:s|ed)|seem(?:s|ed)?|appear(?:s|ed)?|need(?:s|ed)?|want(?:s|ed)?|felt|came|got|took|left|went|ran|fell|sounded|"
    r"began|knew|made|kept|lost|meant|said|told|showed|took|gave|found|thought|asked|changed|moved|"
    r"runs|learned|learnt|enjoyed|liked|loved|appreciated|remember|noticed|missed)\b|n['’]t\b|['’](?:m|re|ve|ll)\b",
    re.IGNORECASE,
)
_DAY = r"(?i:today|yesterday|tomorrow|this (?:morning|week)|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_NUMBER = r"(?:two|three|four|five|six|seven|eight|nine|ten|\d+)"
_THING = re.compile(rf"(?:our|the|my|your|a|an|more|{_NUMBER})\s|{_DAY}['’]s\s")
_STATED = re.compile(
    rf"(?:(?:our|the|my|your|a|an|this|that)\s(?:(?!who|that|which|where)\w+\s){{1,3}}?|(?:I|we|you|he|she|it|they|there)\s)(?:{_VERB.pattern})"
)
_PRONOUN = re.compile(r"\b(?:I|we|he|she|they)\b")
_WHEN = re.compile(
    r"(?:by|before|on|in|within|until|at|no later than|not later than|at the latest|tomorrow|today|tonight"
    r"|this|next|early|later)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(r"(?:whether|if|for|about|when|how|what|who|to)\b", re.IGNORECASE)
_INDIRECT = re.compile(r"(?:whether|if|when|how|what|who|which|where)\b", re.IGNORECASE)
_OF_ME = re.compile(r"I(?:\s|['’](?:m|d|ve|ll)\b)")
_COUNTS = "one two three four five six seven eight nine ten".split()
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()


def is_sentence(text: str) -> bool:
    """Whether the words are a sentence that can stand by itself."""
    text = text.strip().lstrip("\"'“‘«(")
    if _SUBJECT.match(text) or text.endswith("?"):
        return True
    return text[:1].isupper() and bool(_ENDED.search(text)) and bool(_VERB.search(text))


def is_thing(text: str) -> bool:
    """Whether the words surely name a thing, and can be the object of a verb: ``our call on Tuesday``."""
    return bool(_THING.match(text)) and not (
        _VERB.search(text) or _PRONOUN.search(text) or _ENDED.search(text)
    )


def is_clause(text: str) -> bool:
    """Whether the words can follow "I would like to ask": ``whether ...``, ``if ...``, ``for ...``."""
    return bool(_ASKED.match(text)) and not _ENDED.search(text)


def is_statement(text: str) -> bool:
    """Whether the words can follow "The reason was that": ``my train was cancelled``."""
    return bool(_STATED.match(text)) and not _ENDED.search(text)


def is_question(text: str) -> bool:
    """Whether the words can follow "Could you tell me": ``whether ...``, ``when ...``."""
    return bool(_INDIRECT.match(text)) and not _ENDED.search(text)


def is_told_of_me(text: str) -> bool:
    """Whether the words are one statement about the writer, as can follow "Since then,": ``I have moved``."""
    return bool(_OF_ME.match(text)) and not _ENDED.search(text) and ". " not in text


def about_message(went_wrong: str) -> str:
    """What an apology is about, up to what went wrong: their words may name the message themselves."""
    named = (
        "" if "message" in went_wrong.lower() or "email" in went_wrong.lower() else " about my last message"
    )
    if not named and is_statement(went_wrong):
        return " that "
    return f"{named}. " if is_sentence(went_wrong) and not is_told_of_me(went_wrong) else f"{named}: "


def quoted_question(name: str) -> str:
    """A name that ends in a question mark, in quotes, so that no sentence around it becomes a question."""
    return f"“{name}”" if name.endswith("?") else name


def by_when(text: str) -> str:
    """A date as a promise names it: ``Friday`` becomes ``by Friday``, and ``before noon`` stays."""
    return text if _WHEN.match(text) else f"by {text}"


def count(number: int) -> str:
    """``two``, ``three`` up to ``ten``, then digits."""
    return _COUNTS[number - 1] if 0 < number <= len(_COUNTS) else str(number)


def ordinals(items: Sequence[str]) -> list[tuple[str, str]]:
    """Each item with its place: ``first``, ``second``, up to ``tenth``, then ``next``."""
    return [(_ORDINALS[i] if i < len(_ORDINALS) else "next", item) for i, item in enumerate(items)]
