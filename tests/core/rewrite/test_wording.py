"""The small judges: tone meter, word-for-word swaps, who does what."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import core.rewrite
from core.rewrite import wordings
from core.rewrite.candidates import Judge, Option
from core.rewrite.faithful import same_content, unfaithful
from core.rewrite.mask import mask
from core.rewrite.meter import distance, formality, in_tone
from core.rewrite.persons import same_speakers
from core.rewrite.protocol import Candidate
from core.rewrite.same import sameness
from core.rewrite.variants import alternatives, variant
from core.tone import Context, Formality, Tone
from core.validate.sentences import sentences

PAIRS = [
    (
        "Thanks a lot for the chat, I loved it!",
        "Thank you very much for the conversation, which I greatly enjoyed.",
    ),
    ("I can't make it.", "I am unable to attend, which I regret."),
    ("Good luck with the search!", "I wish you every success with the search."),
]


@pytest.mark.parametrize(("casual", "formal"), PAIRS)
def test_the_meter_tells_casual_from_formal(casual: str, formal: str) -> None:
    assert formality(casual) < formality(formal)
    for tone, near, far in (
        (Tone(Formality.CASUAL, Context.BALANCED), casual, formal),
        (Tone(Formality.FORMAL, Context.BALANCED), formal, casual),
    ):
        assert distance(near, tone) < distance(far, tone)
        assert in_tone(near, tone)
        assert not in_tone(far, tone)


SWAPS = tomllib.loads((Path(core.rewrite.__file__).parent / "variants.toml").read_text("utf-8"))
LISTS = {name: swaps for name, swaps in SWAPS.items() if name not in ("towards", "participles")}
PAIRS_OF = tomllib.loads((Path(core.rewrite.__file__).parent / "pairs.toml").read_text("utf-8"))
SUBJECTS = {name: subject for name, subject in PAIRS_OF.items() if name != "pieces"}


def tone_of(words: str) -> Tone:
    formality, *more = words.split()
    context = next((Context(each) for each in more if each != "plain"), Context.BALANCED)
    return Tone(Formality(formality), context, plain="plain" in more)


@pytest.mark.parametrize(
    ("tone", "source", "wanted"),
    [
        *(
            tuple(example)
            for name, each in LISTS.items()
            if not name.startswith("or_")
            for example in each["examples"]
        ),
        *(tuple(example) for each in SUBJECTS.values() for example in each["examples"]),
        ("formal", "I’m sure it’s fine.", "I am sure that it is fine."),
        (
            "formal",
            "pls tell the mgr im out of the thurs lunch w/ Sam.",
            "I would be grateful if you would tell the manager I am out of the Thursday lunch with Sam.",
        ),
        ("casual", "It was a pleasure, and I thank Ana.", "It was a pleasure, and I thank Ana."),
        ("casual", "I have a family.", "I've got a family."),
        ("casual", "I am.", "I am."),
        ("formal", "Please pass my thanks on.", "I would be grateful if you would pass my thanks on."),
        ("formal", "Please accept my thanks.", "Please accept my thanks."),
        ("casual", "My thanks, which I ask you to extend.", "My thanks, which I ask you to extend."),
        ("neutral", "I would ask you to inform them.", "Please tell them."),
        ("neutral", "It was due to be filed in May.", "It was due to be filed in May."),
    ],
)
def test_swaps_keep_the_meaning(tone: str, source: str, wanted: str) -> None:
    assert variant(source, tone_of(tone)) == wanted


def test_every_list_of_swaps_is_used_and_shown() -> None:
    used = {name for names in SWAPS["towards"].values() for name in names}
    of_subjects = {name for each in SUBJECTS.values() for name in each} - {"examples", "left"}
    others = {f"or_{each}" for each in Formality} & set(LISTS)
    assert used | others == set(LISTS) | of_subjects | wordings.TABLES
    assert all(each["examples"] for each in LISTS.values())
    assert all(each["examples"] and each["left"] for each in SUBJECTS.values())


@pytest.mark.parametrize("table", sorted(wordings.TABLES))
def test_a_table_of_wordings_says_each_thing_once_and_otherwise(table: str) -> None:
    rows = wordings.wordings(table)
    said = [row.said.lower() for row in rows]
    assert len(said) == len(set(said))
    for row in rows:
        assert row.said == row.said.strip()
        assert row.said != row.instead == row.instead.strip()
        [found] = wordings.found_in(row.said, table)
        assert found == row  # or a longer one takes its place


def test_no_wording_says_a_decision_otherwise() -> None:
    rows = [row for table in wordings.TABLES for row in wordings.wordings(table)]
    deciding = [row for row in rows if sameness().has("decisions", f"{row.said} {row.instead}")]
    assert deciding == []


def test_wordings_keep_articles_capitals_and_names_right() -> None:
    assert (
        _said("Subsequent to our call, I made an erroneous claim.") == "After our call, I made a wrong claim."
    )
    assert _said("Ms Rectify may rectify it.") == "Ms Rectify may correct it."
    assert _said("I got the kids’ forms.", Formality.FORMAL) == "I got the kids’ forms."


def _said(text: str, formality: Formality = Formality.NEUTRAL) -> str:
    return variant(text, Tone(formality, Context.BALANCED))


@pytest.mark.parametrize("sentence", [left for each in SUBJECTS.values() for left in each["left"]])
@pytest.mark.parametrize("formality", list(Formality))
def test_words_in_another_sense_are_left(sentence: str, formality: Formality) -> None:
    assert variant(sentence, Tone(formality, Context.BALANCED)) == sentence


@pytest.mark.parametrize(
    "example",
    [each for name in LISTS if name.startswith("or_") for each in LISTS[name]["examples"]],
)
def test_what_is_tried_besides(example: list[str]) -> None:
    tone, source, wanted = example
    assert wanted in alternatives(source, tone_of(tone))


@given(st.text(), st.sampled_from(list(Formality)), st.sampled_from(list(Context)), st.booleans())
def test_swaps_stand_any_text_and_settle(
    text: str, formality: Formality, context: Context, plain: bool
) -> None:
    tone = Tone(formality, context, plain)
    once = variant(text, tone)
    assert variant(once, tone) == once


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("I enjoyed hearing about it.", "I'm so glad you enjoyed hearing about it."),
        ("You told me about the plans.", "I told you about the plans."),
    ],
)
def test_swapped_roles_are_seen(source: str, text: str) -> None:
    assert not same_speakers(source, text)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Thank you for the time you gave me.", "I appreciate the time you gave me."),
        ("Loved meeting the team.", "I greatly enjoyed meeting the team."),
        ("I wish you every success with the search.", "Good luck with the search!"),
    ],
)
def test_the_same_in_other_words_passes(source: str, text: str) -> None:
    assert same_speakers(source, text)
    assert same_content(source, text)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Thank you again, and I wish you a good search.", "I'm so glad you enjoyed the chat."),
        ("Please cancel the test.", "I'm sorry, I'm sorry, I'm so sorry, I'm sorry."),
        ("I have thought it over carefully.", "No worries, I'm glad of your company."),
    ],
)
def test_another_subject_is_seen(source: str, text: str) -> None:
    assert unfaithful(source, text)


@pytest.mark.parametrize(
    ("source", "text", "fault"),
    [
        ("I would be grateful if the copies of my passport could be deleted.",
         "Please delete the copies of your passport.", "swaps"),
        ("Please delete the copies.", "Yes, please delete the copies.", "answers"),
        ("I was glad to meet you and the field team.", "I'm so glad to meet you and the field team.", "when"),
        ("I was glad to meet you and the field team.", "It was great to meet you and the team.", "out"),
        ("I enjoyed the talk.", "I enjoyed the talk about budgets.", "adds"),
    ],
)  # fmt: skip
def test_what_small_models_do_wrong_is_seen(source: str, text: str, fault: str) -> None:
    assert fault in unfaithful(source, text)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (
            "Thanks a lot for the chat, I loved it.",
            "Thank you very much for the conversation, which I enjoyed.",
        ),
        ("It's been great to meet the team.", "It was a pleasure to meet the team."),
        ("Please send the papers.", "I would be grateful if you could send the papers."),
    ],
)
def test_faithful_wordings_pass(source: str, text: str) -> None:
    assert unfaithful(source, text) == ""


def test_a_sentence_typed_without_its_stop_can_be_worded_anew_and_stays_without() -> None:
    typed = "thank you for the tour of the kitchen"
    draft = f"Dear Ana,\n\nI withdraw my application.\n\n{typed}\n\nKind regards,\nJo"
    parts = sentences(draft)
    [place] = [index for index, part in enumerate(parts) if part.text == typed]
    judge = Judge(draft, parts, Tone(Formality.CASUAL, Context.BALANCED), (), ())
    answer = Candidate(place, 0, "Thanks for the tour of the kitchen.", "end", -0.1, 8)
    judged = judge.candidate(place, mask(typed), answer)
    assert isinstance(judged, Option)
    assert judged.text == "Thanks for the tour of the kitchen"
