"""A questionnaire: its items, their wording, and the scales they are answered on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mixedmethods.errors import FileError
from mixedmethods.model.check import schema_of, text_of, texts_of, unique

SCALE_KINDS = ("ordinal", "nominal", "binary")
ITEM_KINDS = ("likert", "single", "multi", "free_text")
TICK_CODES = ("1", "0")  # how survey tools write a box that was ticked, and one that was not
ROUTE = re.compile(r"\s*(\w+)\s+in\s+\[([^\]]*)\]")


@dataclass(frozen=True, slots=True)
class Scale:
    """Answer options in their order; an ordinal scale runs from its lowest to its highest.

    `codes` are the short forms (numbers, mostly) that a file may hold instead of the options;
    `top` are the options that the top-two share counts, empty where that has no meaning.
    """

    id: str
    kind: str
    options: tuple[str, ...]
    codes: tuple[str, ...] = ()
    top: tuple[str, ...] = ()

    @property
    def neutral(self) -> str | None:
        """The middle option of an ordinal scale with an odd number of options, else None."""
        if self.kind != "ordinal" or len(self.options) % 2 == 0:
            return None
        return self.options[len(self.options) // 2]


@dataclass(frozen=True, slots=True)
class Item:
    """One question. `scale` is None for free text only.

    `asked_if` is (item id, answers): the item is asked of those who gave one of the answers.
    `comparable` and `comparability` name the item of another instrument that asks the same, and
    how near it comes (same, near, weak, with a reason).
    """

    id: str
    wording: str
    kind: str
    scale: Scale | None = None
    section: str = ""
    asked_if: tuple[str, tuple[str, ...]] | None = None
    comparable: str = ""
    comparability: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Instrument:
    """A questionnaire given to one role; items in the order in which they were asked."""

    id: str
    title: str
    role: str
    items: tuple[Item, ...]

    def item(self, id: str) -> Item:
        """Return the item with this id.

        Raises
        ------
        KeyError
            If there is none.
        """
        return {item.id: item for item in self.items}[id]

    @property
    def closed(self) -> tuple[Item, ...]:
        """The items that are answered on a scale."""
        return tuple(item for item in self.items if item.scale is not None)


def read_instrument(body: object) -> Instrument:
    """Read the body of an `instrument/1` file.

    Parameters
    ----------
    body : object
        What the YAML parser gave: a mapping with ``schema``, ``id``, ``title``, ``scales`` (id to
        kind, options, and where they exist codes and top2) and ``items`` (id, wording, type,
        scale, and where they exist asked_if and comparable_with).

    Returns
    -------
    Instrument
        Items in file order. The role is the file's ``role``, or its id.

    Raises
    ------
    FileError
        If a field is absent, an id stands twice, or an item names a scale that is not declared.
    """
    body = schema_of(body, "instrument/1")
    declared = body.get("scales") or {}
    if not isinstance(declared, Mapping):
        raise FileError("`scales` must map each scale's name to its options. Got a list.")
    scales = {f"{id}": _scale(f"{id}", given) for id, given in declared.items()}
    items = tuple(_item(given, scales) for given in body.get("items") or ())
    if not items:
        raise FileError("An instrument must have at least one item. Got none. Add `items`.")
    unique((item.id for item in items), "item")
    id = text_of(body, "id", "The instrument")
    return Instrument(id, text_of(body, "title", id), f"{body.get('role') or id}", items)


def _scale(id: str, given: Mapping[str, Any]) -> Scale:
    kind = text_of(given, "kind", f"Scale {id}")
    options = texts_of(given.get("options"), f"The options of scale {id}")
    if kind not in SCALE_KINDS or len(options) < 2:
        raise FileError(
            f"Scale {id} must be one of {', '.join(SCALE_KINDS)} and have two options or more. "
            f"Got {kind} with {len(options)}. Mend it in the instrument file."
        )
    unique(options, f"option of scale {id}")
    codes = texts_of(given.get("codes"), f"The codes of scale {id}")
    if kind == "binary":
        codes = codes or TICK_CODES
    if codes and len(codes) != len(options):
        raise FileError(
            f"Scale {id} must have one code for each option. Got {len(codes)} codes and "
            f"{len(options)} options. Mend it in the instrument file."
        )
    top = texts_of(given.get("top2"), f"`top2` of scale {id}")
    if not top and kind == "ordinal" and len(options) >= 4:
        top = options[-2:]
    return Scale(id, kind, options, codes, top)


def _item(given: object, scales: Mapping[str, Scale]) -> Item:
    if not isinstance(given, Mapping):
        raise FileError("Each item must be a mapping with id, wording and type. Mend the file.")
    id = text_of(given, "id", "Each item")
    kind = text_of(given, "type", f"Item {id}")
    if kind not in ITEM_KINDS:
        raise FileError(
            f"Item {id} must have a type of {', '.join(ITEM_KINDS)}. Got {kind!r}. Mend it."
        )
    scale = None
    if kind != "free_text":
        name = text_of(given, "scale", f"Item {id}")
        if name not in scales:
            raise FileError(f"Item {id} must name a declared scale. Got {name!r}. Declare it.")
        scale = scales[name]
    pair = given.get("comparable_with") or {}
    return Item(
        id=id,
        wording=text_of(given, "wording", f"Item {id}"),
        kind=kind,
        scale=scale,
        section=f"{given.get('section') or ''}",
        asked_if=_route(id, given.get("asked_if")),
        comparable=f"{pair.get('item') or ''}",
        comparability=f"{pair.get('quality') or ''}",
        codes=texts_of(given.get("linked_themes"), f"`linked_themes` of {id}"),
    )


def _route(id: str, given: object) -> tuple[str, tuple[str, ...]] | None:
    """Read ``ITEM in [a, b]``; whatever follows is a remark."""
    if given is None:
        return None
    match = ROUTE.match(f"{given}")
    if match is None:
        raise FileError(
            f"`asked_if` of {id} must read `ITEM in [answer, answer]`. Mend it in the file."
        )
    return match[1], tuple(part.strip() for part in match[2].split(","))
