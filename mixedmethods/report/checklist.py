"""Reporting checklists as forms: what a person wrote, else what the log knows, else not recorded.

A checklist is data: ``checklists/*.yaml`` holds its items in our own words, with its version and
source. An item with ``log`` names what `prefill.PREFILL` can say of it.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pandas as pd
import yaml

from mixedmethods.integration import Study
from mixedmethods.report.prefill import PREFILL

NAMES = ("coreq", "srqr", "cherries", "gramms", "mmat")
NOT_RECORDED = "not recorded"
COLUMNS = ["item", "section", "text", "answer", "from"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One item: its id, the section it stands under, what it asks, and what the log may know."""

    id: str
    section: str
    text: str
    log: str = ""


@dataclass(frozen=True, slots=True)
class Checklist:
    """A checklist with its version and source."""

    id: str
    title: str
    version: str
    source: str
    items: tuple[Entry, ...]


@cache
def checklist(id: str) -> Checklist:
    """Return one of the shipped checklists, of `NAMES`."""
    name = f"{id}.yaml"
    body = yaml.safe_load((files(__package__) / "checklists" / name).read_text(encoding="utf-8"))
    items = tuple(
        Entry(f"{i['id']}", f"{i['section']}", f"{i['text']}", f"{i.get('log') or ''}")
        for i in body["items"]
    )
    return Checklist(f"{body['id']}", f"{body['title']}", f"{body['version']}",
                     f"{body['source']}", items)  # fmt: skip


def filled(study: Study, id: str) -> pd.DataFrame:
    """Return a checklist with what is known of each item.

    Returns
    -------
    DataFrame
        ``item section text answer from``: `from` is ``written`` (a person's words), ``log`` (what
        the project's own record says) or ``not recorded``.
    """
    written = {row["item"]: row["text"] for row in study.answers if row["form"] == id}
    rows = []
    for item in checklist(id).items:
        known = PREFILL[item.log](study) if item.log else ""
        if written.get(item.id, "").strip():
            rows.append((item.id, item.section, item.text, written[item.id], "written"))
        elif known:
            rows.append((item.id, item.section, item.text, known, "log"))
        else:
            rows.append((item.id, item.section, item.text, NOT_RECORDED, NOT_RECORDED))
    return pd.DataFrame(rows, columns=COLUMNS)
