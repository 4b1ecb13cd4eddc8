"""How people are addressed and how roles stand in a sentence."""

from __future__ import annotations

import pytest

from core import names
from core.case import Person
from core.tone import Formality, Tone

CASUAL, NEUTRAL, FORMAL = (Tone(formality) for formality in Formality)


def person(name: str, **more: object) -> Person:
    return Person.model_validate({"name": name, "kind": "hiring_manager", **more})


@pytest.mark.parametrize(
    ("name", "more", "casual", "neutral", "formal"),
    [
        ("Hana Okafor", {}, "Hana", "Hana", "Hana Okafor"),
        ("Hana Okafor", {"title": "Ms."}, "Hana", "Ms. Okafor", "Ms. Okafor"),
        ("Hana Okafor", {"title": "Ms"}, "Hana", "Ms Okafor", "Ms Okafor"),
        ("Hana Okafor", {"title": "Ms.", "rapport": True}, "Hana", "Hana", "Ms. Okafor"),
        ("Ms. Hana Okafor", {}, "Hana", "Ms. Okafor", "Ms. Okafor"),
        ("Ms. Okafor", {}, "Ms. Okafor", "Ms. Okafor", "Ms. Okafor"),
        ("Madonna", {}, "Madonna", "Madonna", "Madonna"),
        ("Okafor", {"title": "Dr."}, "Dr. Okafor", "Dr. Okafor", "Dr. Okafor"),
        ("Prof. Dr. Hans Müller", {}, "Hans", "Prof. Dr. Müller", "Prof. Dr. Müller"),
        ("Maria van der Berg", {"title": "Ms."}, "Maria", "Ms. van der Berg", "Ms. van der Berg"),
        ("Ms. van der Berg", {}, "van der Berg", "Ms. van der Berg", "Ms. van der Berg"),
        ("Sam Hill Jr.", {"title": "Mr."}, "Sam", "Mr. Hill", "Mr. Hill"),
        ("Ana Silva, PhD, MBA", {"title": "Dr"}, "Ana", "Dr Silva", "Dr Silva"),
        ("Hana K. Okafor", {"title": "Ms."}, "Hana", "Ms. Okafor", "Ms. Okafor"),
        ("J. R. Smith", {"title": "Mr."}, "J. R. Smith", "Mr. J. R. Smith", "Mr. J. R. Smith"),
        ("Anne-Marie O'Neil", {"title": "Mrs."}, "Anne-Marie", "Mrs. O'Neil", "Mrs. O'Neil"),
        ("Zoë O’Neil", {"title": "Ms."}, "Zoë", "Ms. O’Neil", "Ms. O’Neil"),
        ("Juan García Márquez", {"title": "Sr."}, "Juan García Márquez", "Sr. Juan García Márquez", None),
        ("山田太郎", {}, "山田太郎", "山田太郎", "山田太郎"),
        ("Li Wei", {"given_name": "Wei", "title": "Mr."}, "Wei", "Mr. Li", "Mr. Li"),
        ("Li Wei", {"given_name": "Wei"}, "Wei", "Wei", "Li Wei"),
        ("Elizabeth Bennet", {"given_name": "Liz", "title": "Ms."}, "Liz", "Ms. Bennet", "Ms. Bennet"),
        ("hana okafor", {"title": "Ms."}, "hana", "Ms. okafor", "Ms. okafor"),
    ],
)
def test_one_person(
    name: str, more: dict[str, object], casual: str, neutral: str, formal: str | None
) -> None:
    someone = person(name, **more)
    found = [names.short_name(someone, tone) for tone in (CASUAL, NEUTRAL, FORMAL)]
    assert found == [casual, neutral, formal or neutral]


@pytest.mark.parametrize("country", ["JP", "CN", "KR", "HU", "VN", "TW"])
def test_where_the_family_name_may_stand_first_its_place_tells_nothing(country: str) -> None:
    someone = person("Ken Sato", title="Mr.")
    assert names.given_name(someone, country) == names.family_name(someone, country) == ""
    assert names.short_name(someone, FORMAL, country) == "Mr. Ken Sato"
    assert names.short_name(someone, CASUAL, country) == "Ken Sato"


def test_the_language_of_a_person_tells_it_too() -> None:
    assert names.given_name(person("Nagy Eszter", language="hu")) == ""
    assert names.given_name(person("Jan Novak", language="cs")) == "Jan"


@pytest.mark.parametrize("country", ["JP", "HU"])
def test_a_given_name_that_was_told_is_known_everywhere(country: str) -> None:
    someone = person("Nagy Eszter", given_name="Eszter", title="Ms.")
    assert names.family_name(someone, country) == "Nagy"
    assert names.short_name(someone, CASUAL, country) == "Eszter"


OKAFOR, SATO, SILVA = (
    person("Hana Okafor", title="Ms."),
    person("Ken Sato", title="Mr."),
    person("Ana Silva"),
)


@pytest.mark.parametrize(
    ("people", "tone", "greeted"),
    [
        ((), FORMAL, "Hiring Team"),
        ((OKAFOR,), FORMAL, "Ms. Okafor"),
        ((OKAFOR, SATO), FORMAL, "Ms. Okafor and Mr. Sato"),
        ((OKAFOR, SATO), CASUAL, "Hana and Ken"),
        ((OKAFOR, SATO, SILVA), CASUAL, "Hana, Ken and Ana"),
        ((OKAFOR, SATO, SILVA), FORMAL, "Hana Okafor, Ken Sato and Ana Silva"),
        ((OKAFOR, SILVA), NEUTRAL, "Hana Okafor and Ana Silva"),
        ((SILVA, person("山田太郎")), CASUAL, "Ana Silva and 山田太郎"),
        ((SILVA, person("Ana Costa")), CASUAL, "Ana Silva and Ana Costa"),
        ((person("Ms. Okafor"), SILVA), NEUTRAL, "Ms. Okafor and Ana Silva"),
        ((OKAFOR, SATO, SILVA, person("Li Wei")), CASUAL, "Hiring Team"),
    ],
)
def test_several_people_are_named_in_one_style(people: tuple[Person, ...], tone: Tone, greeted: str) -> None:
    assert names.addressees(people, tone) == greeted


@pytest.mark.parametrize(
    ("role", "the_role", "the_position"),
    [
        ("Senior Data Analyst", "the Senior Data Analyst role", "the position of Senior Data Analyst"),
        ("data analyst", "the data analyst role", "the position of data analyst"),
        ("CEO", "the CEO role", "the position of CEO"),
        ("R&D Manager", "the R&D Manager role", "the position of R&D Manager"),
        ("Director, Operations", "the role of Director, Operations", "the position of Director, Operations"),
        ("Engineer (m/f/d)", "the role of Engineer (m/f/d)", "the position of Engineer (m/f/d)"),
        ("The Registrar", "the Registrar role", "the position of Registrar"),
        ("Night Nurse position", "the Night Nurse position", "the Night Nurse position"),
        ("Summer Internship", "the Summer Internship", "the Summer Internship"),
        ("Backend role", "the Backend role", "the Backend role"),
    ],
)
def test_roles(role: str, the_role: str, the_position: str) -> None:
    assert (names.the_role(role), names.the_position(role)) == (the_role, the_position)


@pytest.mark.parametrize(
    "noun",
    [
        "an offer",
        "a role",
        "an hour",
        "a union",
        "a European role",
        "an HR role",
        "a UX role",
        "a CEO",
        "an 8",
    ],
)
def test_articles_go_by_the_sound(noun: str) -> None:
    assert names.with_article(noun.split(" ", 1)[1]) == noun


def test_lists() -> None:
    assert [names.joined(list("abc")[:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert names.joined(["a", "b", "c"], ", and") == "a, b, and c"
