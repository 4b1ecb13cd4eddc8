"""Finds people in what somebody pastes: the header of an email thread, a quoted line, a signature.

All of it stays here: text in, names, addresses and parts out. Whoever asks shows it before it is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from email import message_from_string, policy
from email.errors import MessageError
from email.headerregistry import AddressHeader
from email.utils import getaddresses
from functools import cache

from core.resources import data_folder, load_toml

MOST = 20_000
"""Characters that are looked at; a thread may be pasted whole."""

_LONG = 2_000
"""Characters of a line that are looked at. With it, and with bounds in the patterns, no text takes long."""
_NAME_LONG = 100

_HEADERS = ("from", "to", "cc", "reply-to", "sender")
_HEADER_LINE = re.compile(r"^[>\s*]*(from|to|cc|reply-to|sender|von|an|de|para|à)\s*:[*\s]*(.+)$", re.I)
_FOLDED = re.compile(r"\n[ \t]+(?=\S)")
_MAILTO = re.compile(r"[\[(<]\s*(?:mailto:\s*)?([^\s<>()\[\]@]{1,64}@[^\s<>()\[\]@]{1,200})\s*[\])>]", re.I)
_ADDRESS = re.compile(r"\b[\w.+'-]{1,64}@[\w-]{1,60}(?:\.[\w-]{1,60}){1,5}")
_NAMED = re.compile(r"([^\n<>|,;\"]{0,120})<([^<>\s@]{1,64}@[^<>\s@]{1,200})>")
_REMARK = re.compile(r"([^,;<>\"()\[\]\n]{1,100}[(\[][^()\[\]\n]{1,100}[)\]])[ \t]*(?=<)")
"""A name with a word in brackets after it: to the standard that is a remark, to people it is a part."""
_WROTE = re.compile(r".*\b(?:at|um|à|\d{1,2}[:.h]\d{2}(?:\s?[AP]M)?|\d{4})\s*,?\s+", re.I)
_TITLE = re.compile(r"(Dr|Prof|Mr|Mrs|Ms|Mx|Miss|Herr|Frau|Sr|Sra|Mme|M)\.?\s+(?=\S)", re.I)
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?:\s+[^\W\d_][\w.'’-]*){1,4}")
_SMALL = {
    "von",
    "van",
    "de",
    "der",
    "den",
    "da",
    "dos",
    "di",
    "del",
    "la",
    "le",
    "bin",
    "al",
    "ter",
    "zu",
    "y",
}
_CLOSING = re.compile(
    r"^(--\s*|_{3,}|[—–]+|(best|kind|warm|many)?\s*(regards|wishes|thanks)|thanks.*|cheers|sincerely.*|yours.*|best|"
    r"mit freundlichen grüßen|viele grüße|cordialement|saludos|atentamente)\W*$",
    re.I,
)
_AFTER_NAME = re.compile(r"\s*(?:[|·•,–—]|\s-\s)\s*")
_NEAR = 4
"""Lines below a name in which its role and address are looked for."""


@dataclass(frozen=True)
class Contact:
    """Somebody who was found.

    Attributes:
        name: as it was written, without a title; "" if only an address was found.
        email: the address, "" if none.
        title: such as ``Dr.``, "" if none.
        kind: the part in a case that the words near the name tell of, "" if they tell nothing.
        role: those words.
    """

    name: str
    email: str = ""
    title: str = ""
    kind: str = ""
    role: str = ""


def find_contacts(text: str, but: Iterable[str] = ()) -> tuple[Contact, ...]:
    """The people in a pasted text, in the order in which they appear.

    Args:
        text: a header, a thread, a signature, or a list of addresses.
        but: names and addresses of those who are not asked for, such as one's own.
    """
    text = text[:MOST].replace("\r\n", "\n").replace("\r", "\n")
    text = "\n".join(line[:_LONG] for line in _FOLDED.sub(" ", text).split("\n"))
    ours = {word.casefold() for word in but if word}
    found: list[Contact] = []
    for contact in (*_in_headers(text), *_in_lines(text), *_in_signatures(text)):
        if contact.name.casefold() not in ours and contact.email.casefold() not in ours:
            _add(found, contact)
    return tuple(contact for contact in found if contact.name)


def kind_of(role: str) -> str:
    """The part that a job title tells of, "" if it tells nothing."""
    words = " ".join(["", *re.findall(r"[\w&]+", role.casefold()), ""])
    for kind, names in _roles().items():
        if any(f" {name} " in words for name in names):
            return kind
    return ""


def _in_headers(text: str) -> Iterator[Contact]:
    """From From, To, Cc: the library reads them, encoded words and quoting included."""
    lines = [match for line in text.split("\n") if (match := _HEADER_LINE.match(line))]
    for match in lines:
        value = _REMARK.sub(_quoted, _MAILTO.sub(r"<\1>", match[2]).replace(";", ","))
        name = match[1].lower() if match[1].lower() in _HEADERS else "to"
        for display, address in _addresses(name, value) or getaddresses([value]):
            yield _contact(display, address)


def _addresses(name: str, value: str) -> list[tuple[str, str]]:
    """Names and addresses of a header; none where the library cannot read it."""
    try:
        header = message_from_string(f"{name}: {value}\n\n", policy=policy.default)[name]
    except _UNREADABLE:
        return []
    return [(a.display_name, a.addr_spec) for a in header.addresses] if _is_read(header) else []


# The library raises these on a header that breaks off (`From: "`, `Zoë <z@`), as all do while they are typed.
_UNREADABLE = (IndexError, AttributeError, TypeError, ValueError, MessageError)


def _quoted(match: re.Match[str]) -> str:
    return f'"{match[1].strip()}" '


def _is_read(header: object) -> bool:
    return isinstance(header, AddressHeader) and bool(header.addresses)


def _in_lines(text: str) -> Iterator[Contact]:
    """``On Monday Ana Silva <ana@x.example> wrote:`` and lists of addresses."""
    for line in _MAILTO.sub(r"<\1>", text).split("\n"):
        if _HEADER_LINE.match(line):
            continue
        for before, address in _NAMED.findall(line):
            yield _contact(_WROTE.sub("", before.strip()), address)


def _in_signatures(text: str) -> Iterator[Contact]:
    """A name on a line of its own, with a role or an address close below it."""
    lines = [line.strip(" >*\t") for line in text.split("\n")]
    for at, line in enumerate(lines):
        if _HEADER_LINE.match(line):
            continue
        name, *rest = _AFTER_NAME.split(line, maxsplit=1)
        if not _is_name(name):
            continue
        below = [*rest, *lines[at + 1 : at + 1 + _NEAR]]
        below = below[: next((i for i, other in enumerate(below) if i and not other), len(below))]
        role = next((other for other in below if not _ADDRESS.search(other) and kind_of(other)), "")
        address = next((found[0] for other in below if (found := _ADDRESS.search(other))), "")
        closed = at > 0 and any(_CLOSING.match(other) for other in lines[max(0, at - 2) : at] if other)
        if role or address or closed:
            yield replace(_contact(name, address), kind=kind_of(role), role=role)


def _is_name(text: str) -> bool:
    """Two to five words, each with a capital but for the small ones, and no sentence or job title."""
    if len(text) > _NAME_LONG:
        return False
    bare = _TITLE.sub("", text, count=1)
    words = bare.split()
    if not _NAME.fullmatch(bare) or kind_of(bare) or _CLOSING.match(bare):
        return False
    return all(word[0].isupper() or not word[0].islower() or word in _SMALL for word in words)


def _contact(display: str, address: str) -> Contact:
    display = " ".join(display.strip(" \t\"'*,").split())[:_NAME_LONG]
    role = ""
    if bracket := re.search(r"\s*[(|\[]\s*([^)\]]*)[)\]]?\s*$", display):
        display, role = display[: bracket.start()].strip(), bracket[1]
    title = ""
    if match := _TITLE.match(display):
        title, display = match[0].strip(), display[match.end() :]
    last, comma, first = display.partition(",")
    if comma and first.strip() and "," not in first:
        if kind_of(first):  # "Ana Silva, HR" is not the other way round
            display, role = last.strip(), role or first.strip()
        else:
            display = f"{first.strip()} {last.strip()}"
    if not display or "@" in display:
        display = _name_from(address)
    return Contact(display, address.strip(".'"), title, kind_of(role) or _kind_of_domain(address), role)


def _kind_of_domain(address: str) -> str:
    domain = address.partition("@")[2].casefold()
    domains: dict[str, list[str]] = load_toml(data_folder("templates") / "roles.toml")["domains"]
    return next((kind for kind, parts in domains.items() if any(part in domain for part in parts)), "")


def _name_from(address: str) -> str:
    """``ana.silva@x.example`` is Ana Silva; a single word may be anybody."""
    parts = re.findall(r"[^\W\d_]{2,}", address.partition("@")[0])
    return " ".join(part.capitalize() for part in parts) if len(parts) in (2, 3) else ""


def _add(found: list[Contact], new: Contact) -> None:
    """Somebody may be met twice, with an address here and a role there."""
    for at, known in enumerate(found):
        same_mail = bool(new.email) and known.email.casefold() == new.email.casefold()
        same_name = bool(new.name) and known.name.casefold() == new.name.casefold()
        if same_mail or (same_name and not (new.email and known.email)):
            found[at] = Contact(
                known.name or new.name,
                known.email or new.email,
                known.title or new.title,
                known.kind or new.kind,
                known.role or new.role,
            )
            return
    found.append(new)


@cache
def _roles() -> dict[str, list[str]]:
    roles = load_toml(data_folder("templates") / "roles.toml")
    return {kind: words for kind, words in roles.items() if kind != "domains"}
