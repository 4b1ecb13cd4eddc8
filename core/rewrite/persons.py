"""Whether the same people do, have and get the same things in two sentences."""

from __future__ import annotations

import re

from core.rewrite.same import asks, read, sameness, word_list

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
_ACTS = re.compile(r"\bit (?:will|has|can|would|may|shall|starts|comes|goes)\b")
_TOWARDS = re.compile(r"\b(from|with|by|to) (me|us|you|him|her|them)\b")
_SECOND = re.compile(r"\band (?:i|we) ")
_WISHED = re.compile(r"\b(?:want|wants|wanted|wish|wishes|need|needs|like|prefer) (me|us|him|her|them) to\b")
_NOT_WISHED = re.compile(r"\bnot (?:want|wanted|wish|wished) (me|us|you|him|her|them)\b")
_ME, _YOU = re.compile(r"\b(?:me|us)\b"), re.compile(r"\byou\b")
_SUBJECTS = {"i", "we", "you"}
_OBJECTS = {"me", "us"}
"""What follows them is done by somebody else."""


def same_speakers(source: str, text: str) -> bool:
    """Whether nobody does or has in one sentence what the other, or nobody in particular, does in the draft.

    What the draft opens with may lack its "I": "Loved the tour."
    """
    before, after = _doers(source), _doers(text)
    if not all(before[stem] & after[stem] for stem in before.keys() & after.keys()):
        return False
    same = sameness()
    words = [token.stem for token in read(source) if token.is_word and token.canon not in same.words["free"]]
    subjects = {_SPEAKERS[word] for word in same.plain(source).split() if word in _SUBJECTS}
    for verb, who in _doers(same.bare(text)).items():
        alike = same.groups.get(verb, frozenset()) | {verb}
        known = [before[each] for each in alike & before.keys()]
        if known and not any(who & each for each in known):
            return False
        if not known and not who & subjects and alike & set(words[1:]):
            return False  # the draft says it of nobody, and speaks of somebody else
    return True


def same_persons(source: str, text: str) -> bool:
    """Whether the writer, and the reader, is spoken of in both or in neither, openly or by implication."""
    (matter_before, all_before), (matter_after, all_after) = _persons(source), _persons(text, new=True)
    return matter_before <= all_after and matter_after <= all_before


def same_towards(source: str, text: str) -> bool:
    """Whether what comes from you, or goes with them, still does, and what is for me is not for you."""
    old, new = sameness().plain(source), sameness().plain(text)
    before, after = (set(_TOWARDS.findall(each)) for each in (old, new))
    ways = {way for way, _ in before}
    if _ME.search(old) and not _ME.search(new) and len(_YOU.findall(new)) > len(_YOU.findall(old)):
        return False
    return all(each in before for each in after if each[0] in ways)


def same_others(source: str, text: str) -> bool:
    """Whether nobody is "he", "she" or "they" who is not so in the draft."""
    before, after = (
        {_OTHERS[word] for word in sameness().plain(each).split() if word in _OTHERS}
        for each in (source, text)
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


def no_new_subject(source: str, text: str) -> bool:
    """Whether nobody's place is taken by "it", nor by whoever opens the sentence."""
    before, after = sameness().plain(source), sameness().plain(text)
    for wished in (_WISHED, _NOT_WISHED):
        if not set(wished.findall(before)) <= set(wished.findall(after)):
            return False  # "if you want me to call" is not "should you wish to call"
    if _ACTS.search(after) and not re.search(r"\bit\b", before):
        return False
    return not _SECOND.search(before) or bool(re.search(r"(?:^|\S )(?:i|we) ", after))


def _persons(text: str, new: bool = False) -> tuple[set[str], set[str]]:
    """Who is spoken of in what is not courtesy alone, and who at all, if only by implication."""
    same = sameness()
    matter, whole = (
        {_SPEAKERS[word] for word in each.split() if word in _SPEAKERS}
        for each in (same.bare(text, new), same.plain(text))
    )
    if same.has("feelings", text):
        whole |= {"reader", "writer"}
    return matter, whole | ({"reader"} if asks(text) else set())


def _doers(text: str) -> dict[str, set[str]]:
    """For each word that follows a personal pronoun, as its verb or thing does: writer or reader."""
    found: dict[str, set[str]] = {}
    speaker = ""
    for token in read(text):
        for word in token.canon.split() if token.is_word else [""]:
            if word in _OBJECTS:
                speaker = ""
            elif word in _SPEAKERS:
                speaker = _SPEAKERS[word]
            elif speaker and word not in word_list("between"):
                found.setdefault(token.stem, set()).add(speaker)
                speaker = ""
    return found
