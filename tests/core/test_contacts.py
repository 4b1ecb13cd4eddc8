"""People found in what somebody pastes."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.case import PersonKind
from core.contacts import Contact, find_contacts, kind_of
from core.resources import data_folder, load_toml

THREAD = """\
From: "Silva, Ana" <ana@talent.example>
To: Maya Lindqvist <maya@home.example>,
    =?utf-8?q?J=C3=B6rg_M=C3=BCller?= <jm@north.example>
Cc: hana.okafor@north.example; Dr. Kenji Sato [mailto:kenji@north.example]
Subject: Re: Senior Data Analyst
Date: Mon, 23 Nov 2026 10:00:00 +0900

Hello Maya,
thank you for coming in. We would like to see you again.

Best regards,

Ana Silva
Senior Talent Acquisition Partner | Talent & Co
+81 3 1234 5678

On Mon, 23 Nov 2026 at 09:12, Hana Okafor <hana.okafor@north.example> wrote:
> Looking forward to it.
>
> --
> Hana Okafor
> Head of Data, Northwind Analytics
"""


def test_a_whole_thread() -> None:
    found = {
        contact.name: contact for contact in find_contacts(THREAD, ["maya@home.example", "Maya Lindqvist"])
    }
    assert list(found) == ["Ana Silva", "Jörg Müller", "Hana Okafor", "Kenji Sato"]
    assert found["Ana Silva"].email == "ana@talent.example"
    assert (found["Ana Silva"].kind, found["Hana Okafor"].kind) == ("recruiter", "hiring_manager")
    assert found["Hana Okafor"].email == "hana.okafor@north.example"
    assert (found["Kenji Sato"].title, found["Kenji Sato"].email) == ("Dr.", "kenji@north.example")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ana Silva <ana@x.example>", [Contact("Ana Silva", "ana@x.example")]),
        ("From: ana.silva@x.example", [Contact("Ana Silva", "ana.silva@x.example")]),
        ("From: info@x.example", []),
        ("Von: Jürgen Groß <j@x.example>", [Contact("Jürgen Groß", "j@x.example")]),
        (
            "A <a@x.example>, Bo Li <b@x.example>",
            [Contact("A", "a@x.example"), Contact("Bo Li", "b@x.example")],
        ),
        (
            "Ana de la Cruz\nHR Business Partner\nana@x.example",
            [Contact("Ana de la Cruz", "ana@x.example", "", "hr", "HR Business Partner")],
        ),
        (
            'From: "Dr. Åsa Øst, HR" <asa@x.example>',
            [Contact("Åsa Øst", "asa@x.example", "Dr.", "hr", "HR")],
        ),
        ('From: "Øst, Åsa" <asa@x.example>', [Contact("Åsa Øst", "asa@x.example")]),
        ("Kind regards,\nSean O'Neil", [Contact("Sean O'Neil")]),
        ("Bo Li | Staff Engineer", [Contact("Bo Li", "", "", "interviewer", "Staff Engineer")]),
        ("Thank you for your time.\nSee you on Monday", []),
        ("", []),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_what_is_found(text: str, expected: list[Contact]) -> None:
    assert list(find_contacts(text)) == expected


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        ("Senior Recruiter", "recruiter"),
        ("HR", "hr"),
        ("Threshold Co", ""),
        ("VP, Sales", "hiring_manager"),
        ("", ""),
    ],
)
def test_a_job_title_tells_the_part(role: str, kind: str) -> None:
    assert kind_of(role) == kind


def test_parts_are_parts_of_a_case() -> None:
    roles = load_toml(data_folder("templates") / "roles.toml")
    assert {*roles, *roles["domains"]} - {"domains"} <= set(get_args(PersonKind))


def test_a_remark_in_square_brackets_hides_nobody() -> None:
    people = find_contacts("From: Ana Roe <ana@x.example>, Bob Lee [HR] <bob@x.example>")
    assert [(each.name, each.email, each.kind) for each in people] == [
        ("Ana Roe", "ana@x.example", ""),
        ("Bob Lee", "bob@x.example", "hr"),
    ]


def test_an_agency_is_known_by_its_domain() -> None:
    text = "From: Priya Shah <priya@talentbridge.example>, Lena Fischer (HR) <lena@recruit.example>"
    assert [contact.kind for contact in find_contacts(text)] == ["recruiter", "hr"]


PIECES = [*THREAD.split("\n"), "From:", "<@>", '"', ","]


@given(st.text(max_size=300) | st.lists(st.sampled_from(PIECES)).map("\n".join))
def test_any_text_can_be_pasted(text: str) -> None:
    for contact in find_contacts(text):
        assert contact.name.strip()
        assert "\n" not in contact.name + contact.email


def test_a_very_long_paste_is_read_at_once() -> None:
    assert len(find_contacts("From: Ana Silva <ana@x.example>\n" * 50_000)) == 1
    find_contacts("a" * 1_000_000 + "@" * 1000)
    find_contacts("<" * 20_000)
    find_contacts("A b " * 5_000)
    find_contacts("a.b" * 6_000 + "@")


HEADERS = """From: "Ng, Thị <b>Hà</b>" <ha.ng@acme.example>
To: Zoë <z@x.example>; Ana Silva (HR) <ana@x.example>
Reply-To: =?utf-8?q?J=C3=B6?= <j@x.example>"""


@pytest.mark.parametrize("end", range(len(HEADERS) + 1))
def test_a_header_that_is_still_being_typed_is_no_error(end: int) -> None:
    find_contacts(HEADERS[:end])


def test_nothing_is_lost_when_the_library_cannot_read_a_header() -> None:
    found = find_contacts("From: Ana Silva <ana@x.example>\nTo: Zoë <z@")
    assert [(each.name, each.email) for each in found] == [("Ana Silva", "ana@x.example"), ("Zoë", "")]
