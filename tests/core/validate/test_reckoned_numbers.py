"""What one text reckons or writes otherwise says the same, and another number says another."""

from __future__ import annotations

import pytest

from core.validate import check, greeting, numbers
from core.validate.verdict import Finding

SAME = (
    ("Thank you for the hour and a half.", "Thank you for the ninety minutes."),
    ("I ask for one more week.", "I ask for seven more days."),
    ("The visa needs two years.", "The visa needs twenty-four months."),
    (
        "You asked for an answer by 6 June; may I have until 11 June?",
        "You said 6 June; may I have five days, to 11 June?",
    ),
    (
        "I withdrew on 12 February and you confirmed it the next day.",
        "I withdrew on 12 February; you confirmed on the 13th.",
    ),
    (
        "Please cancel the test on the 11th and the one on the 14th.",
        "Please cancel the test on the 11th and the one three days later.",
    ),
    ("Could it be Friday at noon?", "Could it be Friday at twelve noon?"),
    ("Thank you for doing this for the fourth time.", "You have done this four times, thank you."),
    ("The names are on pages 4 to 7.", "The names are on pages 4, 5, 6 and 7."),
    ("On 5 May I sent pages 4 to 7.", "On 5 May I sent the pages from 4 up, to 7."),
    ("I tutored in 2021 and 2022.", "I tutored in '21 and '22."),
    ("I withdraw from the Tier 2 job.", "I withdraw from the Tier II job."),
    ("I am free at weekends.", "I am free on Saturdays and Sundays."),
    ("You raised it to 71,500.", "You raised it to 71.5K."),
    ("I met the six people there.", "I met the half-dozen people there."),
    (
        "My questions are: 1. who pays, 2. may my dog come, 3. what is the notice?",
        "Who pays, may my dog come, what is the notice?",
    ),
)
OTHER = (
    ("Thank you for the hour and a half.", "Thank you for the eighty minutes.", "80"),
    ("I ask for one more week.", "I ask for nine more days.", "9"),
    ("The visa needs two years.", "The visa needs thirty-four months.", "34"),
    (
        "You asked for an answer by 6 June; may I have until 11 June?",
        "You said 6 June; may I have 4 days, to 11 June?",
        "4",
    ),
    (
        "I withdrew on 12 February and you confirmed it the next day.",
        "I withdrew on 12 February; you confirmed on the 15th.",
        "15",
    ),
    (
        "Please cancel the test on the 11th and the one on the 14th.",
        "Please cancel the test on the 11th and the one two days later.",
        "2",
    ),
    ("Could it be Friday at noon?", "Could it be Friday at 11 before noon?", "11"),
    ("The names are on pages 4 to 7.", "The names are on pages 4, 5, 6, 7 and 8.", "8"),
    ("I tutored in 2021 and 2022.", "I tutored in '21 and '23.", "23"),
    (
        "I am free from 9 to 17; the visit is on 14 May.",
        "I am free from 9 to 17; the visit is on 15 May.",
        "15",
    ),
    ("The Examiner II job: I return 3 files.", "The Examiner II job: I return 2 files.", "2"),
    ("I return 12 files and 8 keys.", "I return 12 files and 8 keys within 4 days.", "4"),
    ("I withdraw from the Tier 2 job.", "I withdraw from the Tier III job.", "2"),
    ("I am free at weekends.", "I am free on Saturdays.", "saturday"),
    ("You raised it to 71,500.", "You raised it to 72.5K.", "72500"),
    ("I met the six people there.", "I met the dozen people there.", "12"),
)


def evidence(old: str, new: str) -> set[str]:
    """What the numbers of two texts differ in."""
    found: list[Finding] = numbers.findings(old, new)
    return {finding.evidence for finding in found}


@pytest.mark.parametrize(("old", "new"), SAME)
def test_a_number_may_be_told_otherwise(old: str, new: str) -> None:
    assert evidence(old, new) == set()


@pytest.mark.parametrize(("old", "new", "shown"), OTHER)
def test_another_number_is_another(old: str, new: str, shown: str) -> None:
    assert shown in evidence(old, new)


FRAME = "{}\n\nI have decided to withdraw my application for the {} job at Orme Yard.\n\nThank you.\n\n{}"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            ("Dear Mr and Mrs Vance,", "Cook", "Jo Brandt"),
            ("Dear Mrs Vance and Mr Vance,", "Cook", "Jo Brandt"),
        ),
        (("Hi Mirela and Theo,", "Cook", "Jo Brandt"), ("Hello you two,", "Cook", "Jo Brandt")),
        (("Dear Resourcing Team,", "Cook", "Jo Brandt"), ("Hello all,", "Cook", "Jo Brandt")),
        (("Dear Ms Rao,", "Senior Cook", "Jo Brandt"), ("Dear Ms Rao,", "Sr. Cook", "Jo Brandt")),
        (("Hi Ana,", "Cook", "Jo Brandt\n07700 900518"), ("Hi Ana,", "Cook", "Jo Brandt 07700 900518")),
    ],
)
def test_people_and_posts_may_be_written_otherwise(
    old: tuple[str, str, str], new: tuple[str, str, str]
) -> None:
    assert check(FRAME.format(*old), FRAME.format(*new)).accepted


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (("Dear Mr and Mrs Vance,", "Cook", "Jo Brandt"), ("Dear Dr Vance,", "Cook", "Jo Brandt")),
        (("Hi Mirela and Theo,", "Cook", "Jo Brandt"), ("Hello Peter,", "Cook", "Jo Brandt")),
        (("Dear Ms Rao,", "Senior Cook", "Jo Brandt"), ("Dear Ms Rao,", "Jr. Cook", "Jo Brandt")),
        (("Dear Dr Rao,", "Cook", "Jo Brandt"), ("Dear Ms Costa,", "Cook, with Dr Rao,", "Jo Brandt")),
    ],
)
def test_other_people_and_posts_are_others(old: tuple[str, str, str], new: tuple[str, str, str]) -> None:
    assert not check(FRAME.format(*old), FRAME.format(*new)).accepted


@pytest.mark.parametrize("greeted", ["Hello,", "Dear Ms Costa,", "Dear Jo Brandt, to this"])
def test_who_is_greeted_is_named_there_or_by_title(greeted: str) -> None:
    draft = "Dear Professor Rao,\n\nI must withdraw. Thank you.\n\nJo Brandt"
    later = "I have to withdraw my application, with many thanks to everybody, above all to Professor Rao."
    assert not greeting.findings(draft, f"Dear Professor,\n\n{later}\n\nJo Brandt", ())
    assert greeting.findings(draft, f"{greeted}\n\n{later}\n\nJo Brandt", ())


def test_what_the_draft_says_is_said_in_no_part_of_a_word() -> None:
    boat = FRAME.format("Dear Ms Rao,", "Cook", "Jo Brandt").replace(
        "Thank you.", "Thank you for your handsome boat."
    )
    assert check(boat, boat.replace("Thank you for your", "Thanks for that")).accepted
    found = check(boat, boat.replace("Thank you for", "Thank u for")).findings
    assert "unprofessional" in {finding.code for finding in found}


def test_words_of_pressure_are_no_better_for_standing_in_the_draft() -> None:
    busy = FRAME.format("Dear Ms Rao,", "Cook", "Jo Brandt").replace(
        "Thank you.", "I know you must go to Rome."
    )
    found = check(busy, busy.replace("Rome.", "Rome. You must shred my form and answer.")).findings
    assert "unprofessional" in {finding.code for finding in found}


def test_a_letter_that_breaks_off_with_i_am_breaks_off() -> None:
    draft = FRAME.format("Dear Ms Rao,", "Cook", "Jo Brandt")
    broken = draft.replace("Thank you.\n\nJo Brandt", "Thank you. As you know I am")
    closed = draft.replace("Thank you.\n\nJo Brandt", "With thanks, I remain\n\nYours sincerely,\nJo Brandt")
    assert "garbled" in {finding.code for finding in check(draft, broken).findings}
    assert "garbled" not in {finding.code for finding in check(draft, closed).findings}


def test_a_name_ends_a_message_and_a_broken_line_does_not() -> None:
    draft = "Hi, this is Jonah (puppets). Please hold the Friday contract. Ring me after four. Thanks!"
    ended = "Hi, please hold the Friday contract. Ring me after four, please. Cheers, Jonah, puppets"
    broken = "Hi, this is Jonah (puppets). Please hold the Friday contract. Thanks! Ring me after the"
    assert "garbled" not in {finding.code for finding in check(draft, ended).findings}
    assert "garbled" in {finding.code for finding in check(draft, broken).findings}
