"""A REDCap data dictionary as an instrument: every question with its wording, options and route."""

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any

from mixedmethods.errors import FileError
from mixedmethods.ingest.surveys.export import fold, plain
from mixedmethods.ingest.surveys.order import ordered
from mixedmethods.ingest.table import read_table
from mixedmethods.model import Audit, AuditEntry
from mixedmethods.model.scale import is_apart

NAME, KIND, LABEL = "variable / field name", "field type", "field label"
CHOICES, CHECK = "choices, calculations, or slider labels", "text validation type or show slider"
NUMBERS = ("number", "integer", "number_1dp", "number_2dp", "number_3dp", "number_4dp")
SHOWN = ("descriptive", "file", "signature", "sql")  # hold no answer
ONE = ("radio", "dropdown")
TICK = "tick all that apply"  # no field of REDCap has a name with blanks
FIXED = {"yesno": (("1", "Yes"), ("0", "No")), "truefalse": (("1", "True"), ("0", "False"))}
ROUTE = re.compile(r"\[(\w+)\]\s*=\s*['\"]([^'\"]*)['\"]")

Row = Mapping[str, str]
Pairs = tuple[tuple[str, str], ...]  # code and option


def read_dictionary(name: str, content: bytes) -> tuple[dict[str, Any], Audit]:
    """Read a REDCap dictionary.

    Parameters
    ----------
    name, content : str, bytes
        The CSV. Its name without the ending becomes the id and role of the instrument.

    Returns
    -------
    dict, Audit
        The body of an `instrument/1` file, and what was left out: fields that identify people or
        hold no answer, and routes that are more than one question's answers. Options run from the
        lowest to the highest where their words tell, else as they stand.

    Raises
    ------
    FileError
        If the table has no questions.
    """
    table = read_table(name, content)
    heads = {fold(column): column for column in table.columns}
    rows = [(row.number, {key: row.cells[head] for key, head in heads.items()})
            for row in table.rows]  # fmt: skip
    rows = [(number, row) for number, row in rows if row.get(NAME, "").strip()]
    items: list[dict[str, Any]] = []
    scales: dict[str, dict[str, Any]] = {}
    entries: list[AuditEntry] = []
    pairs = {row[NAME].strip(): _pairs(row) for _, row in rows}
    for number, row in rows[1:]:  # the first is the id of the record
        why = _left_out(row)
        if why:
            entries.append(AuditEntry(number, "dropped", why, row[NAME].strip()))
            continue
        route = _route(row, pairs)
        if row.get("branching logic (show field only if...)", "").strip() and not route:
            why = "its route is more than one question's answers; read as asked of everybody"
            entries.append(AuditEntry(number, "flagged", why, row[NAME].strip()))
        for item in _items(row, scales):
            items.append({**item, **({"asked_if": route} if route else {})})
    closed = {item["id"] for item in items if "scale" in item}
    for item in items:  # a route may lead from a question that was left out
        if item.get("asked_if", "").split(" ")[0] not in closed:
            item.pop("asked_if", None)
    if not items:
        raise FileError(f"A dictionary must hold questions. Got none in {name}. Export it again.")
    stem = re.sub(r"\W+", "_", PurePath(name).stem).strip("_") or "survey"
    body = {"schema": "instrument/1", "id": stem, "title": PurePath(name).stem}
    return {**body, "scales": scales, "items": items}, Audit(
        len(items), len(entries), tuple(entries)
    )


def _left_out(row: Row) -> str:
    if fold(row.get("identifier?", "")) in ("y", "yes"):
        return "identifies people or places; not imported"
    return "holds no answer" if fold(row[KIND]) in SHOWN else ""


def _items(row: Row, scales: dict[str, dict[str, Any]]) -> Iterable[dict[str, Any]]:
    name, kind, label = row[NAME].strip(), fold(row[KIND]), plain(row[LABEL]) or row[NAME].strip()
    pairs = _pairs(row)
    section = plain(row.get("section header", ""))
    start = {"id": name, "wording": label, **({"section": section} if section else {})}
    if kind == "checkbox" and pairs:
        scales.setdefault(TICK, {"kind": "binary", "options": ["ticked", "not ticked"]})
        for code, option in pairs:
            yield {"id": f"{name}___{code.lower()}", "wording": option, "section": label,
                   "type": "multi", "scale": TICK}  # fmt: skip
    elif pairs and len(pairs) > 1:
        scale = _scale(pairs)
        id = next((id for id, known in scales.items() if known == scale), name)
        scales[id] = scale
        yield {**start, "type": "likert" if scale["kind"] == "ordinal" else "single", "scale": id}
    elif kind in ("slider", "calc") or _check(row) in NUMBERS:
        ends = [row.get(f"text validation {end}", "").strip() for end in ("min", "max")]
        limits = {"limits": ends} if all(ends) and kind != "slider" else {}
        yield {**start, "type": "numeric", **({"limits": [0, 100]} if kind == "slider" else limits)}
    else:
        yield {**start, "type": "free_text"}


def _check(row: Row) -> str:
    return next((fold(cell) for key, cell in row.items() if key.startswith(CHECK)), "")


def _pairs(row: Row) -> Pairs:
    """Return code and option of each choice: ``1, Agree | 2, Disagree``."""
    kind = fold(row[KIND])
    if kind in FIXED:
        return FIXED[kind]
    if kind not in (*ONE, "checkbox"):
        return ()
    parts = (part.partition(",") for part in row.get(CHOICES, "").split("|"))
    return tuple(
        (code.strip(), plain(option) or code.strip()) for code, _, option in parts if code.strip()
    )


def _scale(pairs: Pairs) -> dict[str, Any]:
    aside = [(code, option) for code, option in pairs if is_apart(option)]
    chosen = [pair for pair in pairs if pair not in aside]
    order = ordered(option for _, option in chosen) if len(chosen) > 2 else None
    if order is None:
        options = [*chosen, *aside]
        return {"kind": "nominal", "options": [o for _, o in options],
                "codes": [c for c, _ in options]}  # fmt: skip
    code_of = {option: code for code, option in pairs}
    codes = [*(code_of[option] for option in order), *(code for code, _ in aside)]
    apart = {"aside": [option for _, option in aside]} if aside else {}
    return {"kind": "ordinal", "options": order, **apart, "codes": codes}


def _route(row: Row, pairs: Mapping[str, Pairs]) -> str:
    """Return ``item in [answers]`` where a route asks for answers to one question only."""
    logic = row.get("branching logic (show field only if...)", "").strip()
    met = ROUTE.findall(logic)
    rest = re.sub(r"\bor\b|[()\s]", "", ROUTE.sub("", logic), flags=re.IGNORECASE)
    names = {name for name, _ in met}
    if (
        not met
        or rest
        or len(names) > 1
        or not names <= {n for n, p in pairs.items() if len(p) > 1}
    ):
        return ""
    options = dict(pairs[met[0][0]])
    wanted = [options.get(code, "") for _, code in met]
    plain_ = all(option and not set(option) & set(",[]") for option in wanted)
    return f"{met[0][0]} in [{', '.join(wanted)}]" if plain_ else ""
