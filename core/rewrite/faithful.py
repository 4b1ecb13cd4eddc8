"""Whether a sentence still says the same: who does what, when, and about what.

The validator looks at the whole letter; this sees what gets lost inside one sentence. It is for the
commonest faults of small models: they answer instead of rewriting, swap writer and reader, move a
thing that was into the present, or leave a word out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from core.rewrite.persons import (
    no_new_subject,
    same_others,
    same_owners,
    same_persons,
    same_speakers,
    same_towards,
)
from core.rewrite.same import asks, read, sameness, word_list, words
from core.validate import reading
from core.validate.lexicon import lexicon
from core.validate.moves import model
from core.validate.stems import stem
from core.validate.thesaurus import Bag, Term, terms
from core.validate.units import units
from core.validate.words import Token

_CARELESS = re.compile(r"\b(do|does|did|is|are|was|were|could|would|should|have|has|had|ca|wo)nt\b")
_JOINTS = (" and ", " so ", " as ", "because")
_THANKS_AND = re.compile(r"(?i)\bthanks(?: so much| a lot)?,? and (?:the\b|them\b|(?-i:[A-Z](?!\b)))")
_RUN_ON = re.compile(r"(?i)\b(?:I|you|we|they)['’]ve (?:to|the|a|my)\b")
_TWO_MARKS = re.compile(r"[,;:]\s*[.!?,;:]|\s[.,;](?=\s|$)|\.\)(?= [a-z])")
_LINKED = re.compile(r"(?i)\b(?:upon|on|for|with|by|to|in|of|about|from|at) which\b")
_BROKEN = (_THANKS_AND, _RUN_ON, _TWO_MARKS)
_HAVE_DONE = re.compile(r"(?i)\b(?:I|we)(?:['’]ve| have) (?:just |already |now )?(\w+ed)\b")
_HAVE = re.compile(r"(?i)\b(?:have|has|had)\b|['’](?:ve|d)\b")
_MAY_BE = re.compile(r"(?i)\bmay (?:\w+ )?be \w+(?:ed|en|n|t)\b")
_PAST, _PRESENT = {"was", "were", "been"}, {"am", "is", "are"}


def unfaithful(source: str, text: str) -> str:
    """What the second sentence does to the first, in plain words; "" when nothing was seen."""
    for fault, test in _TESTS.items():
        if not test(source, text):
            return fault
    return ""


def inexact(source: str, text: str) -> str:
    """What a swap of words that say the same may have done to a sentence all the same; "" when nothing."""
    source = _CARELESS.sub(r"\1n't", source)
    for fault in _EVEN_OF_SWAPS:
        if not _TESTS[fault](source, text):
            return fault
    return "" if no_doubles(source, text) else "it repeats itself"


def no_repeats(source: str, text: str) -> bool:
    """Whether no word of weight, nor a run of two or three, is said more often than in the draft."""
    weightless = word_list("empty") | sameness().words["free"] | sameness().words["slight"]
    for size, light in ((1, weightless), (2, word_list("empty")), (3, frozenset[str]())):
        before, after = (_runs(sameness().plain(each), size) for each in (source, text))
        if any(count > max(1, before[run]) for run, count in after.items() if set(run) - light):
            return False
    return True


def no_doubles(source: str, text: str) -> bool:
    """Whether no single word of weight is said twice that the draft says once."""
    light = word_list("empty") | sameness().words["free"] | sameness().words["slight"] | {"thanks"}
    before, after = (_runs(sameness().plain(each), 1) for each in (source, text))
    return all(count <= max(1, before[run]) for run, count in after.items() if set(run) - light)


def same_condition(source: str, text: str) -> bool:
    """Whether both say "if", polite questions apart, or neither does."""
    same = sameness()
    before, after = (
        bool(same.patterns["conditions"].search(same.patterns["requests"].sub(" ", same.bare(each))))
        for each in (source, text)
    )
    return before == after


def same_content(source: str, text: str) -> bool:
    """Whether every word that says something has its like in the other sentence, both ways."""
    same = sameness()
    lost = uncovered(same.bare(text), same.bare(source))
    new = uncovered(same.bare(source), same.bare(text, new=True))
    losable = same.words["losable"] | same.words["slight"]
    return max(len(lost), len(new)) <= 1 and losable >= set(lost) and same.words["slight"] >= set(new)


def same_time(source: str, text: str) -> bool:
    """Whether what was is not said to be now, nor what is done with these words to be done already."""
    done = _HAVE_DONE.search(text)
    if done and not _HAVE.search(source) and done[1].lower() not in source.lower():
        return False
    before, after = (
        {word for token in read(each) for word in token.canon.split()} for each in (source, text)
    )
    past, present = before & _PAST, before & _PRESENT
    if re.search(r"(?i)\b(?:had|\w+['’]d) been\b", text) and not re.search(r"(?i)\bhad\b|['’]d\b", source):
        return False
    if past and not present:
        return bool(after & _PAST) or not after & _PRESENT
    if present and not past:
        return bool(after & _PRESENT) or not after & _PAST
    return True


def same_leave(source: str, text: str) -> bool:
    """Whether what may be done is not said to be done perhaps."""
    return not _MAY_BE.search(source) or "might" in source.lower() or "might" not in text.lower()


def no_answer(source: str, text: str) -> bool:
    """Whether the sentence does not open as an answer or a greeting does."""
    opening = [next((word.canon for word in words(each)), "") for each in (text, source)]
    return opening[0] == opening[1] or opening[0] not in word_list("answers")


def uncovered(whole: str, part: str) -> list[str]:
    """The words of ``part`` that have no like in ``whole``, small and denying ones apart.

    A like is the same word, one of its group, or an expression that may stand in its place.
    """
    known, same = lexicon(), sameness()
    small = same.words["free"] | same.words["denials"]
    have, need = read(whole), read(part)
    stems = {stem(word) for token in have for word in token.canon.split()}
    stems |= {member for each in stems for member in same.groups.get(each, ())}
    classes = frozenset[str]().union(*known.meanings(have))
    expressions = Bag(_terms(have)).groups
    return [
        token.canon
        for token, meaning, term in zip(need, known.meanings(need), _terms(need), strict=True)
        if token.is_word
        and token.stem not in stems
        and not meaning & classes
        and not term.groups & expressions
        and not set(token.canon.split()) <= small
    ]


def _terms(words: Sequence[Token]) -> tuple[Term, ...]:
    return terms(tuple(word.canon if word.is_word else "" for word in words))


def same_request(source: str, text: str) -> bool:
    """Whether both ask for something, or neither does."""
    return asks(source) == asks(text)


def same_wish(source: str, text: str) -> bool:
    """Whether what is only wished in the draft is not said to be done, or the other way round."""
    same = sameness()
    return all(
        same.has("wishing", after)
        for before, after in ((source, text), (text, source))
        if same.has("wishes", before)
    )


def same_question(source: str, text: str) -> bool:
    """Whether a question that can be answered is still one."""
    open_question = source.endswith("?") and sameness().has("questions", source)
    return not open_question or text.endswith("?") or "whether" in text or "tell me" in text


def same_kept(source: str, text: str) -> bool:
    """Whether the words that no other word can stand for are in both."""
    before, after = ({token.stem for token in words(each)} for each in (source, text))
    return not (before ^ after) & {stem(word) for word in sameness().words["kept"]}


def no_broken(source: str, text: str) -> bool:
    """Whether the sentence is not broken in a way that small models break sentences."""
    if sameness().has("broken", text) and not sameness().has("broken", source):
        return False
    spliced = source.count(";") > text.count(";") and text.count(",") > source.count(",")
    if spliced and all(text.count(word) <= source.count(word) for word in _JOINTS):
        return False
    unlinked = len(_LINKED.findall(text)) < len(_LINKED.findall(source))
    if unlinked and text.count("which") >= source.count("which"):
        return False  # "my eyesight, which he has pronounced"
    return all(bool(each.search(source)) or not each.search(text) for each in _BROKEN)


def _only_if(has: str, says: str, source: str, text: str) -> bool:
    """Whether one says something of this kind only where the draft has something of that kind."""
    return sameness().has(has, source) or not sameness().has(says, text)


def decides(text: str) -> bool:
    """Whether a sentence decides, even where the validator takes it for something else."""
    return sameness().has("decisions", text) or chance_of_deciding(text) >= _SURE


def chance_of_deciding(text: str) -> float:
    """How likely a sentence, or a part of it, is a decision, from 0 to 1."""
    at = model().names.index("decision")
    found = units(reading.read(text + "\n", ()))
    return max((max(unit.moves[at], unit.whole.moves[at]) for unit in found), default=0.0)


_SURE = 0.8


def same_purpose(source: str, text: str) -> bool:
    """Whether what is done so that something may happen still is."""
    return "so that" not in sameness().plain(source) or bool(re.search(r"\bso\b", sameness().plain(text)))


def no_new_order(source: str, text: str) -> bool:
    """Whether nobody is asked to do what somebody kindly did."""
    same = sameness()
    return not same.has("kindly", source) or "kindly" in same.plain(text) or "please" not in same.plain(text)


def same_denials(source: str, text: str) -> bool:
    """Whether as much is denied in one sentence as in the other, and as much for good, and of nothing."""
    before, after = (
        [word for token in read(each) for word in token.canon.split() if word in sameness().words["denials"]]
        for each in (source, text)
    )
    alike = all(before.count(word) == after.count(word) for word in ("never", "nothing", "nobody"))
    return len(before) == len(after) and alike


def _runs(plain: str, size: int) -> Counter[tuple[str, ...]]:
    words = [word for word in plain.split() if word[0].isalnum()]
    return Counter(zip(*(words[at:] for at in range(size)), strict=False))


_TESTS: dict[str, Callable[[str, str], bool]] = {
    "it answers the sentence": no_answer,
    "it swaps who does what": same_speakers,
    "it repeats itself": no_repeats,
    "it changes when something is": same_time,
    "it makes a chance of what is allowed": same_leave,
    "it swaps who is spoken of": same_persons,
    "it asks where the draft does not, or the other way round": same_request,
    "it drops or adds a condition": same_condition,
    "it says as done what the draft only wishes, or the other way round": same_wish,
    "it makes an order of a question": same_question,
    "it tells somebody what the draft gives as a reason": partial(_only_if, "reports", "reports"),
    "it puts something before the sentence": partial(_only_if, "ties", "lead_ins"),
    "it speaks of somebody the draft does not speak of": same_others,
    "it gives somebody what is not his, or takes it": same_owners,
    "it is broken English": no_broken,
    "it drops or adds a word that matters": same_kept,
    "it makes a wish of what will be done": partial(_only_if, "glad", "willing"),
    "it mistakes who something is from, or for": same_towards,
    "it drops what something is for": same_purpose,
    "it gives what is done to somebody else": no_new_subject,
    "it asks for what was done": no_new_order,
    "it says of you what the draft does not": partial(_only_if, "boasts", "boasts"),
    "it denies what the draft does not, or the other way round": same_denials,
    "it leaves something out or adds something": same_content,
}
_EVEN_OF_SWAPS = (
    "it is broken English",
    "it denies what the draft does not, or the other way round",
)
