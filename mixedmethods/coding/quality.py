"""How good the lexicon is: of what it suggests, what people accept; of what they code, its share.

Precision is a share of decided suggestions, recall a share of codings. Both come with their bases
and a Wilson interval, and are missing where the base is 0.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

import pandas as pd

from mixedmethods.coding.match import Suggestion
from mixedmethods.interval import wilson
from mixedmethods.model import Code

COLUMNS = [
    "code", "name", "accepted", "rejected", "decided", "precision", "precision_low",
    "precision_high", "found", "coded", "recall", "recall_low", "recall_high",
    "from_suggestions", "found_unled", "unled",
]  # fmt: skip
ENTRY_COLUMNS = [
    "code", "word", "accepted", "rejected", "decided", "precision", "precision_low",
    "precision_high",
]  # fmt: skip
STRETCH = ["source", "start", "end", "code"]


def lexicon_quality(
    decisions: pd.DataFrame,
    codings: pd.DataFrame,
    suggestions: Iterable[Suggestion],
    codes: Iterable[Code],
) -> pd.DataFrame:
    """Return precision and recall of the lexicon of each code.

    Parameters
    ----------
    decisions : DataFrame
        ``code decision origin``: what was decided on suggestions; those of another origin than
        ``lexicon`` are left out. Each coder's decision counts.
    codings : DataFrame
        ``source start end code origin moderator``: prompts are left out, and a stretch that several
        coders gave the code counts once.
    suggestions : iterable of Suggestion
        All that the lexicon finds in the sources that were coded, with nothing left out as
        settled.
    codes : iterable of Code
        The rows, in this order; codes that are not codable are left out.

    Returns
    -------
    DataFrame
        ``code name``; ``accepted rejected decided precision precision_low precision_high``, of
        decisions; ``found coded recall recall_low recall_high``, of all codings and how many of
        them overlap a suggestion of the same code. A coding that came from a suggestion (of any
        origin; every coder's coding of the stretch did) is nearly always found, so a high recall
        may only say that people looked where the software pointed: ``from_suggestions`` counts
        them, and ``found_unled`` of ``unled`` are the others. Shares are missing where the base
        is 0.

    Notes
    -----
    Intervals are Wilson's, 95%, as if decisions and codings were independent of each other; those
    of one speaker are not, so that the true uncertainty is larger.
    """
    codes = list(codes)
    table = precision(decisions, codes)
    made = _found(_segments(codings), suggestions)
    unled = made[~made["led"]]
    for name, count in (
        ("coded", made["code"].value_counts()),
        ("found", made.loc[made["found"], "code"].value_counts()),
        ("unled", unled["code"].value_counts()),
        ("found_unled", unled.loc[unled["found"], "code"].value_counts()),
    ):
        table[name] = _counts(table["code"], count)
    table["from_suggestions"] = table["coded"] - table["unled"]
    return _share(table, "recall", "found", "coded")[COLUMNS]


def precision(decisions: pd.DataFrame, codes: Iterable[Code]) -> pd.DataFrame:
    """Return how many suggestions of the lexicon of each code were accepted, of those decided.

    Parameters
    ----------
    decisions, codes
        As in `lexicon_quality`.

    Returns
    -------
    DataFrame
        ``code name accepted rejected decided precision precision_low precision_high``.
    """
    codable = [code for code in codes if code.codable]
    table = pd.DataFrame(
        {"code": [code.id for code in codable], "name": [code.name for code in codable]},
        dtype=object,
    )
    return _decided(table, _lexical(decisions).value_counts(["code", "decision"]))


def entry_quality(decisions: pd.DataFrame) -> pd.DataFrame:
    """Return how often suggestions with each matched word were accepted and rejected.

    Parameters
    ----------
    decisions : DataFrame
        ``code decision words origin``; `words` are the matched words, joined with ``; ``.

    Returns
    -------
    DataFrame
        ``code word accepted rejected decided precision precision_low precision_high``, the most
        rejected first within a code. Words are as they stood in the text, in lower case, so one
        entry of the lexicon can have several. A decision counts for each of its words.
    """
    chosen = _lexical(decisions)
    rows = [
        (code, word, decision)
        for code, decision, words in zip(
            chosen["code"], chosen["decision"], chosen["words"], strict=True
        )
        for word in dict.fromkeys(_plain(word) for word in words.split(";"))
        if word
    ]
    each = pd.DataFrame(rows, columns=["code", "word", "decision"], dtype=object)
    keys = each[["code", "word"]].drop_duplicates().reset_index(drop=True)
    table = _decided(keys, each.value_counts(["code", "word", "decision"]))
    order = ["code", "rejected", "accepted", "word"]
    table = table.sort_values(order, ascending=[True, False, True, True], ignore_index=True)
    return table[ENTRY_COLUMNS]


def _lexical(decisions: pd.DataFrame) -> pd.DataFrame:
    return decisions[decisions["origin"] == "lexicon"]


def _plain(word: str) -> str:
    return " ".join(word.lower().replace("’", "'").split())


def _segments(codings: pd.DataFrame) -> pd.DataFrame:
    """Return stretches once; `led` where every coding of the stretch was a suggestion."""
    said = codings[~codings["moderator"].astype(bool)]
    led = (said["origin"] == "accepted suggestion").groupby([said[name] for name in STRETCH])
    return led.all().rename("led").reset_index().astype({"led": bool})


def _found(said: pd.DataFrame, suggestions: Iterable[Suggestion]) -> pd.DataFrame:
    places: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for each in suggestions:
        places.setdefault((each.source, each.code), []).append((each.start, each.end))
    columns = (said[name].tolist() for name in STRETCH)
    found = [
        any(low < end and start < high for low, high in places.get((source, code), ()))
        for source, start, end, code in zip(*columns, strict=True)
    ]
    return said.assign(found=pd.Series(found, index=said.index, dtype=bool))


def _decided(table: pd.DataFrame, count: "pd.Series[int]") -> pd.DataFrame:
    """Add what was decided to rows whose columns, with the decision, are the keys of `count`."""
    keys = ["code", "word"] if "word" in table else ["code"]
    held = count.to_dict()
    for decision in ("accepted", "rejected"):
        table = table.assign(
            **{
                decision: [
                    int(held.get((*row, decision), 0))
                    for row in table[keys].itertuples(index=False)
                ]
            }
        )
    table = table.astype({"accepted": int, "rejected": int})
    table["decided"] = table["accepted"] + table["rejected"]
    return _share(table, "precision", "accepted", "decided")


def _counts(codes: "pd.Series[str]", count: "pd.Series[int]") -> list[int]:
    held = Counter(count.to_dict())
    return [int(held[code]) for code in codes]


def _share(table: pd.DataFrame, name: str, part: str, base: str) -> pd.DataFrame:
    """Add a share with its interval; missing where the base is 0."""
    n, of = table[part].to_numpy(dtype=float), table[base].to_numpy(dtype=float)
    low, high = wilson(n, of)
    share = table[part] / table[base].where(table[base] > 0)
    parts: dict[str, Any] = {name: share, f"{name}_low": low, f"{name}_high": high}
    return table.assign(**{key: pd.array(values, dtype="Float64") for key, values in parts.items()})
