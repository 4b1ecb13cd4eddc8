"""A message as the validator reads it: sentences as tokens, names folded, sentences cut into clauses.

Names of the draft (a role called "Complaints Manager", a company called "Better") are folded into one
mark, so that no word rule takes a name for a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from core.resources import load_toml
from core.validate.clauses import FRAME, Role, Sentence, tokenised
from core.validate.lexicon import lexicon
from core.validate.rules import RULES, Rule, frame, pattern
from core.validate.thesaurus import is_ordinary
from core.validate.words import Canonical, Token, all_tokens, level

NAME = "ŋ"  # a letter that English does not use: patterns may treat a name as a word
LONGEST = 220  # tokens looked at together; longer runs are cut, so that patterns stay fast

_LINKS = frozenset({"of", "&", "de", "la", "van", "von", "der", "den", "al", "bin", "-", "'", ".", "/"})
_JOINING = frozenset({"and", "or", "nor"})
_CONCESSIVE = frozenset({"if", "though", "when", "where", "after", "while"})
_SPLITTERS = _JOINING | frozenset(
    "but so because as since although though which who where while whereas yet if unless until".split()
)
_SUBJECTS = frozenset(
    "i we he she it they this that there please would could can may do then thank thanks".split()
)
_DETERMINERS = frozenset("you my our your his her their the a an".split())
_ALWAYS_SPLIT = frozenset({";", ":", "—", "–", "(", ")"})
SHORT_DATES: dict[str, str] = load_toml(RULES / "frame.toml")["short_dates"]
DATE_WORDS = frozenset(f"{frame('dates', 'months')} {frame('dates', 'days')}".split())
NUMBER_WORDS = frozenset(load_toml(RULES / "frame.toml")["numbers"])
COUNTS = frozenset(frame("counts").split())
UNNAMED = frozenset(frame("unnamed").split())
"""Words that some write with a capital and that name nobody: God, Okay, Mum."""
_NO_NAMES = DATE_WORDS | COUNTS | UNNAMED | (SHORT_DATES.keys() - {"mar", "jan"})  # these two are names too
TITLES = frozenset(frame("titles").split())

Name = tuple[str, ...]


@dataclass(frozen=True)
class Clause:
    """A stretch of a sentence that says one thing."""

    run: tuple[Token, ...]

    @cached_property
    def canonical(self) -> Canonical:
        """Its canonical text."""
        return Canonical.of(self.run)

    @cached_property
    def meanings(self) -> list[frozenset[str]]:
        """The classes of its tokens."""
        return lexicon().meanings(self.run)

    @cached_property
    def harmless(self) -> list[tuple[int, int]]:
        """Places in its canonical text of words that are harmless together."""
        return [match.span() for match in pattern("harmless").finditer(self.canonical.text)]

    @property
    def span(self) -> tuple[int, int]:
        """Its place in the message."""
        return (self.run[0].start, self.run[-1].end) if self.run else (0, 0)


@dataclass(frozen=True)
class Said:
    """A sentence with its tokens, names folded."""

    sentence: Sentence
    run: tuple[Token, ...]

    @property
    def role(self) -> Role:
        """What it does."""
        return self.sentence.role

    @cached_property
    def canonical(self) -> Canonical:
        """Its canonical text."""
        return Canonical.of(self.run)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The sentence, cut where another statement begins."""
        return tuple(
            Clause(tuple(run)) for run in _cut(self.run) if any(t.is_word or t.canon == NAME for t in run)
        )


@dataclass(frozen=True, eq=False)
class Reading:
    """A whole message."""

    text: str
    said: tuple[Said, ...]

    @property
    def body(self) -> tuple[Said, ...]:
        """The sentences between greeting and sign-off."""
        return tuple(s for s in self.said if s.role not in FRAME)

    def of_role(self, *roles: Role) -> tuple[Said, ...]:
        """The sentences with one of some roles."""
        return tuple(s for s in self.said if s.role in roles)

    def mentions(self, rule: Rule) -> bool:
        """Whether a rule hits anywhere; asked again and again, so remembered."""
        known = self._mentioned.get(rule)
        if known is None:
            known = self._mentioned[rule] = rule.pattern.search(self.joined) is not None
        return known

    @cached_property
    def _mentioned(self) -> dict[Rule, bool]:
        return {}

    @cached_property
    def joined(self) -> str:
        """All clauses, one a line: what no rule hits here, it hits nowhere."""
        return "\n".join(clause.canonical.text for said in self.said for clause in said.clauses)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all words, names apart."""
        return frozenset(t.stem for s in self.said for t in s.run if t.is_word)

    @cached_property
    def meanings(self) -> frozenset[str]:
        """The classes of all words."""
        return frozenset(name for s in self.said for c in s.clauses for m in c.meanings for name in m)


@lru_cache(maxsize=8)
def read(message: str, names: tuple[Name, ...]) -> Reading:
    """Read a message, with some names folded."""
    folded = _by_first_word(names)
    said: list[Said] = []
    for sentence, plain in tokenised(message):
        run = fold(plain, folded)
        said.extend(
            Said(sentence, tuple(run[at : at + LONGEST])) for at in range(0, max(1, len(run)), LONGEST)
        )
    return Reading(level(message), tuple(said))


@lru_cache(maxsize=8)
def proper_names(message: str) -> tuple[Name, ...]:
    """The names in a message: runs of capitals, as lower-case words, longest first, each once."""
    found: dict[Name, None] = {}
    for sentence, run in tokenised(message):
        for group, first in _capital_runs(run):
            if name := _name(group, first, sentence.role):
                found[name] = None
    return tuple(sorted(found, key=len, reverse=True))


def with_known(found: tuple[Name, ...], known: Sequence[str]) -> tuple[Name, ...]:
    """The names of a draft, and what else whoever is named there may be called: Hana Okafor, Hana, Okafor.

    A word that letters use in lower case is no name by itself: not "the", nor "works", of The Home Works.
    """
    said = {word for name in found for word in name}
    more: list[Name] = []
    for each in known:
        words = tuple(token.plain for token in all_tokens(each) if token.is_word and len(token.text) > 1)
        if said.intersection(words):
            more += [words, *((word,) for word in words if not is_ordinary(word))]
    return tuple(sorted(dict.fromkeys((*found, *more)), key=len, reverse=True))


def _name(group: list[Token], first: bool, role: Role) -> Name:
    """The name that a run of capitals makes; () when it is none."""
    known = lexicon()
    words = [t for t in group if t.is_word and t.canon not in _LINKS]
    if first and len(words) > 1 and known.is_known(words[0].stem) and role is not Role.SIGNATURE:
        words, group = words[1:], group[1:]  # the capital of a sentence's first word says nothing
    if all(t.canon in _NO_NAMES or t.canon in TITLES for t in words):
        return ()
    if len(words) == 1 and (first or role is Role.SUBJECT) and known.is_known(words[0].stem):
        return ()
    if role is Role.SUBJECT and all(known.is_known(t.stem) for t in words):
        return ()
    return tuple(t.plain for t in group if t.is_word or t.canon == "&")


def _capital_runs(run: Sequence[Token]) -> list[tuple[list[Token], bool]]:
    """Runs of capitalised words without titles, and whether each opens its sentence."""
    runs: list[tuple[list[Token], bool]] = []
    at, opens = 0, True
    while at < len(run):
        if not _is_capital(run, at):
            opens = run[at].canon in {":", ";"} or (opens and not run[at].is_word)
            at += 1
            continue
        end = at + 1
        while step := _continues(run, end):
            end += step
        begin = at
        while begin < end - 1 and (run[begin].canon in TITLES or not run[begin].is_word):
            begin += 1
        runs.append((list(run[begin:end]), opens))
        at, opens = end, False
    return runs


def _is_capital(run: Sequence[Token], at: int) -> bool:
    return at < len(run) and run[at].is_word and run[at].capital


def _continues(run: Sequence[Token], at: int) -> int:
    """How many tokens belong to a run of capitals that has come so far."""
    if _is_capital(run, at):
        return 0 if run[at].canon in DATE_WORDS else 1
    return 2 if at < len(run) and run[at].canon in _LINKS and _is_capital(run, at + 1) else 0


def _by_first_word(names: Iterable[Name]) -> dict[str, list[Name]]:
    folded: dict[str, list[Name]] = {}
    for name in names:
        if name:
            folded.setdefault(name[0], []).append(name)
    return folded


def fold(run: Sequence[Token], names: dict[str, list[Name]]) -> list[Token]:
    """Put one mark in the place of each name."""
    out: list[Token] = []
    at = 0
    while at < len(run):
        end = next((e for name in names.get(run[at].plain, ()) if (e := _match(run, at, name))), 0)
        if end:
            first, last = run[at], run[end - 1]
            out.append(first._replace(end=last.end, canon=NAME, stem="", is_word=False))
            at = end
        else:
            out.append(run[at])
            at += 1
    return out


def _match(run: Sequence[Token], at: int, name: Name) -> int:
    """Where a name that begins at a token ends; 0 when it does not stand there.

    A name of one word must be written with a capital; a longer one may be in lower case.
    """
    end = at
    for word in name:
        while end < len(run) and end > at and run[end].canon in {".", "-", "'", "/"}:
            end += 1
        if end >= len(run) or run[end].plain != word:
            return 0
        end += 1
    return end if len(name) > 1 or run[at].capital else 0


def _cut(run: Sequence[Token]) -> list[list[Token]]:
    """Cut at marks and at connectives that begin a new statement."""
    pieces: list[list[Token]] = [[]]
    aside: list[Token] | None = (
        None  # what stands in brackets is a piece of its own; the sentence goes on after it
    )
    for at, token in enumerate(run):
        if token.canon == "(" and aside is None:
            aside = []
        elif token.canon == ")" and aside is not None:
            pieces.insert(len(pieces) - 1, aside)
            aside = None
        elif aside is not None:
            aside.append(token)
        elif token.canon in _ALWAYS_SPLIT:
            pieces.append([])
        else:
            after = run[at + 1].canon.split(" ", 1)[0] if at + 1 < len(run) else ""
            if len(pieces[-1]) > 2 and _begins_statement(run[at - 1].canon if at else "", token.canon, after):
                pieces.append([])
            pieces[-1].append(token)
    pieces.append(aside or [])
    return [piece for piece in pieces if piece]


def _begins_statement(before: str, word: str, after: str) -> bool:
    if word == "even":
        return after in _CONCESSIVE
    if word not in _SPLITTERS or before == "even":
        return False
    if word in _JOINING:
        return after in _SUBJECTS
    return before == "," or after in _SUBJECTS or after in _DETERMINERS
