"""Text as other programs may safely read it: no formulas, nothing that breaks their files."""

import re

import pandas as pd

STARTS = ("=", "+", "-", "@", "\t", "\r")
NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def guard(value: object) -> object:
    """Put an apostrophe before text that a spreadsheet would take for a formula.

    Numbers, and text that starts otherwise, come back as they are.

    Examples
    --------
    >>> guard("=HYPERLINK(1)"), guard("-"), guard(-3), guard("fair")
    ("'=HYPERLINK(1)", "'-", -3, 'fair')
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(STARTS) else value


def guarded_csv(frame: pd.DataFrame, *, index: bool = False) -> str:
    """Return a frame as CSV with every text cell and heading guarded; missing cells are empty."""
    safe = frame.reset_index() if index else frame
    safe = safe.map(guard).rename(columns=guard)
    return safe.to_csv(index=False, lineterminator="\r\n")


def printable(text: str) -> str:
    """Remove the control characters that no XML file, and so no Office file, may hold."""
    return NOT_XML.sub("", text)
