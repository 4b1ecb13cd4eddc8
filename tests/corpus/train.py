"""Trains the judges of the validator, with scikit-learn: ``python -m tests.corpus.train``.

Writes ``core/validate/learned/*.json.gz``. Every figure it prints is of hands that were left out of the
training. The untouched holdouts are never read here.
"""

from __future__ import annotations

import gzip
import json
import math
import random
import sys
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from core.validate import harms, learned, moves, slips, thesaurus, trees, units, weighing
from core.validate.evidence import column_names
from core.validate.judge import SUSPICIONS
from core.validate.lexicon import lexicon
from core.validate.linear import ZERO
from core.validate.proper_names import proper_names
from core.validate.reading import read
from core.validate.stems import stem
from tests.corpus import labelled
from tests.corpus.insertions import edits, insertions
from tests.corpus.labelled import READ_BY_RULES, pair_files
from tests.corpus.pairs import INSERTED, Pair, harmful_units, look, look_at_claim

OUT = Path(learned.__file__).parent
_HANDS = """
v1 v2 t1; v3 v4 t2; v5 v7 t3; p1 p2 p3 t4; p4 p5 m1 t5; p6 p7 p8 t6; p9 p10 t7; p11 p12 p13 t8; p14 p15;
p16 p17 p18; p19 p20 p21; p22 p23 p24; p29 p30 p31; p32 p33 p34; p35 p36 p37; p38 p39 p40; p43 p44 p45;
p46 p47 p48; p49 p50 p51; p52 p53 p54; p55 p58 p60; p61 p62 p63; p64 p65 p66; p67 p68 p69; p70 p71 p72;
p73 p74 p75; p76 p77 p78; p80 p81 p82; p83 p84 p85; p86 p87 p88; p89 p90 p91; p92 p93 p94; p95 p96 p97;
p98 p99 p100; p101 p102 p103; p104 p105 p106; p107 p108 p109; p110 p111 p112;
p113 p114 p115; p116 p117
"""
FOLDS = (*(tuple(hands.split()) for hands in _HANDS.split(";")), (*READ_BY_RULES, "own"))
"""Hands that are looked at with weights that were learned without them."""
INSERTIONS = 420  # pairs to slip sentences into, for each group of hands that wrote the sentences
EDITS = 400  # at most so many pairs to which a sentence is added that is said anew, for each group
Doubts = dict[int, tuple[list[float], list[float]]]
"""By pair, what judges of units that had not seen it say of its rewrite's and its draft's units."""


def save(name: str, data: Any) -> None:
    """Write one file of weights, the same bytes for the same weights."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    (OUT / f"{name}.json.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of one clause."""
    reading = read(text + "\n", proper_names(text))
    return units.folded([token for said in reading.said for token in said.run])


# -- moves -----------------------------------------------------------------------------------------


def clause_rows() -> list[tuple[str, tuple[str, ...], str]]:
    """Hand, words and move of every labelled clause."""
    return [(hand, words_of(row["text"]), row["move"]) for hand, row in labelled.clauses()]


def fit_linear(
    rows: Iterable[Sequence[str]],
    classes: Sequence[str],
    *,
    inverse: float,
    least: float,
    rare: int,
    most: float = math.inf,
    exact: float = 1e-3,
) -> dict[str, Any]:
    """A linear model over features, as data.

    Args:
        rows: the features of each text. classes: what each is. inverse: of the strength of regularisation.
        least: weights below this say nothing. rare: texts in which a feature must be.
        most: weights above this are cut: one that stands out would leave few steps for all others.
        exact: how near to the best weights to come.
    """
    counted = TfidfVectorizer(analyzer=list, sublinear_tf=True, min_df=rare)
    table = counted.fit_transform(rows)
    fitted = LogisticRegression(C=inverse, max_iter=600, tol=exact).fit(table, classes)
    weights = np.clip(fitted.coef_, -most, most)
    scale = float(np.abs(weights).max()) / 127
    kept = np.round(weights / scale) * (np.abs(weights) > least)
    known = [(name, at) for name, at in sorted(counted.vocabulary_.items()) if kept[:, at].any()]
    packed = (kept.T[[at for _, at in known]] + ZERO).astype(np.uint8).tobytes()
    return {
        "names": list(fitted.classes_),
        "bias": [round(float(b), 4) for b in fitted.intercept_],
        "scale": scale,
        "features": [feature for feature, _ in known],
        "rarity": [round(float(counted.idf_[at]), 2) for _, at in known],
        "weights": b64encode(packed).decode(),
    }


def fit_moves(rows: Iterable[tuple[str, tuple[str, ...], str]]) -> dict[str, Any]:
    """What clauses do."""
    rows = list(rows)
    features = [moves.features(words) for _, words, _ in rows]
    return fit_linear(features, [move for *_, move in rows], inverse=20, least=0.04, rare=2)


# -- harms -----------------------------------------------------------------------------------------


Harmful = tuple[str, list[str], str]
"""Hand, features and harm of a unit of a rewrite; "" for none."""


def harm_rows(files: dict[str, list[dict[str, Any]]]) -> list[Harmful]:
    """Every unit of a rewrite that the draft does not have word for word, each kind once."""
    found: dict[tuple[str, str, str], Harmful] = {}
    for hand, rows in (files | as_pairs(labelled.claims())).items():
        for row in rows:
            for unit, whole, harm in harmful_units(row):
                features = harms.features(unit.words, unit.terms, harms.new_words(unit, whole))
                found.setdefault((hand, " ".join(features), harm), (hand, features, harm))
    return list(found.values())


def as_pairs(claims: Iterable[tuple[str, dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Sentences and their rewrites as pairs, of hands that marked what is wrong with the bad ones."""
    found: dict[str, list[dict[str, Any]]] = {}
    for hand, row in claims:
        found.setdefault(hand, []).append(labelled.as_pair(row))
    return {hand: rows for hand, rows in found.items() if any("at" in row for row in rows)}


def fit_harms(rows: Iterable[Harmful]) -> dict[str, Any]:
    """What may be wrong with a unit."""
    rows = list(rows)
    features = [features for _, features, _ in rows]
    harm = [harm for *_, harm in rows]
    return fit_linear(features, harm, inverse=4, least=0.15, rare=3, most=6, exact=1e-5)


def fit_harms_without(rows: Sequence[Harmful], fold: Sequence[str]) -> dict[str, Any]:
    """The same without some hands."""
    return fit_harms(row for row in rows if row[0] not in fold)


def fit_slips(files: dict[str, list[dict[str, Any]]]) -> dict[str, list[str]]:
    """The small words of the hands that wrote lists, without what good rewrites add as often as bad ones."""
    lists = labelled.small_words()
    save("slips", lists)
    forget()
    good, bad = Counter[str](), Counter[str]()
    for row in (row for rows in files.values() for row in rows):
        for unit, whole, harm in harmful_units(row):
            seen = bad if harm else good
            seen.update(list(slips.found_in(unit.words, harms.new_words(unit, whole))))
    return {
        kind: [each for each in lists[kind] if kind == "harmless" or good[each] <= max(_SELDOM, bad[each])]
        for kind in lists
    }


_SELDOM = 1  # good rewrites that may add a small word that harms


def fit_words(files: dict[str, list[dict[str, Any]]]) -> None:
    """Write what is known of words before any pair is looked at."""
    letters = [words_of(row[k]) for rows in files.values() for row in rows[::6] for k in ("draft", "rewrite")]
    save("rarity", fit_rarity([words for _, words, _ in clause_rows()] + letters))
    forget()
    save("slips", fit_slips(files))
    forget()


def forget() -> None:
    """Forget what was computed with other weights."""
    moves.model.cache_clear()
    moves.probabilities.cache_clear()
    harms.model.cache_clear()
    slips.forget()
    units.units.cache_clear()
    units.everything.cache_clear()
    thesaurus.forget()
    trees.forest.cache_clear()


def fit_rarity(texts: Sequence[tuple[str, ...]]) -> dict[str, float]:
    """How rare words are, by root, in labelled clauses and letters."""
    seen = Counter(root for words in texts for root in {stem(word) for word in words})
    function = lexicon().function
    table = {
        root: 0.0 if root in function else round(min(8.0, thesaurus.rarity(n, len(texts))), 2)
        for root, n in seen.items()
    }
    table |= dict.fromkeys(function, 0.0) | dict.fromkeys(thesaurus.FOLDED, 2.5)
    return table | {"": round(min(8.0, math.log(len(texts)) - 0.7), 2)}


def fit_trees(pairs: Sequence[Pair], side: str) -> HistGradientBoostingClassifier:
    """One judge, for what is added or for what is gone.

    Sentences slipped in teach the judge of letters only: judges of units that saw them refused small edits.
    """
    table, labels, weights = [], [], []
    for pair in (p for p in pairs if not p.hand.startswith(INSERTED)):
        rows, wrong = (pair.added, pair.wrong) if side == "added" else (pair.dropped, pair.gone)
        if not len(rows) or not pair.weight or (side == "added" and not pair.sure):
            continue
        table.append(rows)
        labels.append(wrong)
        weights.append(np.where(wrong > 0, 1.2, pair.weight))
    judge = HistGradientBoostingClassifier(
        max_iter=110,
        learning_rate=0.09,
        max_leaf_nodes=12,
        min_samples_leaf=20,
        l2_regularization=3,
        max_bins=64,
        max_features=0.4,
        random_state=0,
        early_stopping=False,
    )
    return judge.fit(np.vstack(table), np.concatenate(labels), sample_weight=np.concatenate(weights))


def as_data(judge: HistGradientBoostingClassifier, columns: Sequence[str]) -> dict[str, Any]:
    """The trees of a judge as plain lists."""
    grown = []
    for (predictor,) in judge._predictors:
        grown.append(
            [
                [-1, round(float(n["value"]), 5), 0, 0]
                if n["is_leaf"]
                else [
                    int(n["feature_idx"]),
                    float(f"{n['num_threshold']:.6g}"),
                    int(n["left"]),
                    int(n["right"]),
                ]
                for n in predictor.nodes
            ]
        )
    start = float(np.ravel(judge._baseline_prediction)[0])
    return {"start": start, "trees": grown, "columns": list(columns)}


def fit_letters(pairs: Sequence[Pair], doubts: Doubts) -> HistGradientBoostingClassifier:
    """The judge of whole letters: what the rules let pass, with doubts of judges that had not seen it."""
    used = [at for at in doubts if not pairs[at].hard]
    table = [pairs[at].judges.row_of_letter(*doubts[at]) for at in used]
    labels = [pairs[at].row["label"] == "reject" for at in used]
    judge = HistGradientBoostingClassifier(
        max_iter=80,
        learning_rate=0.08,
        max_leaf_nodes=6,
        min_samples_leaf=30,
        l2_regularization=3,
        max_features=0.5,
        random_state=0,
        early_stopping=False,
    )
    return judge.fit(table, labels, sample_weight=[_weight(pairs[at].hand) for at in used])


def _weight(hand: str) -> float:
    """What a pair counts for the judge of letters: written ones most."""
    return _OF_OTHERS if hand.startswith(INSERTED) or hand in ("m1", "own", *READ_BY_RULES) else 1.0


_OF_OTHERS = 0.3


def doubts_of(
    judges: Sequence[HistGradientBoostingClassifier], pair: Pair
) -> tuple[list[float], list[float]]:
    """What the two judges of units say of a pair."""
    sides = ((pair.added, pair.judges.open_new), (pair.dropped, pair.judges.open_kept))
    added, gone = (
        [
            float(d) if is_open else 0.0
            for d, is_open in zip(judge.predict_proba(rows)[:, 1], opened, strict=True)
        ]
        if len(rows)
        else []
        for judge, (rows, opened) in zip(judges, sides, strict=True)
    )
    return added, gone


def looked_at(files: dict[str, list[dict[str, Any]]]) -> Iterator[Pair]:
    """Every pair, with weights that were learned without its hand; at the end those of all are in use."""
    clauses, harmful = clause_rows(), harm_rows(files)
    good = [
        (h, row) for h in files for row in files[h] if row["label"] == "accept" and h not in READ_BY_RULES
    ]
    folds = (*FOLDS, ())
    with Pool() as processes:
        of_harms = processes.map(partial(fit_harms_without, harmful), folds, 1)
    for fold, data in zip(folds, of_harms, strict=True):
        save("moves", fit_moves(row for row in clauses if row[0] not in fold))
        save("harms", data)
        forget()
        yield from (look(hand, row) for hand in fold for row in files.get(hand, ()))
        yield from (look_at_claim(hand, row) for hand, row in labelled.claims() if hand in fold)
        unseen = [row for hand, row in labelled.clauses() if hand in fold]
        claims = [row for hand, row in labelled.claims() if hand in fold]
        if unseen:
            spoiled = insertions(good, unseen, INSERTIONS, seed=len(unseen))
            claims = random.Random(len(claims)).sample(claims, min(len(claims), EDITS))
            edited = edits(good, claims, seed=len(unseen))
            yield from (look(INSERTED + hand, row) for hand, row in (*spoiled, *edited))
        print("looked at", *fold, flush=True)


def main() -> None:
    """Train, print the figures of left-out hands, and write the weights."""
    files = pair_files() | labelled.own_letters()
    fit_words(files)
    pairs = list(looked_at(files))
    doubts: Doubts = {}
    for fold in FOLDS:
        rest = [p for p in pairs if p.author not in fold]
        judges = [fit_trees(rest, side) for side in ("added", "dropped")]
        left_out = [at for at, p in enumerate(pairs) if p.author in fold and not p.hand.startswith("claims_")]
        doubts |= {at: doubts_of(judges, pairs[at]) for at in left_out}
        print("left out", *fold, flush=True)
    report(pairs, doubts)
    save("letter", as_data(fit_letters(pairs, doubts), weighing.column_names(SUSPICIONS)))
    columns = {"added": (*column_names(), *harms.column_names(), *SUSPICIONS), "dropped": column_names()}
    for side, names in columns.items():
        save(side, as_data(fit_trees(pairs, side), names))


def report(pairs: Sequence[Pair], doubts: Doubts) -> None:
    """Caught and wrongly refused for several limits, over hands that were left out."""
    weighed: dict[int, float] = {}
    for fold in FOLDS:
        judge = fit_letters(pairs, {at: d for at, d in doubts.items() if pairs[at].author not in fold})
        for at in (at for at in doubts if pairs[at].author in fold):
            row = pairs[at].judges.row_of_letter(*doubts[at])
            weighed[at] = 1.0 if pairs[at].hard else float(judge.predict_proba([row])[0, 1])
    for group in ("v", "p", "m", INSERTED):
        for limit in (0.3, 0.35, 0.4, 0.45, 0.5, 0.6):
            count = Counter(
                (pairs[at].row["label"], doubt >= limit)
                for at, doubt in weighed.items()
                if pairs[at].hand.startswith(group)
            )
            caught, refused = (
                count[label, True] / max(1, count[label, True] + count[label, False])
                for label in ("reject", "accept")
            )
            print(f"{group} {limit} caught {caught:.3f} refused {refused:.3f}")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
