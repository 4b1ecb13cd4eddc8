"""Word stems: forms of one word compare as equal ("withdraw", "withdrawing", "withdrawal").

A short suffix stripper after M. F. Porter's idea, plus a table of irregular forms. It need not make
real words; it must bring together what belongs together and keep apart what does not.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from core.resources import load_toml

_VOWEL = re.compile("[aeiouy]")
_SUFFIXES = tuple(
    "ization isation ational fulness ousness iveness ingly edly ations ation ments ment ness ively ously "
    "fully ables able ible ance ence ings ing ions ion ers ous ive ful als al ied ies est ed er or ly es "
    "s e y".split()
)


@cache
def _table() -> dict[str, str]:
    data = load_toml(Path(__file__).parent / "rules" / "stems.toml")
    table: dict[str, str] = {word: word for word in data["keep"]["words"]}
    for root, forms in data["forms"].items():
        table[root] = root
        table.update((form, root) for form in forms)
    for root in data["forms"]:
        table.setdefault(_strip(root), root)  # regular forms of an irregular word come home too
    return table


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """The stem of one lower-case word."""
    table = _table()
    if word in table:
        return table[word]
    if not word.isascii() or not word.isalpha() or len(word) < 4:
        return word
    root = _strip(word)
    return table.get(root, root)


def _strip(word: str) -> str:
    """Take endings off until the rest would be too short to be a word."""
    for _ in range(3):
        for suffix in _SUFFIXES:
            if word.endswith(suffix) and len(rest := word[: -len(suffix)]) >= 3 and _VOWEL.search(rest):
                if suffix == "s" and rest.endswith(("s", "u", "i")):
                    continue
                if suffix in ("er", "or", "al", "e", "y", "ly", "or") and len(rest) < 4 and suffix != "e":
                    continue
                word = rest
                break
        else:
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
        word = word[:-1]
    return word[:-1] + "i" if word.endswith("y") else word
