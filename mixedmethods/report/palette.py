"""Colours that colour-blind eyes can tell apart, and the ink that can be read on each."""

from mixedmethods.model import Scale

NEUTRAL = "#cfcfcf"
LOW = ("#a84b00", "#f0ab5e")  # orange: the lowest option first
HIGH = ("#8dbfe3", "#1f5f9e")  # blue: the highest option last
APART = (
    "#1f5f9e", "#f0ab5e", "#cfcfcf", "#a84b00", "#8dbfe3",
    "#5b3a8c", "#7fc8a9", "#d38bb5", "#00664f", "#e8dc6a",
)  # fmt: skip
BELOW, ABOVE = "#c8640a", "#2f7bbf"  # dots and lines: seen on white and on black
GROUPS = (ABOVE, BELOW, "#8a63c4", "#2e8b6a", "#b0568f")  # dots of groups, likewise
BLACK, DARK, LIGHT = "#000000", "#1a1a1a", "#ffffff"
RULE = "#8a8a8a"  # axes and reference lines: seen on white and on black


def colours(scale: Scale) -> tuple[str, ...]:
    """Return one colour per option of a scale.

    An ordinal scale runs from orange through grey, if it has a middle, to blue; the others get
    colours that stand apart, the first of them dark.
    """
    count = len(scale.options)
    if scale.kind != "ordinal":
        return tuple(APART[k % len(APART)] for k in range(count)) if count > 2 else APART[::2][:2]
    side = count // 2
    middle = (NEUTRAL,) if count % 2 else ()
    return (*_between(*LOW, side), *middle, *_between(*HIGH, side))


def ink(background: str) -> str:
    """Return the ink, black or white, that has the higher contrast on a background.

    One of the two always reaches 4.5, the least that WCAG 2 asks of small text.

    Examples
    --------
    >>> ink("#1f5f9e"), ink("#cfcfcf")
    ('#ffffff', '#000000')
    """
    return max((BLACK, LIGHT), key=lambda colour: contrast(colour, background))


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21, as WCAG 2 defines it."""
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _rgb(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _rgb(colour: str) -> list[float]:
    return [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]


def _between(first: str, last: str, count: int) -> tuple[str, ...]:
    """Return `count` colours from one to another; a single one is the stronger, darker of them."""
    if count == 1:
        return (min(first, last, key=_luminance),)
    steps = [k / (count - 1) for k in range(count)]
    pairs = list(zip(_rgb(first), _rgb(last), strict=True))
    return tuple(
        "#" + "".join(f"{round(255 * (a + (b - a) * step)):02x}" for a, b in pairs)
        for step in steps
    )
