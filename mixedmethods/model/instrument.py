"""A questionnaire: its items, their wording, and the scales they are answered on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mixedmethods.errors import FileError
from mixedmethods.model.check import list_of, mapping_of, schema_of, text_of, texts_of, unique

SCALE_KINDS = ("ordinal", "nominal", "binary")
ITEM_KINDS = ("likert", "single", "multi", "free_text")
TICK_CODES = ("1", "0")  # how survey tools write a box that was ticked, and one that was not
NEGATIVE = re.compile(r"(no|not|none|false|un\w+)\b")
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
        If a field is absent or of another form, an id stands twice or is ``role``, an item names
        a scale that is not declared, or a route names an item or answer that is not there.
    """
    body = schema_of(body, "instrument/1")
    declared = mapping_of(body.get("scales"), "`scales`")
    scales = {f"{id}": _scale(f"{id}", given) for id, given in declared.items()}
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


def _scale(id: str, given: object) -> Scale:
    given = mapping_of(given, f"Scale {id}")
    kind = text_of(given, "kind", f"Scale {id}")
    options = texts_of(given.get("options"), f"The options of scale {id}")
    if kind not in SCALE_KINDS or len(options) < 2 or (kind == "binary" and len(options) > 2):
        raise FileError(
            f"Scale {id} must be one of {', '.join(SCALE_KINDS)} and have two options, or more if "
            f"it is not binary. Got {kind} with {len(options)}. Mend it in the instrument file."
        )
    unique((option.casefold() for option in options), f"option of scale {id}")
    codes = texts_of(given.get("codes"), f"The codes of scale {id}")
    unique(codes, f"code of scale {id}")
    ticked = _ticked(options) if kind == "binary" else None
    if ticked is not None and not codes:
        codes = TICK_CODES if ticked == 0 else TICK_CODES[::-1]
    if codes and len(codes) != len(options):
        raise FileError(
            f"Scale {id} must have one code for each option. Got {len(codes)} codes and "
            f"{len(options)} options. Mend it in the instrument file."
        )
    top = texts_of(given.get("top2"), f"`top2` of scale {id}")
    if not set(top) <= set(options):
        raise FileError(
            f"`top2` of scale {id} must name options of the scale. Got another. "
            "Write it as in `options`."
        )
    if not top and kind == "ordinal" and len(options) >= 4:
        top = options[-2:]
    if not top and ticked == 1:  # a headline counts the first option of a binary scale otherwise
        top = options[1:]
    return Scale(id, kind, options, codes, top)


def _ticked(options: tuple[str, ...]) -> int | None:
    """Return the position of the option that affirms, or None where that is not plain."""
    match [NEGATIVE.match(option.casefold()) is not None for option in options]:
        case [False, True]:
            return 0
        case [True, False]:
            return 1
    return None


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


def _check_routes(items: tuple[Item, ...]) -> None:
    """Refuse a route that nobody can take: it would flag every answer as off route."""
    there = {item.id: item for item in items}
    for item in items:
        if item.asked_if is None:
            continue
        before, answers = item.asked_if
        scale = there[before].scale if before in there else None
        if scale is None or not set(answers) <= set(scale.options):
            raise FileError(
                f"`asked_if` of {item.id} must name a closed item and options of its scale. "
                f"Got others ({before}). Mend it in the file."
            )
