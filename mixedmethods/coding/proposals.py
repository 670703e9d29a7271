"""Words that separate what was coded from the rest: proposals for the lexicon of a code."""

from collections import Counter
from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd

from mixedmethods.coding.match import WORD, matches
from mixedmethods.model import Code

COLUMNS = ["code", "word", "in_coded", "coded", "in_other", "other", "log_odds", "z"]
LEAST_COUNT = 3  # sentences of the code that must have the word
PRIOR = 100.0  # strength of the prior, in words: as if so many had been seen before
CLEAR = 1.96  # z from which a word is proposed
_FUNCTION_WORDS = """
a about after again all also am an and any anything are as at back be because been before being but
by came can can't come could couldn't did didn't do does doesn't don't done down else even every for
from get go going got had has have haven't he he's her here him his how i i'd i'll i'm i've if in
into is isn't it it's its just know like lot made make many me mean more most much my no not nothing
now of off oh on one only or other our out over put quite really said same say see she she's should
so some something still such than that that's the their them then there there's these they they're
thing things think this those though to too two up us very want was wasn't way we we're we've well
went were what when where which while who why will with would wouldn't yeah yes you you're your
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())


def separating_words(
    coded: Iterable[str],
    other: Iterable[str],
    code: Code,
    least: int = LEAST_COUNT,
    z: float = CLEAR,
    prior: float = PRIOR,
) -> pd.DataFrame:
    """Return words and pairs of words that the coded sentences of a code have more than others.

    Parameters
    ----------
    coded, other : iterable of str
        Sentences that a coding of the code overlaps, and sentences of turns that were read or
        coded without it.
    code : Code
        What its lexicon finds already is left out, as is what it cancels; the proposals are for it.
    least : int
        Coded sentences that must have the word.
    z : float
        Least standardised log odds; higher means fewer and surer words.
    prior : float
        How many words the prior is worth.

    Returns
    -------
    DataFrame
        ``code word in_coded coded in_other other log_odds z``, the clearest first: in how many of
        the `coded` and of the `other` sentences the word stands; the log odds ratio (natural
        logarithm, above 0 for the coded sentences) and its z. Empty where either side has no
        words.

    Notes
    -----
    Log odds ratio with an informative Dirichlet prior: Monroe, Colaresi and Quinn (2008), Fightin'
    words, Political Analysis 16(4), 372-403, equations 16, 20 and 22. With y the count of a word
    on one side, n the words of the side, and a the word's share of both sides times `prior`
    (sum a0),

        log_odds = log((y1 + a) / (n1 + a0 - y1 - a)) - log((y2 + a) / (n2 + a0 - y2 - a))
        z = log_odds / sqrt(1 / (y1 + a) + 1 / (y2 + a))

    A word counts once in a sentence, so that one emphatic speaker does not make it; words and
    pairs are counted each among its own kind. z ranks: it is no test, since the words of one
    speaker are not independent.
    """
    first, second = list(coded), list(other)
    tables = [_log_odds(_count(first, size), _count(second, size), prior) for size in (1, 2)]
    table = pd.concat(tables, ignore_index=True)
    table = table[(table["in_coded"] >= least) & (table["z"] >= z)]
    kept = np.array([not (_plain(word) or _known(word, code)) for word in table["word"]], bool)
    table = table[kept]
    table = table.assign(code=code.id, coded=len(first), other=len(second))
    return table.sort_values(["z", "word"], ascending=[False, True], ignore_index=True)[COLUMNS]


def _count(texts: Iterable[str], size: int) -> Counter[str]:
    """Count in how many texts each word, or pair of neighbours, stands."""
    return Counter(entry for text in texts for entry in set(_entries(text, size)))


def _entries(text: str, size: int) -> Iterator[str]:
    words = [word[0].lower().replace("’", "'") for word in WORD.finditer(text)]
    for k in range(len(words) - size + 1):
        yield " ".join(words[k : k + size])


def _log_odds(first: Counter[str], second: Counter[str], prior: float) -> pd.DataFrame:
    words = sorted(first)  # a word that no coded sentence has separates nothing for the code
    y1 = np.array([first[word] for word in words], dtype=float)
    y2 = np.array([second[word] for word in words], dtype=float)
    n1, n2 = first.total(), second.total()
    made = pd.DataFrame({"word": words, "in_coded": y1.astype(int), "in_other": y2.astype(int)})
    if not n1 or not n2 or len(first | second) < 2:  # an only word has no odds
        return made.iloc[:0].assign(log_odds=0.0, z=0.0)
    a = prior * (y1 + y2) / (n1 + n2)
    odds = np.log((y1 + a) / (n1 + prior - y1 - a)) - np.log((y2 + a) / (n2 + prior - y2 - a))
    return made.assign(log_odds=odds, z=odds / np.sqrt(1 / (y1 + a) + 1 / (y2 + a)))


def _plain(entry: str) -> bool:
    """Whether an entry has function words only, which could point to any code."""
    return all(word in FUNCTION_WORDS for word in entry.split())


def _known(word: str, code: Code) -> bool:
    """Whether the lexicon finds the entry, or a part of it, already."""
    lexicon = code.lexicon
    return bool(matches(word, lexicon)) or word in {entry.lower() for entry in lexicon.cancel}
