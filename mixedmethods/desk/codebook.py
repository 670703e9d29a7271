"""The codebook of an open project: what a code is used for, and how it came to read as it does."""

from dataclasses import fields

import numpy as np
import pandas as pd

from mixedmethods.coding import matches
from mixedmethods.integration import Study
from mixedmethods.model import Code, Lexicon
from mixedmethods.store import Project
from mixedmethods.store.code_history import CodeVersion, code_history

LABELS = {
    "name": "Name", "topic": "Topic", "parent": "Parent", "definition": "Definition",
    "include": "Include", "exclude": "Exclude", "lexicon": "Words", "example": "Example",
    "colour": "Colour", "measures": "Measures", "items": "Items",
    "recommendations": "Recommendations", "statement": "Statement",
    "codable": "Can be put on words",
}  # fmt: skip


def depths(codes: tuple[Code, ...]) -> dict[str, int]:
    """Return how many codes stand above each code."""
    above = {code.id: code.parent for code in codes}

    def depth(id: str) -> int:
        return 1 + depth(above[id]) if above.get(id) else 0

    return {code.id: depth(code.id) for code in codes}


def used_for(study: Study, code: str) -> dict[str, int]:
    """Return how many codings, links and codes below a code has."""
    return {
        "coding": int((study.codings["code"] == code).sum()),
        "link": sum(link.code == code for link in study.links),
        "code below it": sum(each.parent == code for each in study.codes.values()),
    }


def codings_to_split(study: Study, code: str, words: str = "", source: str = "") -> pd.DataFrame:
    """Return the codings of a code that hold words, or stand in one source, or both.

    Parameters
    ----------
    study : Study
        All strands.
    code : str
        Its id.
    words : str, optional
        As in a lexicon, one entry a line.
    source : str, optional
        Name of a source.

    Returns
    -------
    DataFrame
        ``id source turn speaker coder quote``, by place; all of the code's without a condition.
    """
    found = study.codings[study.codings["code"] == code]
    if source:
        found = found[found["source"] == source]
    entries = tuple(line.strip() for line in words.splitlines() if line.strip())
    if entries:
        held = [bool(matches(quote, Lexicon(entries))) for quote in found["quote"]]
        found = found[np.array(held, dtype=bool)]  # an empty list would choose no columns
    return found[["id", "source", "turn", "speaker", "coder", "quote"]].reset_index(drop=True)


def told_history(project: Project, code: str) -> list[dict[str, str]]:
    """Return the edits of a code as sentences: when, who, what changed."""
    return [
        {"When": each.at, "Who": each.author, "What changed": _told(each)}
        for each in code_history(project, code)
    ]


def _told(version: CodeVersion) -> str:
    old, new = version.before, version.after
    if old is None:
        return "Added"
    if new is None:
        return "Taken away"
    parts = [
        f"{LABELS[field.name]}: {_shown(getattr(old, field.name))} → "
        f"{_shown(getattr(new, field.name))}"
        for field in fields(Code)
        if field.name in LABELS and getattr(old, field.name) != getattr(new, field.name)
    ]
    return "; ".join(parts) or version.what


def _shown(value: object) -> str:
    match value:
        case Lexicon():
            near = (f"{a} near {b}" for a, b, _ in value.near)
            cancel = (f"not {entry}" for entry in value.cancel)
            return _shown((*value.any, *value.stem, *near, *cancel))
        case tuple():
            return ", ".join(f"{each}" for each in value) or "nothing"
        case bool():
            return "yes" if value else "no"
    return f"{value}" or "nothing"
