"""Whether a sentence still says the same: who does what, when, and about what.

The validator looks at the whole letter; this sees what gets lost inside one sentence. It is for the
commonest faults of small models: they answer instead of rewriting, swap writer and reader, move a
thing that was into the present, or leave a word out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from pathlib import Path

from core.resources import load_toml
from core.validate.lexicon import lexicon
from core.validate.stems import stem
from core.validate.thesaurus import Bag, Term, terms
from core.validate.words import Token, tokens

_SPEAKERS = {
    **dict.fromkeys(("i", "we", "my", "our", "mine", "ours", "me", "us", "myself"), "writer"),
    **dict.fromkeys(("you", "your", "yours", "yourself"), "reader"),
}
_OTHERS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "they"),
}
_OWNER = re.compile(
    r"\b(?!(?:it|that|there|what|here|who|he|she|let)'s\b)(\w+)'s"
    r"(?= (?!(?:a|an|the|been|not|so|very|to|going|in|at|on|too|my|your|our)\b)[a-z])"
)
_CARELESS = re.compile(r"\b(do|does|did|is|are|was|were|could|would|should|have|has|had|ca|wo)nt\b")
_ACTS = re.compile(r"\bit (?:will|has|can|would|may|shall|starts|comes|goes)\b")
_JOINTS = (" and ", " so ", " as ", "because")
_THANKS_AND = re.compile(r"(?i)\bthanks(?: so much| a lot)?,? and (?:the\b|them\b|(?-i:[A-Z](?!\b)))")
_TOWARDS = re.compile(r"\b(from|with|by|to) (me|us|you|him|her|them)\b")
_RUN_ON = re.compile(r"(?i)\b(?:I|you|we|they)['’]ve (?:to|the|a|my)\b")
_SECOND = re.compile(r"\band (?:i|we) ")
_SUBJECTS = {"i", "we", "you"}
_OBJECTS = {"me", "us"}
"""What follows them is done by somebody else."""
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


def same_speakers(source: str, text: str) -> bool:
    """Whether nobody does or has in one sentence what the other, or nobody in particular, does in the draft.

    What the draft opens with may lack its "I": "Loved the tour."
    """
    before, after = _doers(source), _doers(text)
    if not all(before[stem] & after[stem] for stem in before.keys() & after.keys()):
        return False
    same = _same()
    words = [
        token.stem for token in _tokens(source) if token.is_word and token.canon not in same.words["free"]
    ]
    subjects = {_SPEAKERS[word] for word in same.plain(source).split() if word in _SUBJECTS}
    for verb, who in _doers(same.bare(text)).items():
        alike = same.groups.get(verb, frozenset()) | {verb}
        known = [before[each] for each in alike & before.keys()]
        if known and not any(who & each for each in known):
            return False
        if not known and not who & subjects and alike & set(words[1:]):
            return False  # the draft says it of nobody, and speaks of somebody else
    return True


def no_repeats(source: str, text: str) -> bool:
    """Whether no word of weight, nor a run of two or three, is said more often than in the draft."""
    weightless = _list("empty") | _same().words["free"] | _same().words["slight"]
    for size, light in ((1, weightless), (2, _list("empty")), (3, frozenset[str]())):
        before, after = (_runs(_same().plain(each), size) for each in (source, text))
        if any(count > max(1, before[run]) for run, count in after.items() if set(run) - light):
            return False
    return True


def no_doubles(source: str, text: str) -> bool:
    """Whether no single word of weight is said twice that the draft says once."""
    light = _list("empty") | _same().words["free"] | _same().words["slight"] | {"thanks"}
    before, after = (_runs(_same().plain(each), 1) for each in (source, text))
    return all(count <= max(1, before[run]) for run, count in after.items() if set(run) - light)


def same_condition(source: str, text: str) -> bool:
    """Whether both say "if", polite questions apart, or neither does."""
    same = _same()
    before, after = (
        bool(same.patterns["conditions"].search(same.patterns["requests"].sub(" ", same.bare(each))))
        for each in (source, text)
    )
    return before == after


def same_content(source: str, text: str) -> bool:
    """Whether every word that says something has its like in the other sentence, both ways."""
    same = _same()
    lost = uncovered(same.bare(text), same.bare(source))
    new = uncovered(same.bare(source), same.bare(text, new=True))
    losable = same.words["losable"] | same.words["slight"]
    return max(len(lost), len(new)) <= 1 and losable >= set(lost) and same.words["slight"] >= set(new)


def same_time(source: str, text: str) -> bool:
    """Whether what was is not said to be now."""
    before, after = (
        {word for token in _tokens(each) for word in token.canon.split()} for each in (source, text)
    )
    past, present = before & _PAST, before & _PRESENT
    if re.search(r"(?i)\b(?:had|\w+['’]d) been\b", text) and not re.search(r"(?i)\bhad\b|['’]d\b", source):
        return False
    if past and not present:
        return bool(after & _PAST) or not after & _PRESENT
    if present and not past:
        return bool(after & _PRESENT) or not after & _PAST
    return True


def no_answer(source: str, text: str) -> bool:
    """Whether the sentence does not open as an answer or a greeting does."""
    opening = [next((word.canon for word in _words(each)), "") for each in (text, source)]
    return opening[0] == opening[1] or opening[0] not in _list("answers")


def uncovered(whole: str, part: str) -> list[str]:
    """The words of ``part`` that have no like in ``whole``, small and denying ones apart.

    A like is the same word, one of its group, or an expression that may stand in its place.
    """
    known, same = lexicon(), _same()
    small = same.words["free"] | same.words["denials"]
    have, need = _tokens(whole), _tokens(part)
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


def same_persons(source: str, text: str) -> bool:
    """Whether the writer, and the reader, is spoken of in both or in neither, openly or by implication."""
    (matter_before, all_before), (matter_after, all_after) = _persons(source), _persons(text, new=True)
    return matter_before <= all_after and matter_after <= all_before


def same_towards(source: str, text: str) -> bool:
    """Whether what comes from you, or goes with them, still does."""
    before, after = (set(_TOWARDS.findall(_same().plain(each))) for each in (source, text))
    ways = {way for way, _ in before}
    return all(each in before for each in after if each[0] in ways)


def same_request(source: str, text: str) -> bool:
    """Whether both ask for something, or neither does."""
    return _asks(source) == _asks(text)


def _asks(text: str) -> bool:
    return text.endswith("?") or _same().has("requests", text) or _same().has("orders", text)


def same_wish(source: str, text: str) -> bool:
    """Whether what is only wished in the draft is not said to be done, or the other way round."""
    same = _same()
    return all(
        same.has("wishing", after)
        for before, after in ((source, text), (text, source))
        if same.has("wishes", before)
    )


def same_question(source: str, text: str) -> bool:
    """Whether a question that can be answered is still one."""
    open_question = source.endswith("?") and _same().has("questions", source)
    return not open_question or text.endswith("?") or "whether" in text or "tell me" in text


def same_others(source: str, text: str) -> bool:
    """Whether nobody is "he", "she" or "they" who is not so in the draft."""
    before, after = (
        {_OTHERS[word] for word in _same().plain(each).split() if word in _OTHERS} for each in (source, text)
    )
    return after <= before


def same_owners(source: str, text: str) -> bool:
    """Whether what belongs to somebody still does: "our son's adoption" is not our son."""
    before, after = (
        {match[1].lower() for match in _OWNER.finditer(each.replace("’", "'"))} for each in (source, text)
    )
    return all(
        re.search(rf"(?i)\bof (?:\w+ ){{0,3}}{re.escape(owner)}\b", other)
        for owners, other in ((before - after, text), (after - before, source))
        for owner in owners
    )


def same_kept(source: str, text: str) -> bool:
    """Whether the words that no other word can stand for are in both."""
    before, after = ({token.stem for token in _words(each)} for each in (source, text))
    return not (before ^ after) & {stem(word) for word in _same().words["kept"]}


def no_broken(source: str, text: str) -> bool:
    """Whether the sentence is not broken in a way that small models break sentences."""
    if _same().has("broken", text) and not _same().has("broken", source):
        return False
    spliced = source.count(";") > text.count(";") and text.count(",") > source.count(",")
    if spliced and all(text.count(word) <= source.count(word) for word in _JOINTS):
        return False
    return all(bool(each.search(source)) or not each.search(text) for each in (_THANKS_AND, _RUN_ON))


def _only_if(has: str, says: str, source: str, text: str) -> bool:
    """Whether one says something of this kind only where the draft has something of that kind."""
    return _same().has(has, source) or not _same().has(says, text)


def decides(text: str) -> bool:
    """Whether a sentence decides, even where the validator takes it for something else."""
    return _same().has("decisions", text)


def same_purpose(source: str, text: str) -> bool:
    """Whether what is done so that something may happen still is."""
    return "so that" not in _same().plain(source) or bool(re.search(r"\bso\b", _same().plain(text)))


def no_new_subject(source: str, text: str) -> bool:
    """Whether nobody's place is taken by "it", nor by whoever opens the sentence."""
    before, after = _same().plain(source), _same().plain(text)
    if _ACTS.search(after) and not re.search(r"\bit\b", before):
        return False
    return not _SECOND.search(before) or bool(re.search(r"(?:^|\S )(?:i|we) ", after))


def no_new_order(source: str, text: str) -> bool:
    """Whether nobody is asked to do what somebody kindly did."""
    same = _same()
    return not same.has("kindly", source) or "kindly" in same.plain(text) or "please" not in same.plain(text)


def _persons(text: str, new: bool = False) -> tuple[set[str], set[str]]:
    """Who is spoken of in what is not courtesy alone, and who at all, if only by implication."""
    same = _same()
    matter, whole = (
        {_SPEAKERS[word] for word in each.split() if word in _SPEAKERS}
        for each in (same.bare(text, new), same.plain(text))
    )
    if same.has("feelings", text):
        whole |= {"reader", "writer"}
    return matter, whole | ({"reader"} if _asks(text) else set())


def same_denials(source: str, text: str) -> bool:
    """Whether as much is denied in one sentence as in the other, and as much for good, and of nothing."""
    before, after = (
        [word for token in _tokens(each) for word in token.canon.split() if word in _same().words["denials"]]
        for each in (source, text)
    )
    alike = all(before.count(word) == after.count(word) for word in ("never", "nothing", "nobody"))
    return len(before) == len(after) and alike


@dataclass(frozen=True)
class _Same:
    """What same.toml says: lists of words, patterns by name, and which words may stand for which."""

    words: dict[str, frozenset[str]]
    patterns: dict[str, re.Pattern[str]]
    groups: dict[str, frozenset[str]]

    def has(self, name: str, text: str) -> bool:
        """Whether a pattern of this name is in the text."""
        return bool(self.patterns[name].search(self.plain(text)))

    def plain(self, text: str) -> str:
        """The text in small letters, contractions written out."""
        return " ".join(token.canon for token in _tokens(text)).replace("thank you", "thanks")

    def bare(self, text: str, new: bool = False) -> str:
        """The plain text without its courteous frames; a ``new`` one without what may be added, too."""
        bare = self.patterns["frames"].sub(" ", self.plain(text))
        return self.patterns["added"].sub(" ", bare) if new else bare


@cache
def _same() -> _Same:
    data = load_toml(Path(__file__).parent / "same.toml")
    groups: dict[str, frozenset[str]] = {}
    for line in data["groups"]:
        members = frozenset(stem(word) for word in line.split())
        for member in members:
            groups[member] = groups.get(member, frozenset()) | members
    patterns = {
        name: re.compile(rf"\b(?:{'|'.join(sorted(each, key=len, reverse=True))})(?!\w)")
        for name, each in data["patterns"].items()
    }
    words = {name: frozenset(each.split()) for name, each in data["words"].items()}
    return _Same(words, patterns, groups)


def _runs(plain: str, size: int) -> Counter[tuple[str, ...]]:
    words = [word for word in plain.split() if word[0].isalnum()]
    return Counter(zip(*(words[at:] for at in range(size)), strict=False))


def _doers(text: str) -> dict[str, set[str]]:
    """For each word that follows a personal pronoun, as its verb or thing does: writer or reader."""
    found: dict[str, set[str]] = {}
    speaker = ""
    for token in _tokens(text):
        for word in token.canon.split() if token.is_word else [""]:
            if word in _OBJECTS:
                speaker = ""
            elif word in _SPEAKERS:
                speaker = _SPEAKERS[word]
            elif speaker and word not in _list("between"):
                found.setdefault(token.stem, set()).add(speaker)
                speaker = ""
    return found


@lru_cache(maxsize=256)
def _tokens(text: str) -> tuple[Token, ...]:
    """The same few sentences are asked about again and again."""
    return tuple(tokens(text))


def _words(text: str) -> list[Token]:
    return [token for token in _tokens(text) if token.is_word]


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(load_toml(Path(__file__).parent / "tones.toml")["words"][name].split())


_TESTS: dict[str, Callable[[str, str], bool]] = {
    "it answers the sentence": no_answer,
    "it swaps who does what": same_speakers,
    "it repeats itself": no_repeats,
    "it changes when something is": same_time,
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
