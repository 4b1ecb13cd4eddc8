"""Who is told: the people of a case by the part they play, and the addressees of each message."""

from __future__ import annotations

from core.case import Case, Person, PersonKind
from core.catalogue import Message
from core.errors import MissingDetail

HIRING_TEAM = ("Hiring Team",)
YOU = ("you",)


def of_kind(case: Case, *kinds: PersonKind) -> tuple[Person, ...]:
    """The people of these kinds: in the order of the kinds, and within a kind in the case's order."""
    return tuple(person for kind in kinds for person in case.people if person.kind == kind)


def main_contact(case: Case) -> Person | None:
    """The one to call: the hiring manager (first one you get on with), else HR, else an interviewer."""
    managers = sorted(of_kind(case, "hiring_manager"), key=lambda person: not person.rapport)
    return next(iter((*managers, *of_kind(case, "hr", "interviewer"))), None)


def employer(case: Case) -> tuple[Person, ...]:
    """Everyone at the company whom you know, the main contact first."""
    first = main_contact(case)
    others = of_kind(case, "hiring_manager", "hr", "interviewer")
    return () if first is None else (first, *(person for person in others if person is not first))


def through_recruiter(case: Case) -> bool:
    """Whether the recruiter is the only way to the company: the decision goes through them alone."""
    return bool(of_kind(case, "recruiter")) and not employer(case)


def without_address(case: Case) -> tuple[Person, ...]:
    """People at the company who cannot be written to although others can."""
    people = employer(case)
    return tuple(p for p in people if not p.email) if any(p.email for p in people) else ()


def asked_about_terms(case: Case) -> tuple[Person, ...]:
    """Whom to ask about terms: the recruiter, else the hiring manager, else HR, else an interviewer."""
    return (of_kind(case, "recruiter") or employer(case))[:1]


def to_connect(case: Case) -> tuple[Person, ...]:
    """Whom a wish to connect is about: every interviewer, else the manager."""
    return of_kind(case, "interviewer") or tuple(p for p in employer(case)[:1] if p.kind == "hiring_manager")


def of_message(case: Case, message: Message, everyone: bool) -> tuple[Person, ...]:
    """Whom a message goes to that is asked for by itself; () means the hiring team or yourself.

    Args:
        case: gives the people.
        message: gives the audience.
        everyone: whether it goes to all whom you know at the company, not to one of them.

    Raises:
        MissingDetail: it is for a recruiter, a referrer or a referee, and the case has none.
    """
    match message.audience:
        case "recruiter" | "referrer" | "referee" as kind:
            if found := of_kind(case, kind)[:1]:
                return found
            raise MissingDetail("people", f"has no {kind}, and {message.title!r} is for one", "Add them.")
        case "you":
            return employer(case)[:1] if message.id == "call_script" else ()
        case "hr":
            return of_kind(case, "hr") or employer(case)[:1] or of_kind(case, "recruiter")[:1]
        case "interviewer":
            return (of_kind(case, "interviewer") or employer(case))[:1]
        case _ if everyone:
            return employer(case)
        case _:
            return (employer(case) or of_kind(case, "recruiter"))[:1]


def to_names(people: tuple[Person, ...]) -> tuple[str, ...]:
    """The addressees as a plan shows them."""
    return tuple(person.name for person in people) or HIRING_TEAM
