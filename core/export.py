"""A letter as text, Markdown, a mail draft or JSON. The words are the same in all of them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from email import message_from_string, policy
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Literal

from core.case import Person, You
from core.errors import BadInput
from core.letter import Channel, Letter

Format = Literal["text", "md", "eml", "json"]

# Every header on one line: folding has split names at the wrong place in several Python releases.
_ONE_LINE = policy.SMTP.clone(max_line_length=None)

_INLINE = re.compile(r"[\\`*_\[\]<>~|]|&(?=[#\w]+;)")
_LINE_START = re.compile(r"^(\s*)(?:([#>+=-])|(\d+)([.)]))", re.MULTILINE)


def render(letter: Letter, fmt: Format, *, sender: You, people: Sequence[Person] = ()) -> str:
    """The letter in a format, with a newline at its end.

    Args:
        letter: what to write.
        fmt: ``text``, ``md``, ``eml`` or ``json``.
        sender: whom it comes from.
        people: whom it goes to, where their addresses are known.

    Raises:
        BadInput: an address or a subject cannot stand in a mail header.
    """
    match fmt:
        case "text":
            return _text(letter)
        case "md":
            return _markdown(letter)
        case "eml":
            return _mail(letter, sender, people)
        case "json":
            return json.dumps(as_json(letter), ensure_ascii=False, indent=2) + "\n"


def extension(fmt: Format) -> str:
    """The ending of a file in this format, with its dot."""
    return ".txt" if fmt == "text" else f".{fmt}"


def as_json(letter: Letter) -> dict[str, object]:
    """The letter as plain data."""
    return {
        "id": letter.id,
        "channel": str(letter.channel),
        "to": list(letter.to),
        "subject": letter.subject,
        "text": letter.text,
        "moves": [{"move": str(move.kind), "text": move.text} for move in letter.moves],
    }


def escape_markdown(text: str) -> str:
    """Text that shows the same characters when Markdown has been at it; each line stays a line."""
    text = _INLINE.sub(r"\\\g<0>", text)
    text = _LINE_START.sub(lambda found: f"{found[1]}{found[3] or ''}\\{found[2] or found[4]}", text)
    return re.sub(r"(?<!\n)\n(?=[^\n])", "\\\\\n", text)


def _text(letter: Letter) -> str:
    subject = f"Subject: {letter.subject}\n\n" if letter.subject else ""
    return f"{subject}{letter.text}\n"


def _markdown(letter: Letter) -> str:
    subject = f"**Subject:** {escape_markdown(letter.subject)}\n\n" if letter.subject else ""
    return f"{subject}{escape_markdown(letter.text)}\n"


def _mail(letter: Letter, sender: You, people: Sequence[Person]) -> str:
    """A draft that mail programs open for sending (``X-Unsent``); undated, so it stays true."""
    mail = EmailMessage(policy.SMTP)
    written = letter.channel is Channel.EMAIL  # a script or a note must never be one key away from them
    expected = {"X-Unsent": "1"} if written else {}
    if sender.email:
        expected["From"] = _header("you.email", sender.name, sender.email)
    known = [_header(f"email of {p.name}", p.name, p.email) for p in people if p.email and written]
    if known:
        expected["To"] = ", ".join(known)
    expected["Subject"] = letter.subject
    for name, value in expected.items():
        try:
            if "=?" in value:  # would be read as an encoded word and show as something else
                raise ValueError("encoded word")
            mail[name] = value
        except (ValueError, RecursionError) as error:
            raise BadInput(name, "cannot stand in a mail header", "Keep it to one line.", value) from error
    mail.set_content(letter.text + "\n", charset="utf-8", cte="quoted-printable")
    source = mail.as_string(policy=_ONE_LINE)
    _verify(source, set(expected))
    return source


def _header(field: str, name: str, address: str) -> str:
    """``Name <address>`` as a mail header has it."""
    try:
        made = Address(display_name=name, addr_spec=address)
        if "@" not in address or not made.domain or not address.isascii():
            raise ValueError("no domain")
    except (ValueError, IndexError, MessageError, RecursionError) as error:  # the parser trips over odd ones
        raise BadInput(
            field, "is not an email address", "Give one such as ana@example.org.", address
        ) from error
    return str(made)


def _verify(source: str, expected: set[str]) -> None:
    """Read the mail back: nothing a person typed may have become a header of its own."""
    found = set(message_from_string(source, policy=policy.default).keys())
    surplus = found - expected - {"MIME-Version", "Content-Type", "Content-Transfer-Encoding"}
    if surplus:
        raise BadInput("subject", "would add a mail header", "Keep names and subject to plain words.")
