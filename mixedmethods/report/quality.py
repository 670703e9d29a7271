"""How good the words of the lexicons are, as people read it."""

import pandas as pd

from mixedmethods.report import labels

UNDECIDED = "nothing decided yet"
UNCODED = "nothing coded yet"


def quality_table(table: pd.DataFrame) -> pd.DataFrame:
    """Print what `coding.quality.lexicon_quality` gave, one row per code.

    Returns
    -------
    DataFrame of str
        Code; of the suggestions decided those accepted, of the codings those that the words find,
        each with its base and 95% interval; and the latter again without the codings that came
        from a suggestion.
    """
    return pd.DataFrame(
        {
            "Code": [
                f"{name} ({id})" for id, name in zip(table["code"], table["name"], strict=True)
            ],
            "Accepted of decided": _shares(table, "accepted", "decided", "precision", UNDECIDED),
            "Found of coded": _shares(table, "found", "coded", "recall", UNCODED),
            "Found of those coded unaided": [
                labels.of(n, base) if base else UNCODED
                for n, base in zip(table["found_unled"], table["unled"], strict=True)
            ],
        }
    )


def words_table(table: pd.DataFrame) -> pd.DataFrame:
    """Print what `coding.quality.entry_quality` gave, one row per code and matched word.

    Returns
    -------
    DataFrame of str
        Code, Word, and of the suggestions decided those accepted.
    """
    accepted = _shares(table, "accepted", "decided", "precision", UNDECIDED)
    return pd.DataFrame(
        {"Code": table["code"], "Word": table["word"], "Accepted of decided": accepted}
    )


def _shares(table: pd.DataFrame, n: str, base: str, share: str, none: str) -> list[str]:
    columns = (table[name] for name in (n, base, f"{share}_low", f"{share}_high"))
    return [
        labels.answer(n, base, low, high) if base else none
        for n, base, low, high in zip(*columns, strict=True)
    ]
