"""A message as small units, each saying one thing, as the learned judges look at it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from core.validate import moves
from core.validate.reading import Reading
from core.validate.rules import frame
from core.validate.sentences import Role
from core.validate.thesaurus import COMMON, Bag, terms
from core.validate.words import NAME, Token

_MARKS = frozenset(",;:—–()")
_ALWAYS = frozenset(frame("units", "always").split())
_WITH_SUBJECT = frozenset(frame("units", "with_subject").split())
_SUBJECTS = frozenset(frame("units", "subjects").split())
_DENIALS = frozenset(frame("units", "denials").split())
_SHORTEST = 3  # words; shorter pieces join the one before
_MOST = 150  # units of a message; what follows is judged by the other tests


@dataclass(eq=False)
class Unit:
    """A piece of a sentence, and what it says as words, terms and likely moves.

    Attributes:
        words: its words, with marks for names and numbers. last: its last word or mark.
        sentence: what it is a piece of. place: which piece of it. among: how many pieces it has.
        terms: its words with their groups. bag: what they cover.
        telling: its terms without those that every text has.
    """

    start: int
    end: int
    words: tuple[str, ...]
    last: str
    sentence: Unit | None = None
    place: int = 0
    among: int = 1

    def __post_init__(self) -> None:
        self.terms = terms(self.words)
        self.bag = Bag(self.terms)
        self.telling = tuple([term for term in self.terms if term.rarity > COMMON])

    @cached_property
    def run(self) -> str:
        """Its words as one text, with a space at either end, to be looked for in another."""
        return f" {' '.join(self.words)} "

    @cached_property
    def moves(self) -> tuple[float, ...]:
        """How likely it is each move."""
        return moves.probabilities(self.words)

    @property
    def whole(self) -> Unit:
        """The sentence that it stands in."""
        return self.sentence or self

    @cached_property
    def denials(self) -> int:
        """How often it says no."""
        return sum(word in _DENIALS for word in self.words)


@lru_cache(maxsize=8)
def units(reading: Reading) -> tuple[Unit, ...]:
    """The body of a message, cut at commas and wherever another statement may begin."""
    found: list[Unit] = []
    for said in reading.body:
        run = _unnumbered([token for token in said.run if token.text])
        pieces = _joined(_pieces(run))
        if not pieces:
            continue
        whole = Unit(run[0].start, run[-1].end, folded(run), run[-1].canon)
        for place, piece in enumerate(pieces):
            words = folded(piece, run[0])
            first, last = piece[0], piece[-1]
            found.append(Unit(first.start, last.end, words, last.canon, whole, place, len(pieces)))
    return tuple(found[:_MOST])


def _unnumbered(run: list[Token]) -> list[Token]:
    """A run without numbers that count what is asked: "(1) delete my file and (2) ..."."""
    counts = {
        at + step
        for at in range(len(run) - 2)
        if run[at].canon == "(" and run[at + 2].canon == ")" and run[at + 1].text.isdigit()
        for step in range(3)
    }
    return [token for at, token in enumerate(run) if at not in counts] if counts else run


@lru_cache(maxsize=8)
def everything(reading: Reading, subject: bool = True) -> Bag:
    """All that a message says, with its greeting, and with its subject if wished."""
    kept = (said for said in reading.said if subject or said.role is not Role.SUBJECT)
    return Bag(*(terms(folded(said.run)) for said in kept))


def folded(run: Sequence[Token], first: Token | None = None) -> tuple[str, ...]:
    """The words of a run, with a mark in the place of each name and number."""
    out: list[str] = []
    before: Token | None = None
    for token in run:
        opens = before is None and (first is None or token is first)
        named = token.canon == NAME or (
            token.is_word and token.capital and not opens and (before is None or before.is_word)
        )
        if named:
            if not out or out[-1] != "@":
                out.append("@")
        elif token.is_word and token.is_number:
            out.append("#")
        else:
            out.extend(token.canon.split())
        before = token
    return tuple(out)


def _pieces(run: Sequence[Token]) -> Iterator[list[Token]]:
    piece: list[Token] = []
    for at, token in enumerate(run):
        word = token.canon.split(" ", 1)[0]
        after = run[at + 1].canon.split(" ", 1)[0] if at + 1 < len(run) else ""
        if not token.is_word and token.canon in _MARKS:
            yield [*piece, token]
            piece = []
            continue
        begins = word in _ALWAYS or (word in _WITH_SUBJECT and after in _SUBJECTS)
        begins = begins and not (
            word == "as" and piece and piece[-1].canon == "well"
        )  # "as well as our call"
        if begins and len(piece) >= _SHORTEST:
            yield piece
            piece = []
        piece.append(token)
    yield piece


def _joined(pieces: Iterator[list[Token]]) -> list[list[Token]]:
    """Pieces of a few words joined to their neighbours."""
    out: list[list[Token]] = []
    for piece in pieces:
        size = _size(piece)
        if not size:
            continue
        if out and (size < _SHORTEST or _size(out[-1]) < _SHORTEST):
            out[-1] += piece
        else:
            out.append(list(piece))
    return out


def _size(piece: Sequence[Token]) -> int:
    return sum(token.is_word or token.canon == NAME for token in piece)
