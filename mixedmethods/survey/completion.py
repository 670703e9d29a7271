"""Who was asked, who answered, and who answered without having been asked."""

import pandas as pd

from mixedmethods.model import Item
from mixedmethods.survey.questionnaire import Survey

COUNTS = ["asked", "answered", "aside", "no_answer", "not_asked", "off_route"]


def completion(survey: Survey) -> pd.DataFrame:
    """Count for each item who was asked and who answered.

    Parameters
    ----------
    survey : Survey
        An item with `asked_if` is asked of those who gave one of the answers named there.

    Returns
    -------
    DataFrame, one row per item in the order asked
        ``item``, ``kind`` and counts of respondents: ``asked`` (by the routing), ``answered``
        (everyone who answered), ``aside`` (of these, with an answer outside the base, as "don't
        know"), ``no_answer`` (asked, and silent), ``not_asked`` (routed past, and silent),
        ``off_route`` (answered without having been asked); ``note``. So ``answered`` = ``asked`` -
        ``no_answer`` + ``off_route``, ``answered`` - ``aside`` is the base of `tabulate`, and
        ``asked`` + ``not_asked`` + ``off_route`` is everyone. Counts that cannot be known are NA
        and the note says which column is missing.
    """
    rows = [_row(survey.responses, item) for item in survey.instrument.items]
    frame = pd.DataFrame(rows, columns=["item", "kind", *COUNTS, "note"])
    return frame.astype(dict.fromkeys(COUNTS, "Int64"))


def _row(responses: pd.DataFrame, item: Item) -> dict[str, object]:
    row: dict[str, object] = {"item": item.id, "kind": item.kind, "note": ""}
    if item.id not in responses:
        return {**row, "note": f"column {item.id} is not in the responses"}
    answered = _given(responses[item.id])
    row["answered"] = int(answered.sum())
    row["aside"] = int(responses[item.id].isin(item.scale.aside if item.scale else ()).sum())
    if item.asked_if is None:
        asked = pd.Series(True, responses.index)
    elif item.asked_if[0] in responses:
        asked = responses[item.asked_if[0]].isin(item.asked_if[1])
    else:
        return {**row, "note": f"column {item.asked_if[0]}, which routes it, is not there"}
    return {
        **row,
        "asked": int(asked.sum()),
        "no_answer": int((asked & ~answered).sum()),
        "not_asked": int((~asked & ~answered).sum()),
        "off_route": int((~asked & answered).sum()),
    }


def _given(answers: pd.Series) -> pd.Series:
    """Mark what is an answer; a cell of white space is none."""
    return answers.notna() & answers.astype("string").str.strip().ne("").fillna(False)
