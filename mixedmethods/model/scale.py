"""The scale that a closed item is answered on: its options in order, and what stands aside."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mixedmethods.errors import FileError
from mixedmethods.model.check import list_of, mapping_of, text_of, texts_of, unique

SCALE_KINDS = ("ordinal", "nominal", "binary")
TICK_CODES = ("1", "0")  # how survey tools write a box that was ticked, and one that was not
NEGATIVE = re.compile(r"(no|not|none|false|un\w+)\b")
APART = re.compile(
    r"(i )?(don[’']?t|do not|can(no|[’'])t) (know|say|remember)|not applicable|n/?a|"
    r"prefer not to (say|answer)|no opinion|unsure|not sure",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Scale:
    """Answer options in their order; an ordinal scale runs from its lowest to its highest.

    `aside` are answers that were offered and stand outside the base, as "don't know". `codes` are
    the short forms (numbers, mostly) that a file may hold instead of the options, then of those
    aside; `scores` one number per option where a mean has a meaning; `top` the options that the
    top-two share counts, empty where that has no meaning.
    """

    id: str
    kind: str
    options: tuple[str, ...]
    codes: tuple[str, ...] = ()
    top: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    scores: tuple[float, ...] = ()

    @property
    def offered(self) -> tuple[str, ...]:
        """Every answer that was offered: the options, then those aside."""
        return self.options + self.aside

    @property
    def neutral(self) -> str | None:
        """The middle option of an ordinal scale with an odd number of options, else None."""
        if self.kind != "ordinal" or len(self.options) % 2 == 0:
            return None
        return self.options[len(self.options) // 2]


def read_scale(id: str, given: object) -> Scale:
    """Read one scale of an instrument file.

    Raises
    ------
    FileError
        If it is no mapping with a kind and options; if options, codes or scores do not fit
        together; if an ordinal scale ends in an answer such as "don't know", which would count as
        its highest or lowest.
    """
    given = mapping_of(given, f"Scale {id}")
    kind = text_of(given, "kind", f"Scale {id}")
    options = texts_of(given.get("options"), f"The options of scale {id}")
    if kind not in SCALE_KINDS or len(options) < 2 or (kind == "binary" and len(options) > 2):
        raise FileError(
            f"Scale {id} must be one of {', '.join(SCALE_KINDS)} and have two options, or more if "
            f"it is not binary. Got {kind} with {len(options)}. Mend it in the instrument file."
        )
    aside = texts_of(given.get("aside"), f"`aside` of scale {id}")
    unique((option.casefold() for option in options + aside), f"option of scale {id}")
    _check_order(id, kind, options)
    codes = texts_of(given.get("codes"), f"The codes of scale {id}")
    unique(codes, f"code of scale {id}")
    ticked = _ticked(options) if kind == "binary" else None
    if ticked is not None and not codes:
        codes = TICK_CODES if ticked == 0 else TICK_CODES[::-1]
    if codes and len(codes) not in (len(options), len(options + aside)):
        raise FileError(
            f"Scale {id} must have one code for each option, and may have one for each answer "
            f"aside. Got {len(codes)} codes and {len(options)} options. Mend it in the file."
        )
    scores = [number_of(score, f"`scores` of scale {id}") for score in _list(given, "scores", id)]
    if scores and len(scores) != len(options):
        raise FileError(
            f"Scale {id} must have one score for each option. Got {len(scores)} scores and "
            f"{len(options)} options. Mend it in the file."
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
    return Scale(id, kind, options, codes, top, aside, tuple(scores))


def _ticked(options: tuple[str, ...]) -> int | None:
    """Return the position of the option that affirms, or None where that is not plain."""
    match [NEGATIVE.match(option.casefold()) is not None for option in options]:
        case [False, True]:
            return 0
        case [True, False]:
            return 1
    return None


def is_apart(option: str) -> bool:
    """Say whether an option has no place on an order, as "don't know" and "not applicable"."""
    return APART.fullmatch(option.strip()) is not None


def number_of(value: object, where: str) -> float:
    """Return a number that a YAML file gives, which reads 0.5 as a text.

    Raises
    ------
    FileError
        If it is none.
    """
    try:
        number = float(f"{value}")
    except ValueError:
        number = math.nan
    if isinstance(value, bool) or not math.isfinite(number):
        raise FileError(f"{where} must hold numbers only. Got another. Mend it in the file.")
    return number


def _list(given: Mapping[str, Any], key: str, id: str) -> Sequence[Any]:
    return list_of(given.get(key), f"`{key}` of scale {id}")


def _check_order(id: str, kind: str, options: tuple[str, ...]) -> None:
    ends = (options[0], options[-1])  # "unsure" in the middle, between no and yes, has its place
    apart = [option for option in ends if is_apart(option)]
    if kind == "ordinal" and apart:
        raise FileError(
            f"The options of scale {id} must run from the lowest to the highest. Got {apart[0]!r}, "
            "which is on no place of an order. Put it under `aside`: it then stays outside the "
            "base and is counted apart."
        )
