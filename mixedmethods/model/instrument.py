"""A questionnaire: its items, their wording, and the scales they are answered on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mixedmethods.errors import FileError
from mixedmethods.model.check import list_of, mapping_of, schema_of, text_of, texts_of, unique
from mixedmethods.model.scale import Scale, number_of, read_scale

ITEM_KINDS = ("likert", "single", "multi", "rank", "numeric", "free_text")
OPEN_KINDS = ("numeric", "free_text")  # answered without a scale
ROUTE = re.compile(r"\s*(\w+)\s+in\s+\[([^\]]*)\]")


@dataclass(frozen=True, slots=True)
class Item:
    """One question, or one row of a grid, one option of a list to tick or of a ranking.

    `scale` is None for free text and numbers; on the scale of a ranking the places stand in order,
    the first place first. `asked_if` is (item id, answers): the item is asked of those who gave
    one of the answers. `comparable` and `comparability` name the item of another instrument that
    asks the same, and how near it comes (same, near, weak, with a reason). A `reverse` item is
    worded the other way round: its scores are turned, its options are not. `limits` are the least
    and the most that a number may be.
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
    reverse: bool = False
    limits: tuple[float, float] | None = None


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

    @property
    def numeric(self) -> tuple[Item, ...]:
        """The items that are answered with a number."""
        return tuple(item for item in self.items if item.kind == "numeric")


def read_instrument(body: object) -> Instrument:
    """Read the body of an `instrument/1` file.

    Parameters
    ----------
    body : object
        What the YAML parser gave: a mapping with ``schema``, ``id``, ``title``, ``scales`` (id to
        kind, options, and where they exist aside, codes, scores and top2) and ``items`` (id,
        wording, type, scale, and where they exist reverse, limits, asked_if, comparable_with).

    Returns
    -------
    Instrument
        Items in file order. The role is the file's ``role``, or its id.

    Raises
    ------
    FileError
        If a field is absent or of another form, an id stands twice or is ``role``, an item names
        a scale that is not declared, or a route names an item or answer that is not there.
    """
    body = schema_of(body, "instrument/1")
    declared = mapping_of(body.get("scales"), "`scales`")
    scales = {f"{id}": read_scale(f"{id}", given) for id, given in declared.items()}
    items = tuple(_item(given, scales) for given in list_of(body.get("items"), "`items`"))
    if not items:
        raise FileError("An instrument must have at least one item. Got none. Add `items`.")
    unique((item.id.casefold() for item in items), "item")
    _check_routes(items)
    id = text_of(body, "id", "The instrument")
    if "/" in id or any(item.id.casefold() == "role" for item in items):
        raise FileError(
            f"Instrument {id} must have no `/` in its id and no item of the id `role`, which is "
            "the column of the role. Got one of them. Rename it."
        )
    return Instrument(id, text_of(body, "title", id), f"{body.get('role') or id}", items)


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
    if kind not in OPEN_KINDS:
        name = text_of(given, "scale", f"Item {id}")
        if name not in scales:
            raise FileError(f"Item {id} must name a declared scale. Got {name!r}. Declare it.")
        scale = scales[name]
    pair = mapping_of(given.get("comparable_with"), f"`comparable_with` of {id}")
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
        reverse=_is_reverse(id, given.get("reverse"), scale),
        limits=_limits(id, given.get("limits")),
    )


def _is_reverse(id: str, given: object, scale: Scale | None) -> bool:
    said = f"{given}".casefold() if given is not None else "no"
    if said not in ("yes", "true", "no", "false"):
        raise FileError(f"`reverse` of {id} must be yes or no. Got another. Mend it in the file.")
    reverse = said in ("yes", "true")
    if reverse and (scale is None or scale.kind != "ordinal"):
        raise FileError(
            f"Item {id} must be answered on an ordinal scale to be `reverse`. Got another kind. "
            "Leave `reverse` out."
        )
    return reverse


def _limits(id: str, given: object) -> tuple[float, float] | None:
    ends = [number_of(end, f"`limits` of {id}") for end in list_of(given, f"`limits` of {id}")]
    if not ends:
        return None
    if len(ends) != 2 or ends[0] >= ends[1]:
        raise FileError(
            f"`limits` of {id} must be the least and the most that it may be, as [0, 100]. "
            "Got another. Mend it in the file."
        )
    return ends[0], ends[1]


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


def _check_routes(items: tuple[Item, ...]) -> None:
    """Refuse a route that nobody can take: it would flag every answer as off route."""
    there = {item.id: item for item in items}
    for item in items:
        if item.asked_if is None:
            continue
        before, answers = item.asked_if
        scale = there[before].scale if before in there else None
        if scale is None or not set(answers) <= set(scale.offered):
            raise FileError(
                f"`asked_if` of {item.id} must name a closed item and options of its scale. "
                f"Got others ({before}). Mend it in the file."
            )
