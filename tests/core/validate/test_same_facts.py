"""The same fact in another form is the same fact, and a fact in passing may go."""

from __future__ import annotations

import pytest
from framed import FRAME, codes

from core.validate import check, coverage, numbers
from core.validate.align import World
from core.validate.reading import read
from core.validate.verdict import Finding


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Please tell Josh not to meet me at half 8.", "Please tell Josh not to meet me at 8.30."),
        (
            "Please tell Josh not to meet me at 3.15.",
            "Please tell Josh not to meet me at a quarter past three.",
        ),
        ("Please cancel the visit at 15:30.", "Please cancel the visit at half past three."),
        ("Please cancel the visit at 4.45.", "Please cancel the visit at quarter to five."),
        ("Please shred the form I sent on 9 april.", "Please shred the form I sent on 9 April."),
        ("Please cancel my 2nd interview.", "Please cancel my second interview."),
        ("Please delete both files.", "Please delete the two files."),
        ("I have not signed the form.", "I have signed nothing."),
        (
            "I have not yet returned the form, and I will bring back the badge.",
            "I have not sent back the form, and I will return the badge.",
        ),
        ("Please tell Joy in Human Resources.", "Please tell Joy in HR."),
        (
            "Please tell Mrs Rao that the badge is in the post.",
            "Please tell Ms Rao that the badge is in the post.",
        ),
        ("I am free at twenty to five.", "I am free at 4.40."),
        ("I owe Stu a tenner.", "I owe Stu ten pounds."),
        ("I work until 5.30 and am free after that.", "I finish work at 5.30 and am free after 5.30."),
        (
            "Please delete my file and cancel the visit.",
            "Please (1) delete my file and (2) cancel the visit.",
        ),
        ("I am free on Fridays.", "I am free every Friday."),
        ("I delete the files this evening.", "I delete the files tonight."),
        ("Please tell the Welding Laboratory.", "Please tell the Welding Lab."),
        ("I return the two YubiKeys.", "I return both. The YubiKey order can stop."),
        ("I liked the second round and the first one.", "I liked the first round and the second."),
        ("I send the clip in H.264 at 1080p.", "I send the clip, H.264 1080p."),
        ("My badge is number 288140.", "My badge is No. 288140."),
        ("Please tell the RN on my ward.", "Please tell the Registered Nurse on my ward."),
        (
            "I have 2 things to ask. 1) please shred the form. 2) tell Ana.",
            "Please shred the form. Tell Ana.",
        ),
        ("Ring me between 5 and 6, 0161 496 0022.", "Ring me on 0161 496 0022, 17:00 to 18:00."),
        ("Ring me between 5 and 6 on 0161 496 0022.", "Ring me, 5 to 6, 0161 496 0022."),
        ("I can do 1 day.", "I can do a single day."),
        ("Please post the licence and delete my file.", "Please: 1) post the licence; 2) delete my file."),
        ("The Head of Ops knows.", "The Head of Operations knows."),
        ("I am free between half past twelve and one.", "I am free from 12.30 to 1 pm."),
        ("I am free between half past twelve and one.", "I am free from 12:30 to 13:00."),
        ("Please cancel the visit, 9.15 for 9.30.", "Please cancel the visit (9.15/9.30)."),
        ("The visit is at 2.15 on Monday.", "The visit is on Monday at 14:15."),
        (
            "Please shred the results of Grade 11 and Grade 12.",
            "Please shred the results of Grades 11 and 12.",
        ),
        ("The test is on Jan 14 at noon.", "The test is on January 14 at noon."),
        ("Please ring me after 5 pm on 0803 555 0172.", "Please ring me later than 17:00 (0803 555 0172)."),
        ("I taught the 5th class.", "I taught the fifth class."),
        ("I work Tuesdays to Thursdays.", "I work on Tuesday, Wednesday and Thursday."),
        ("Please cancel the visit on 14 May at 2 pm.", "Please cancel the visit at 14:00 on 14 May."),
        ("Pls cancel the visit tmrw.", "Please cancel tomorrow's visit."),
        ("Please stop the PVG form.", "Please stop the Protecting Vulnerable Groups form."),
        ("Please tell the SNB.", "Please tell the Singapore Nursing Board."),
        ("The Research Fellowship is yours again.", "The post of Research Fellow is yours again."),
        ("The Group Chief Financial Officer knows.", "The Group CFO knows."),
        ("The Member Representative knows.", "The Member Rep knows."),
        (
            "Please keep my CV. I return the badge at 4.",
            "Two things: please keep my CV, and I return the badge at 4.",
        ),
        ("I am free after 4. Please ring me.", "Please ring me. I may first return at 4."),
    ],
)
def test_the_same_fact_in_another_form_passes(old: str, new: str) -> None:
    assert not codes(FRAME.format(old), FRAME.format(new)) & {"fact_changed", "fact_added", "fact_dropped"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Please tell Josh not to meet me at half 8.", "Please tell Josh not to meet me at 9.30."),
        ("Please cancel the visit at quarter past three.", "Please cancel the visit at 3.45."),
        ("Please shred the form I sent on 9 april.", "Please shred the form I sent on 9 May."),
        ("Please cancel my 2nd interview.", "Please cancel my third interview."),
        ("Please pay the £14.50.", "Please pay the £2.50."),
        ("Please ring me after 3 pm.", "Please ring me before 3 pm."),
        ("I am in the booth until four.", "I am in the booth from four."),
        ("I have not signed the form.", "I have signed the form."),
        ("I have not signed the form.", "To be safe I have signed the form you sent to me."),
        (
            "Please tell Dr Rao that the badge is in the post.",
            "Please tell Mr Rao that the badge is in the post.",
        ),
        ("Please write to my second referee.", "Please write to my first referee."),
        ("Please void the six-month lease.", "Please void the six-week lease."),
        ("I start in four weeks, says Ana to us both.", "I start in two weeks, says Ana to us both."),
        ("Please ring me at 8:30.", "Please ring me at 20:30."),
        ("Please ring me at 5.", "Please ring me at 18:00."),
        ("I need 1 copy.", "I need 2 copies."),
        ("Thank you for your patience.", "Thank you and Pat for it."),
        ("Please give the keys to Marianne.", "Please give the keys to Maria."),
        ("Please give the keys to the RN.", "Please give the keys to Robin Nakamura."),
        ("I am bound for a year.", "I am bound for 12 weeks."),
    ],
)
def test_another_fact_does_not(old: str, new: str) -> None:
    assert codes(FRAME.format(old), FRAME.format(new)) & {"fact_changed", "fact_added", "fact_dropped"}


def test_the_writers_title_is_not_the_writer() -> None:
    draft = FRAME.replace("Hi Ana,", "Dear Dr. Seo,").replace("Jonas Brandt", "Dr. Jonas Brandt").format("")
    assert not codes(draft, draft.replace("Dear", "Good day"))


def test_the_firm_may_go_where_another_firm_has_made_an_offer() -> None:
    draft = FRAME.replace("at Orme Yard", "at Orme Yard in Ochang").format(
        "I have an offer from another firm."
    )
    assert not codes(draft, draft.replace(" at Orme Yard in Ochang", ""))


def test_a_name_of_three_words_ends_a_message_and_a_greeting_may_go_with_its_place() -> None:
    draft = (
        "Good morning Mr Bello, this is Anneke de Wit. I am withdrawing from the Planner process. Thank you."
    )
    signed = "Good day, Mr Bello. I am withdrawing from the Planner process. Thank you. Anneke de Wit"
    assert check(draft, signed).accepted
    greeted = FRAME.replace("Jonas", "Greetings from Curitiba,\nJonas").format("")
    assert not codes(greeted, FRAME.format(""))


def test_who_does_what_is_not_turned_round() -> None:
    draft = FRAME.format("I have started the course that you chose.")
    assert codes(draft, FRAME.format("You have started the course that I chose.")) == {"garbled"}
    assert not codes(draft, FRAME.format("I have begun with the course you chose."))


def test_thanks_to_others_are_enough_where_the_draft_thanks_nobody_else() -> None:
    draft = FRAME.replace("Thank you for the chat.", "I am grateful to the panel for its time.").format("")
    assert not codes(draft, draft.replace("I am grateful to the panel", "My warm thanks to the panel"))
    gone = draft.replace("I am grateful to the panel for its time.", "I wish the panel well.")
    assert "thanks_dropped" in codes(draft, gone)
    assert "thanks_dropped" in codes(FRAME.format(""), gone)


def test_the_day_of_a_talk_may_go_from_the_thanks_and_that_of_a_request_may_not() -> None:
    draft = FRAME.format("Please cancel the visit on Friday.").replace("the chat", "the chat on Tuesday")
    assert not codes(draft, draft.replace(" on Tuesday", ""))
    assert codes(draft, draft.replace(" on Friday", "")) == {"fact_dropped"}


def test_friends_may_write_as_the_draft_does() -> None:
    draft = "Hiya Lol, ta for the offer of the rigging job at Orme Yard. I'm going to say no to it. Mo"
    assert check(draft, draft.replace("ta for", "thanks, mate, for")).accepted
    formal = FRAME.format("")
    assert codes(formal, formal.replace("Thank you for", "Thx for")) == {"unprofessional"}


def test_a_greeting_of_another_language_names_nobody() -> None:
    draft = FRAME.format("Please cancel the visit on Friday.")
    assert check(draft, draft.replace("Hi Ana", "Kia ora Ana")).accepted


def test_a_relative_that_the_draft_names_in_another_word_is_no_secret() -> None:
    draft = FRAME.format("I can't leave my grandma alone.")
    rewrite = draft.replace("grandma", "grandmother")
    assert check(draft, rewrite, private=["grandmother has dementia"]).accepted
    assert not check(
        draft, rewrite.replace("alone", "with her dementia"), private=["grandmother has dementia"]
    ).accepted


def test_a_message_that_decides_nothing_must_not_gain_a_decision_whatever_else_it_denies() -> None:
    draft = (
        "Hi Ana,\n\nA heads-up: I have another offer and cannot wait longer than Friday. "
        "Nothing has changed here. Will you know by then?\n\nThank you,\nJonas Brandt"
    )
    assert codes(draft, draft.replace("Nothing has changed here.", "I am withdrawing my candidacy.")) >= {
        "decision_changed"
    }


@pytest.mark.parametrize(("old", "new"), [("Dean", "there"), ("Ms. Ma", "Ms. Li"), ("Mr. Chen", "Mr. Ma")])
def test_a_name_that_is_a_title_or_a_greeting_elsewhere_is_still_a_name(old: str, new: str) -> None:
    draft = FRAME.format("").replace("Hi Ana", f"Dear {old}")
    assert "fact_dropped" in codes(draft, draft.replace(old, new))


def test_a_subject_in_another_language_is_seen() -> None:
    draft = f"Subject: EM, Platform\n\n{FRAME.format('')}"
    assert check(draft, draft.replace("EM, Platform", "Platform, EM")).accepted
    assert codes(draft, draft.replace("EM, Platform", "Rücktritt von meiner Bewerbung"))


def test_what_is_stammered_is_garbled() -> None:
    draft = FRAME.format("Please return my deposit by cheque.")
    assert codes(draft, draft.replace("by cheque.", "by cheque by cheque.")) == {"garbled"}


def test_a_question_of_the_draft_that_sounds_like_a_decision_may_stay_beside_other_words() -> None:
    draft = FRAME.format("I'd be daft to say no to that pay, wouldn't I?")
    assert check(draft, draft.replace("Thank you for the chat.", "Many thanks for the chat.")).accepted
    assert codes(draft, draft.replace("I have decided", "May I").replace("at Orme Yard.", "at Orme Yard?"))


def test_names_in_a_courtesy_may_go_with_it_and_those_of_a_request_may_not() -> None:
    draft = FRAME.format("I have great respect for what Bonnie Yee has built. Please tell Walt Pryce.")
    assert "fact_dropped" not in codes(
        draft, draft.replace("I have great respect for what Bonnie Yee has built. ", "")
    )
    assert "fact_dropped" in codes(draft, draft.replace(" Please tell Walt Pryce.", ""))


def test_the_word_that_opens_a_subject_is_no_name() -> None:
    draft = f"Subject: Withdrawal of my application\n\n{FRAME.format('')}"
    assert check(draft, draft.replace("Withdrawal of", "Retraction of")).accepted


def test_a_day_typed_in_haste_is_the_day() -> None:
    draft = "Please cancel the visit on Thursday 8 August."
    assert not numbers.findings(draft, "please cancel the visit thurs 8 aug")
    assert numbers.findings(draft, "please cancel the visit tues 8 aug")


def test_a_plain_list_is_no_mark_up() -> None:
    draft = FRAME.format("Please:\n- cancel the visit\n- delete my file")
    assert not codes(draft, draft.replace("- cancel the visit", "- cancel my visit"))
    assert not codes(draft, draft.replace("- ", "* "))
    flat = FRAME.format("Please cancel the visit and delete my file.")
    assert "markup_added" not in codes(flat, draft)
    assert "markup_added" in codes(flat, draft.replace("- ", "* "))
    assert "markup_added" in codes(flat, draft.replace("Please", "**Please**"))


def test_a_reference_may_stand_over_the_greeting_and_a_remark_may_not() -> None:
    draft = FRAME.replace("role at Orme Yard", "role (ref. OY-5531) at Orme Yard").format("")
    assert not codes(draft, f"Ref. OY-5531\n\n{draft}")
    assert "meta_text" in codes(draft, f"Withdrawal, as you asked\n\n{draft}")


def test_a_request_that_is_cut_out_is_missed_where_all_else_stays() -> None:
    draft = FRAME.format("Please cancel the visit on Friday.")
    assert "fact_dropped" in codes(draft, draft.replace(" Please cancel the visit on Friday.", ""))
    sorry = FRAME.format("Please accept my apologies.")
    assert not codes(sorry, sorry.replace(" Please accept my apologies.", ""))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Please delete my CV and shred the copies of my passport.", "Please delete my CV."),
        ("Could you release the parking space in the yard?", "I wish you a good summer."),
    ],
)
def test_the_rules_are_certain_when_no_word_of_a_request_is_left(old: str, new: str) -> None:
    assert "fact_dropped" in {finding.code for finding in by_rules(old, new)}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Could you release the parking space in the yard?", "Could you free up my spot in the yard?"),
        ("Please delete my CV and shred the copies of my passport.", "Erase all of it, passport included."),
        ("Please ask Ana.", "I wish you a good summer."),  # too little to be certain of
    ],
)
def test_they_are_not_while_one_word_or_its_like_is_there(old: str, new: str) -> None:
    assert not by_rules(old, new)


def by_rules(old: str, new: str) -> list[Finding]:
    """What the rules alone are certain that a free rewrite has lost."""
    return coverage.certain(
        World(read(FRAME.format(old), ())), read(f"Hello Ana,\n\nI am out. Thanks. {new}", ())
    )


def test_your_reference_is_yours_in_both() -> None:
    draft = FRAME.format("My application has the reference HR-5531.")
    assert "garbled" not in codes(draft, draft.replace("My application has the", "HR-5531 is your"))


def test_a_new_number_does_not_hide_behind_an_hour() -> None:
    assert numbers.findings("The visit is at 14:00.", "The visit at 14:00 is for 2.")
    assert numbers.findings("I work Monday to Friday.", "I work on weekdays until 5.")
    assert not numbers.findings("I work Monday to Friday until 5.", "I work on weekdays until 5.")


@pytest.mark.parametrize(
    "day", ["Wednesday 9 October", "Wednesday, 9th October", "Wednesday the 9th", "Wednesday October 9"]
)
def test_the_weekday_of_a_date_may_go_and_the_date_may_not(day: str) -> None:
    draft = FRAME.format(f"Please cancel my second interview on {day}.")
    assert not numbers.findings(draft, draft.replace("Wednesday", "").replace(",", ""))
    found = numbers.findings(draft, draft.replace(day, "Wednesday"))
    assert {finding.code for finding in found} == {"fact_dropped"}


def test_a_weekday_that_stands_alone_as_well_may_not_go() -> None:
    draft = FRAME.format("Please cancel Wednesday 9 October; I told Al on Wednesday that I would ask.")
    assert numbers.findings(draft, draft.replace("Wednesday", "day"))


def test_foreign_thanks_and_contracted_words_are_no_names() -> None:
    draft = FRAME.format("The answer is no. We've decided to stay. Jazak Allah for your efforts.")
    new = FRAME.format("My answer is no, as we are staying here. Many thanks for your efforts.")
    assert "fact_dropped" not in codes(draft, new)


def test_a_remark_in_brackets_is_no_blank() -> None:
    draft = FRAME.format("[The badge is in the post.]")
    assert not codes(draft, FRAME.format("[My badge is on its way by post.]"))
    assert "placeholder_left" in codes(draft, FRAME.format("The badge is in the post. [name]"))
    assert "placeholder_left" in codes(
        FRAME.format("Thanks."), FRAME.format("Thanks. [Put in what you like]")
    )


def test_the_town_of_a_firm_that_is_named_may_go_and_another_town_may_not() -> None:
    draft = FRAME.replace("at Orme Yard", "with Orme Yard in Hull").format("I have found a post in Leeds.")
    assert not codes(draft, draft.replace(" in Hull", ""))
    assert "fact_dropped" in codes(draft, draft.replace(" in Leeds", ""))
    assert "fact_changed" in codes(draft, draft.replace("Hull", "Derby"))


def test_a_name_may_be_signed_with_its_initial() -> None:
    draft = FRAME.format("Dr Maria Lind knows.")
    assert not codes(draft, draft.replace("Jonas Brandt", "J. Brandt").replace("Maria Lind", "M. Lind"))
    assert "fact_added" in codes(draft, draft.replace("Maria Lind", "K. Lind"))


def test_a_professor_and_doctor_may_be_greeted_as_one_of_them_and_no_mister() -> None:
    draft = FRAME.format("").replace("Hi Ana,", "Dear Prof. Dr. Ursula Amstutz,")
    assert not codes(draft, draft.replace("Prof. Dr. Ursula", "Professor"))
    assert "fact_changed" in codes(draft, draft.replace("Prof. Dr. Ursula", "Ms"))


def test_a_number_in_brackets_belongs_to_no_other() -> None:
    draft = FRAME.format("I am at grade 7, reference 338104.")
    assert not codes(draft, FRAME.format("I am at grade 7 (338104)."))
    assert "fact_changed" in codes(draft, FRAME.format("I am at grade 8 (338104)."))


def test_a_thousand_thanks_count_nothing() -> None:
    thanked = FRAME.format("Thank you for the tea a thousand times.")
    assert not numbers.findings(FRAME.format("Thank you for the tea."), thanked)
    assert numbers.findings(FRAME.format("I was there."), FRAME.format("I was there a thousand times over."))


def test_what_the_writer_is_may_stand_below_the_name() -> None:
    draft = "Hi Ana, Jonas Brandt here, the welder you put forward. I'm withdrawing. Thanks for your help."
    signed = (
        "Hi Ana,\n\nI'm withdrawing. I appreciate your help in putting me forward.\n\nJonas Brandt\nWelder"
    )
    assert not codes(draft, signed)


def test_the_date_of_a_letter_may_go_and_any_other_may_not() -> None:
    draft = FRAME.format("Your offer of 9 June was kind. I start on 12 June.")
    assert not numbers.findings(draft, FRAME.format("Your offer was kind. I start on 12 June."))
    assert numbers.findings(draft, FRAME.format("Your offer of 9 June was kind. I start soon."))
    assert numbers.findings(draft, draft.replace("9 June", "8 June"))
