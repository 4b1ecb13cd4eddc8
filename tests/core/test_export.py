"""The same words come out of every format, and nothing a person types becomes mark-up or a header."""

from __future__ import annotations

import email
import json
from email import policy
from email.message import EmailMessage
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from core.case import Case, Person, You, parse_case
from core.errors import BadInput
from core.export import escape_markdown, extension, render
from core.letter import Channel, Letter, Move, MoveKind

MAYA = You(name="Maya Lindqvist", email="maya@example.org")
HANA = Person(name="Hana Okafor", kind="hiring_manager", email="hana@example.com")
ANA = Person(name='Zoë, "Z" d\'Arc', kind="hr", email="zoe@example.com")


def letter(
    subject: str = "Withdrawal", text: str = "I withdraw.", channel: Channel = Channel.EMAIL
) -> Letter:
    moves = (Move(MoveKind.THANKS, "Thank you."), Move(MoveKind.DECISION, text))
    return Letter(
        "withdraw", channel, ("Hana Okafor",), subject, "Dear Hana,", (moves,), ("Regards,", "Maya")
    )


def mail(*args: Person, of: Letter | None = None, sender: You = MAYA) -> EmailMessage:
    source = render(of or letter(), "eml", sender=sender, people=args)
    message = email.message_from_string(source, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


class _Shown(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data


def shown(markdown: str) -> str:
    """What a reader of the rendered page sees."""
    page = _Shown()
    page.feed(MarkdownIt("gfm-like", {"linkify": False}).render(markdown))
    return page.text


def test_text_has_the_subject_only_where_there_is_one() -> None:
    assert render(letter(), "text", sender=MAYA) == (
        "Subject: Withdrawal\n\nDear Hana,\n\nThank you. I withdraw.\n\nRegards,\nMaya\n"
    )
    assert render(letter(subject="", channel=Channel.SMS), "text", sender=MAYA).startswith("Dear Hana,")


def test_json_is_the_letter_as_data() -> None:
    assert json.loads(render(letter(), "json", sender=MAYA)) == {
        "id": "withdraw",
        "channel": "email",
        "to": ["Hana Okafor"],
        "subject": "Withdrawal",
        "text": "Dear Hana,\n\nThank you. I withdraw.\n\nRegards,\nMaya",
        "moves": [{"move": "thanks", "text": "Thank you."}, {"move": "decision", "text": "I withdraw."}],
    }


def test_extensions() -> None:
    assert [extension(fmt) for fmt in ("text", "md", "eml", "json")] == [".txt", ".md", ".eml", ".json"]


@pytest.mark.parametrize(
    "text",
    [
        "O'Brien & Sons [EU] GmbH",
        "I loved the {{7*7}} [b]quiz[/b]",
        "# not a heading",
        "1. not a list\n- nor this\n+ or this\n2) or this",
        "a * b * c, _under_ __both__ `code` ~~gone~~",
        "<b>bold</b> &amp; &lt; <https://example.org>",
        "[link](https://example.org) ![image](x)",
        "one\n===\ntwo\n---",
        "| a | b |\n|---|---|",
        "> quoted\n\\backslash\\*",
        "line one\nline two\n\nnew paragraph",
        "C++ and C# at 10 - 20 %",
        "a line break at the very end\n",
    ],
)
def test_markdown_shows_the_same_characters(text: str) -> None:
    assert shown(escape_markdown(text)).split() == text.split()
    assert "<li>" not in MarkdownIt("gfm-like", {"linkify": False}).render(escape_markdown(text))


@given(st.text(alphabet=st.sampled_from("ab1 .\n*_[]()<>&;#`~|\\+-=!{}"), max_size=40))
def test_markdown_shows_whatever_was_typed(text: str) -> None:
    text = "x" + "\n".join(line.strip() for line in text.splitlines())
    assert shown(escape_markdown(text)).split() == text.split()


def test_a_mail_opens_as_a_draft_without_a_date() -> None:
    message = mail(HANA, ANA)
    assert message["X-Unsent"] == "1"
    assert message["Date"] is None
    assert message["From"].addresses[0].addr_spec == "maya@example.org"
    assert [(a.display_name, a.addr_spec) for a in message["To"].addresses] == [
        (HANA.name, HANA.email),
        (ANA.name, ANA.email),
    ]
    assert message.get_content().replace("\r\n", "\n") == letter().text + "\n"
    assert message.get_content_charset() == "utf-8"


def test_people_without_an_address_are_left_to_the_sender() -> None:
    message = mail(Person(name="Ben", kind="hr"), sender=You(name="Maya"))
    assert (message["To"], message["From"]) == (None, None)


def test_a_script_is_never_addressed_to_anybody() -> None:
    script = mail(HANA, of=letter(channel=Channel.PHONE))
    assert (script["To"], script["X-Unsent"]) == (None, None)


@pytest.mark.parametrize(
    "address", ["not an address", "@", "a@", "a@b\nBcc: x@y.z", "a@b.c, d@e.f", "ü@example.org", "a@b.c>", ""]
)
def test_an_odd_address_is_refused_or_left_out(address: str) -> None:
    person = Person(name="Hana", kind="hr", email=address)
    if not address:
        assert mail(person)["To"] is None
    elif "\n" in address:  # the case makes one line of it, and that is no address
        assert person.email is not None
        with pytest.raises(BadInput):
            mail(person)
    else:
        with pytest.raises(BadInput, match="not an email address"):
            mail(person)


@pytest.mark.parametrize(
    "subject", ["a\nBcc: x@y.z", "a\r\nBcc: x@y.z", "a\u2028b", "=?utf-8?q?a=0ABcc:_x?="]
)
def test_a_subject_cannot_add_a_header(subject: str) -> None:
    with pytest.raises(BadInput):
        render(letter(subject=subject), "eml", sender=MAYA)


def case_with(name: str, role: str) -> Case:
    data = {
        "you": {"name": name, "email": "m@x.org"},
        "company": {"name": "A"},
        "role": role,
        "stage": "early",
    }
    return parse_case(data)[0]


@given(name=st.text(max_size=40), role=st.text(max_size=120), body=st.text(max_size=80))
def test_a_mail_holds_what_was_typed_and_no_header_more(name: str, role: str, body: str) -> None:
    try:
        case = case_with(f"M{name}", f"R{role}")
        body = case_with("M", f"B{body}").role
    except BadInput:
        return  # half a character, refused at the door
    person = Person(name=case.you.name, kind="hr", email="p@example.org")
    written = letter(subject=case.role, text=body)
    try:
        message = mail(person, of=written, sender=case.you)
    except BadInput:
        assert any(mark in case.role + case.you.name for mark in ("=?", "\x0b", "\x0c", "\x1c", "\x85"))
        return
    assert sorted(message.keys()) == sorted(
        ["X-Unsent", "From", "To", "Subject", "Content-Type", "Content-Transfer-Encoding", "MIME-Version"]
    )
    assert message["Subject"] == case.role
    assert message["To"].addresses[0].display_name == case.you.name
    assert message.get_content().replace("\r\n", "\n") == written.text + "\n"


def test_a_name_typed_with_two_spaces_is_the_same_in_letter_and_header() -> None:
    case = case_with("Ana  Maria \r\n Ruiz", "Nurse")
    assert case.you.name == "Ana Maria Ruiz"
    person = Person(name=case.you.name, kind="hr", email="p@example.org")
    assert mail(person, of=letter(), sender=case.you)["To"].addresses[0].display_name == "Ana Maria Ruiz"
