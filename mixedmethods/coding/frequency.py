"""Which words participants use, how often, and how many of them do."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping

import pandas as pd

from mixedmethods.coding.matrix import check_variable
from mixedmethods.errors import DataError

WORD = re.compile(r"[^\W\d_]\w*(?:'\w+)*")  # starts with a letter
COUNTS = ["n", "speakers", "groups"]

# Words that hold sentences together, and sounds that fill a pause.
STOPPED = """
a about after again all also am an and any are aren't as at be because been before being but by
can can't could couldn't did didn't do does doesn't doing don't down each er erm even ever every
for from get gets getting go goes going got had hadn't has hasn't have haven't having he he'd he'll
he's her here hers herself him himself his hm hmm how i i'd i'll i'm i've if in into is isn't it
it'd it'll it's its itself just kind know like lot me mean mhm mm more most much my myself no nor
not now of off oh ok okay on once one only or other our ours ourselves out over own quite really
right said same say she she'd she'll she's should shouldn't so some something sort still such than
that that'd that'll that's the their theirs them themselves then there there's these they they'd
they'll they're they've thing things think this those through to too uh um under until up us very
was wasn't we we'd we'll we're we've well were weren't what what's when where which while who who's
whom why will with won't would wouldn't yeah yep yes you you'd you'll you're you've your yours
yourself yourselves
"""
STOP_WORDS = frozenset(STOPPED.split())


def word_frequencies(
    sources: Mapping[str, str],
    turns: pd.DataFrame,
    by: str | None = None,
    least: int = 2,
    *,
    stop: Collection[str] = STOP_WORDS,
    stem: bool = False,
) -> pd.DataFrame:
    """Count the words that participants say.

    Parameters
    ----------
    sources : mapping
        Source id to text; turns of other sources are left out.
    turns : DataFrame
        ``source start end case moderator`` and the variable `by`. The moderator's are left out.
    by : str, optional
        A variable of the speakers; who has no value of it is left out.
    least : int, default 2
        How often a word must be said, over all groups.
    stop : collection of str
        Words that are not listed, in lower case with straight apostrophes; empty for none.
    stem : bool, default False
        Count words of one stem together (Snowball, English).

    Returns
    -------
    DataFrame
        ``word n speakers groups``, the most frequent first. With `by` ``word group n speakers
        groups words per_1000``: every listed word for every group, with zeros; `words` is how many
        words the group says in all, stop words too, and `per_1000` is ``n / words * 1000`` (NA
        where it says none). With `stem`, `word` is the form said most and a column ``forms`` names
        all of them, the most frequent first. Numbers and what starts with one are no words.

    Raises
    ------
    DataError
        If `least` is below 1, or no turn has the variable.
    """
    if least < 1:
        raise DataError(f"The least number must be 1 or more. Got {least}. Change it.")
    spoke = turns[~turns["moderator"].astype(bool) & turns["source"].isin(list(sources))]
    if by is not None:
        check_variable(spoke, by)
        spoke = spoke[spoke[by].notna()] if by in spoke else spoke
    spoke = spoke.assign(group="all" if by is None or by not in spoke else spoke[by])
    said = _said(sources, spoke)
    base = said.groupby("group")["n"].sum()
    said = said[~said["form"].isin(list(stop))]
    forms = _forms(said, stem)
    said = said.assign(word=said["form"].map(forms["word"]))
    total = said.groupby("word")["n"].sum()
    words = sorted(total[total >= least].index, key=lambda word: (-total[word], word))
    groups = sorted(spoke["group"].unique())
    table = _counts(said, words, groups)
    if stem:
        every = forms.sort_values("n", ascending=False, kind="stable").reset_index()
        table["forms"] = table["word"].map(every.groupby("word")["form"].agg(", ".join))
    if by is None:
        return table.drop(columns="group")
    table["words"] = table["group"].map(base).fillna(0).astype(int)
    return table.assign(per_1000=table["n"] / table["words"].where(table["words"] > 0) * 1000)


def _said(sources: Mapping[str, str], spoke: pd.DataFrame) -> pd.DataFrame:
    """Return ``form n case source group``: how often each turn has each word."""
    rows = []
    columns = ["source", "start", "end", "case", "group"]
    for source, start, end, case, group in spoke[columns].itertuples(index=False, name=None):
        text = unicodedata.normalize("NFC", sources[source][start:end]).replace("’", "'").lower()
        rows += [(form, n, case, source, group) for form, n in Counter(WORD.findall(text)).items()]
    return pd.DataFrame(rows, columns=["form", "n", "case", "source", "group"])


def _forms(said: pd.DataFrame, stem: bool) -> pd.DataFrame:
    """Return, by form, the word that it counts as and how often it is said."""
    forms = said.groupby("form")["n"].sum().to_frame().sort_index()
    if not stem:
        return forms.assign(word=forms.index)
    from nltk.stem.snowball import SnowballStemmer  # nltk takes seconds to import

    stems = pd.Series([SnowballStemmer("english").stem(form) for form in forms.index], forms.index)
    most = forms["n"].groupby(stems).idxmax()  # the first of several: by the alphabet
    return forms.assign(word=stems.map(most))


def _counts(said: pd.DataFrame, words: list[str], groups: list[str]) -> pd.DataFrame:
    """Count every word in every group, those that a group does not say with zeros."""
    by = said[said["word"].isin(words)].groupby(["word", "group"])
    counted = pd.DataFrame(
        {"n": by["n"].sum(), "speakers": by["case"].nunique(), "groups": by["source"].nunique()}
    )
    every = pd.MultiIndex.from_product([words, groups], names=["word", "group"])
    return counted.reindex(every, fill_value=0).astype(int).reset_index()
