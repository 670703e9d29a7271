"""What of the spans to send: all of them, or what changed since the view told what it holds."""

import uuid
from collections.abc import Iterable
from typing import Any, TypedDict

Span = dict[str, Any]
KEPT = 4  # revisions remembered: answers may cross on the way


class Change(TypedDict):
    """What leads from the revision `base` to the one that is sent."""

    base: str
    put: list[Span]
    drop: list[str]


class Sending(TypedDict):
    """Spans on their way to the view: `spans` is all of them, or None beside a `change`."""

    revision: str
    spans: list[Span] | None
    change: Change | None


def outgoing(spans: Iterable[Span], held: str, sent: dict[str, dict[str, Span]]) -> Sending:
    """Return what to send, and note it in `sent`.

    Parameters
    ----------
    spans : iterable of dict
        All that the view is to show, each with an ``id``.
    held : str
        The revision that the view says it holds; empty where it holds nothing.
    sent : dict of str to dict
        Revision to spans by id, as they were sent to this view before; it is changed.

    Returns
    -------
    Sending
        All spans where the view holds a revision that is not in `sent`, else what changed.
    """
    now = {span["id"]: span for span in spans}
    revision = next(reversed(sent), "")
    if not revision or sent[revision] != now:
        revision = uuid.uuid4().hex
    before = sent.get(held)
    sent[revision] = now
    for old in [each for each in list(sent)[:-KEPT] if each != held]:
        del sent[old]
    if before is None:
        return {"revision": revision, "spans": list(now.values()), "change": None}
    put = [span for id, span in now.items() if before.get(id) != span]
    drop = [id for id in before if id not in now]
    change: Change = {"base": held, "put": put, "drop": drop}
    return {"revision": revision, "spans": None, "change": change}


def ranges(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Return numbers as stretches without gaps, each with its first and last.

    Examples
    --------
    >>> ranges([7, 1, 2, 3])
    [(1, 3), (7, 7)]
    """
    found: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found
