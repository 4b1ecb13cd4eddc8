"""What the validator must catch, let pass, and survive."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.validate import check
from core.validate.lexicon import lexicon
from core.validate.proper_names import proper_names, with_known
from core.validate.reading import read
from core.validate.stems import stem
from core.validate.verdict import CODES, Finding, Verdict

DRAFT = """Dear Ms. Okafor,

Thank you for the two interviews for the Complaints Manager role at Better & Sons, and for introducing me to
Will Grace.

I have decided to withdraw my application, as I have accepted another offer. Please cancel the trial day on
14 May.

I wish you and the team well.

Kind regards,
May Lindqvist"""

CALL = """Dear Ms. Okafor,

Could you spare five minutes for a call this week? I have an update on my application for the Welder role at
Orme Yard. My number is 020 7946 0123.

Thank you,
May Lindqvist"""

SMS = "Hi Ana, I'm withdrawing from the rota lead job at Pell Street. Thanks for the chat. Jonas"


def codes(draft: str, rewrite: str, **more: object) -> set[str]:
    return {finding.code for finding in check(draft, rewrite, **more).findings}  # type: ignore[arg-type]


def edited(old: str, new: str, draft: str = DRAFT) -> str:
    assert old in draft
    return draft.replace(old, new)


DECISION = "I have decided to withdraw my application, as I have accepted another offer."


FAULTS = [
    ("decision_dropped", DECISION, "I have accepted another offer."),
    ("decision_hedged", "I have decided to withdraw", "I may need to withdraw"),
    ("decision_hedged", "I have decided to withdraw", "I am withdrawing, at least for now,"),
    ("decision_reversed", "I have decided to withdraw", "I have decided not to withdraw"),
    ("decision_reversed", "I wish you and the team well.", "I look forward to the next round."),
    ("decision_changed", "I have decided to withdraw", "I would like to pause"),
    ("decision_changed", "withdraw my application", "decline your offer"),
    ("grievance_added", "I wish you and", "Despite the slow process, I wish you and"),
    ("grievance_added", "well.", "well, and I hope the next candidate is told where they stand."),
    ("reason_added", "another offer", "a better offer"),
    ("reason_added", "another offer", "another offer for family reasons"),
    ("reason_dropped", ", as I have accepted another offer", ""),
    ("reason_changed", "I have accepted another offer", "my health has become worse"),
    ("fact_added", "the two interviews", "the two interviews in our 40-person office"),
    ("fact_changed", "14 May", "15 May"),
    ("fact_changed", "Complaints Manager", "Complaints Director"),
    ("fact_dropped", "Please cancel the trial day on\n14 May.", ""),
    ("commitment_added", "I wish you", "I will call you tomorrow. I wish you"),
    ("commitment_added", "I wish you", "Please keep me in mind for other roles. I wish you"),
    ("thanks_dropped", "Thank you for the two interviews", "I write about the two interviews"),
    ("meta_text", "Dear Ms. Okafor,", "Sure! Here is a more formal version:\n\nDear Ms. Okafor,"),
    ("meta_text", "May Lindqvist", "May Lindqvist\n\n(Shortened; all facts kept.)"),
    ("placeholder_left", "May Lindqvist", "[Your Name]"),
    ("language_changed", "I wish you and the team well.", "Le deseo mucha suerte a todo el equipo."),
    ("markup_added", "I have decided", "**I have decided**"),
    ("garbled", "I wish you and the team well.", "I wish you and the team well and I will be"),
    ("garbled", "Thank you for the", "Thank you for your application and the"),
    ("too_long", "I wish you and the team well.", "I wish you every success and happiness. " * 14),
    ("unprofessional", "I wish you and the team well.", "You guys rock, lol."),
]


@pytest.mark.parametrize(("code", "old", "new"), FAULTS)
def test_every_fault_has_its_code(code: str, old: str, new: str) -> None:
    assert code in codes(DRAFT, edited(old, new))


def test_every_code_is_reachable() -> None:
    tried = {
        mark.args[1][i][0]
        for mark in test_every_fault_has_its_code.pytestmark
        for i in range(len(mark.args[1]))
    }  # type: ignore[attr-defined]
    assert tried | {"private_leak"} == set(CODES)


def test_private_notes_must_not_show() -> None:
    note = "My current boss bullies the trainees."
    rewrite = edited("another offer.", "another offer, away from a boss who bullies people.")
    assert "private_leak" in codes(DRAFT, rewrite, private=[note])
    quoting = edited("I wish", f"{note} I wish")
    assert "private_leak" in codes(quoting, quoting, private=[note])


@pytest.mark.parametrize(
    "rewrite",
    [
        """Dear Ms. Okafor,

I am most grateful to you for both interviews for the position of Complaints Manager at Better & Sons, and for
the introduction to Will Grace.

It is with regret that I must withdraw from the process, having taken a role elsewhere. May I ask you to call
off the trial day on 14 May?

I hope that our paths cross again.

Yours sincerely,
May Lindqvist""",
        """Hi Ms. Okafor,

I'm pulling out of the Complaints Manager process at Better & Sons: I've said yes to another job. Could you
please cancel my trial day on 14 May?

Thanks so much for the interviews and for introducing me to Will Grace. You could not have been kinder, and it
wasn't an easy choice!

All the best,
May Lindqvist""",
    ],
)
def test_the_same_in_other_words_passes(rewrite: str) -> None:
    assert check(DRAFT, rewrite).findings == ()


def test_a_message_without_a_decision_must_not_gain_one() -> None:
    assert check(CALL, edited("Could you spare", "Would you have", CALL)).accepted
    assert "decision_changed" in codes(CALL, edited("I have an update on", "I am withdrawing", CALL))


def test_short_messages_are_judged_alike() -> None:
    good = "Hello Ana, I withdraw from the rota lead job at Pell Street. Thank you for our chat. Jonas"
    assert check(SMS, good).accepted
    assert "decision_hedged" in codes(SMS, SMS.replace("I'm withdrawing", "I might withdraw"))
    assert "thanks_dropped" in codes(SMS, SMS.replace("Thanks for the chat. ", ""))


def test_names_may_stand_in_the_place_of_one_another_when_the_case_knows_them() -> None:
    first_name = edited("Dear Ms. Okafor", "Dear Hana")
    assert not check(DRAFT, first_name).accepted
    assert check(DRAFT, first_name, names=["Hana Okafor"]).accepted


def test_the_span_points_to_the_words() -> None:
    rewrite = edited("I have decided to withdraw", "I might withdraw")
    finding = next(f for f in check(DRAFT, rewrite).findings if f.code == "decision_hedged")
    assert rewrite[slice(*finding.span)] == "might withdraw"
    assert finding.evidence == "might withdraw"
    typographic = edited("I wish you", "I’d be happy to “help”; I wish you")
    spans = [typographic[slice(*f.span)] for f in check(DRAFT, typographic).findings]
    assert any("happy" in words for words in spans)


def test_a_person_is_told_of_each_place_once_by_the_surest_finding() -> None:
    whole, word = (
        Finding("fact_added", "Whole.", (10, 40), "words"),
        Finding("grievance_added", "Word.", (20, 25)),
    )
    gone, part = (Finding.missing("fact_dropped", "Gone.", w) for w in ("the badge and the key", "the key"))
    verdict = Verdict.of([word, whole, gone, part, word, Finding("too_long", "Long.", (60, 90))])
    assert [finding.message for finding in verdict.told] == ["Word.", "Gone.", "Long."]
    assert [finding.message for finding in Verdict.of([whole, word]).told] == ["Whole."]
    assert len(verdict.findings) == 5


def test_messages_are_one_plain_sentence() -> None:
    rewrite = (
        edited("another offer", "a better offer").replace("14 May", "15 May").replace("Kind", "**Kind**")
    )
    for finding in check(DRAFT, rewrite).findings:
        assert finding.message
        assert finding.message[0].isupper()
        assert "\n" not in finding.message


def test_json_has_the_agreed_shape() -> None:
    verdict = Verdict.of([Finding("fact_added", "Take it out.", (1, 2), "x")])
    assert verdict.as_json("7") == {
        "id": "7",
        "accepted": False,
        "findings": [{"code": "fact_added", "message": "Take it out.", "span": [1, 2], "evidence": "x"}],
    }


@given(st.text(max_size=400))
def test_any_text_against_itself_is_accepted(text: str) -> None:
    assert check(text, text).accepted


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_two_texts_get_a_verdict_with_true_spans(draft: str, rewrite: str) -> None:
    verdict = check(draft, rewrite)
    assert verdict == check(draft, rewrite)
    for finding in verdict.findings:
        start, end = finding.span
        assert 0 <= start <= end <= len(rewrite)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([DRAFT, CALL, SMS]), st.text(alphabet=" \n\t\u00a0", max_size=3))
def test_blanks_around_a_draft_change_nothing(draft: str, blanks: str) -> None:
    assert check(draft, blanks + draft + blanks).accepted


def test_the_whole_pipeline_finds_nothing_in_a_draft_that_only_lost_a_blank_line() -> None:
    for draft in (DRAFT, CALL):
        assert check(draft, draft.replace("\n\n", "\n", 1)).findings == ()


HOSTILE = [
    "a", "I will ", "(", "not ", "a. ", "\n", "I am, and ", "面接を辞退します。", "\u200d", "1,", "a@", "[",
    "- x\n", "# ", "{{", "Dear ", ">",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_takes_no_more_than_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        text = (piece * size)[:size]
        start = time.process_time()
        check(DRAFT, text)
        check(text, DRAFT)
        check(text, text[:-1] + "x")
        return time.process_time() - start

    seconds(500)
    assert seconds(12_000) < 0.5 + 40 * seconds(1_500)


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_megabyte_is_refused_at_once(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    start = time.process_time()
    assert not check(DRAFT, text).accepted
    assert not check(text, DRAFT).accepted
    assert check(text, text).accepted
    assert time.process_time() - start < 1


@pytest.mark.parametrize("word", ["shift", "shifts", "theatre"])
def test_words_of_work_criticise_nobody(word: str) -> None:
    assert stem(word) not in lexicon().critical


HASTE = """Subject: Your letter of 3 September

Hi Gino, thank God for your patience! Climbing the tower with Mel on the trial shift sat was great.
I'm pulling out of the finance director job at Lanterna, I've taken a job elsewhere. Please bin my
form, ref 4471. Take care, Reece"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Subject: Your letter of 3 September\n\n", ""),  # what only the subject says may go
        ("thank God for your patience!", "thank you for your patience."),
        ("Climbing the tower", "Going up the tower"),
        ("shift sat was", "shift on Saturday was"),
        ("finance director", "FD"),
        (
            "I'm pulling out of the finance director job",
            "For the finance director job my answer has to be no",
        ),
        ("Take care, Reece", "\n\nReece"),
    ],
)
def test_what_is_no_name_and_no_needed_fact_may_change(old: str, new: str) -> None:
    found = codes(HASTE, edited(old, new, HASTE))
    assert not found & {"fact_dropped", "fact_added", "fact_changed", "garbled", "decision_dropped"}, found


def test_a_reference_in_the_subject_is_needed() -> None:
    draft = HASTE.replace("Your letter of 3 September", "Vacancy 88213")
    assert "fact_dropped" in codes(draft, draft.replace("Vacancy 88213", "The vacancy"))


def test_a_known_person_may_be_called_by_another_name_in_the_body() -> None:
    draft = "Hi Peter and Kenji,\n\nAs discussed with Peter, I'm withdrawing my application.\n\nBest,\nMaya"
    rewrite = draft.replace("Hi Peter and Kenji", "Dear Mr. O'Neil and Mr. Mori").replace(
        "with Peter", "with Mr. O'Neil"
    )
    assert check(draft, rewrite, names=["Peter O'Neil", "Kenji Mori"]).accepted


@pytest.mark.parametrize(
    ("sentence", "hedged"),
    [
        ("I will not be providing references, and I decline your offer.", False),
        ("I decline, as the documents I provided show.", False),
        ("I decline, provided that nothing changes.", True),
        ("I decline, providing you agree.", True),
    ],
)
def test_providing_is_a_condition_only_where_it_binds(sentence: str, hedged: bool) -> None:
    draft = "Dear Ana,\n\nI decline your offer. The documents show why.\n\nBest,\nMaya"
    rewrite = f"Dear Ana,\n\n{sentence}\n\nBest,\nMaya"
    assert ("decision_hedged" in codes(draft, rewrite)) == hedged


def test_the_words_of_a_known_company_or_role_stay_words() -> None:
    draft = (
        "Dear Ana,\n\nI am withdrawing my application for Director, Operations at The Home Works. "
        "The time was good.\n\nMaya"
    )
    names = with_known(proper_names(draft), ["Ana Silva", "Director, Operations", "The Home Works"])
    said = read(draft, names).joined
    assert "the time was good" in said
    assert "application for" in said
    assert ("silva",) in names
    assert ("works",) not in names


def test_the_numbers_that_count_paragraphs_are_no_facts() -> None:
    head, asked = (
        "Dear Ms. Okafor,\n\nI withdraw.",
        ("Please cancel the talk on 4 May.", "Please delete my files."),
    )
    listed = f"{head}\n\n1. {asked[0]}\n2. {asked[1]}\n\nMay"
    plain = f"{head} {asked[0]} {asked[1]}\n\nMay"
    assert check(listed, plain).accepted
    assert check(plain, listed).accepted
    assert not check(listed, plain.replace("4 May", "2 May")).accepted
