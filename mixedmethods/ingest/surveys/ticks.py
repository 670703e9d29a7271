"""Lists to tick: their options where one cell joins them, and what a cell of one option means."""

from collections.abc import Iterable, Sequence

from mixedmethods.ingest.surveys.export import Column, fold
from mixedmethods.model import Item

NOT_TICKED = ("", "0", "no", "n", "false", "unchecked", "not selected", "nein", "non", "not ticked")
TICKED = ("1", "yes", "y", "true", "checked", "selected", "ticked", "x")
LISTS = ("multi", "rank")  # items that one column may hold together
MOST = 30  # options that a list may have


def split_ticks(cell: str, options: Sequence[str], joiner: str) -> list[str]:
    """Cut a cell at the joiner; a known option that holds the joiner itself stays whole.

    Examples
    --------
    >>> split_ticks("Tea;Cake, or biscuits;", ["Tea", "Cake, or biscuits"], ";")
    ['Tea', 'Cake, or biscuits']
    >>> split_ticks("Tea, Cake, or biscuits", ["Tea", "Cake, or biscuits"], ", ")
    ['Tea', 'Cake, or biscuits']
    """
    longest = sorted(filter(None, map(str.strip, options)), key=len, reverse=True)
    mark = joiner.strip() or joiner
    found, rest = [], cell.strip()
    while rest:
        known = next((option for option in longest if _starts(rest, option, mark)), None)
        if known is None:
            piece, _, rest = rest.partition(mark)
        else:
            piece, rest = rest[: len(known)], rest[len(known) :].lstrip().removeprefix(mark)
        if piece.strip():
            found.append(piece.strip())
        rest = rest.strip()
    return found


def _starts(text: str, option: str, mark: str) -> bool:
    after = text[len(option) :].lstrip()
    return fold(text[: len(option)]) == fold(option) and (not after or after.startswith(mark))


def options_in(cells: Iterable[str], options: Sequence[str], joiner: str) -> list[str]:
    """Return the different options that cells hold, in the order met."""
    met: dict[str, str] = {}
    for cell in cells:
        for piece in split_ticks(cell, options, joiner):
            met.setdefault(fold(piece), piece)
    return list(met.values())


def is_list(column: Column, cells: Sequence[str], items: Sequence[Item], joiner: str) -> bool:
    """Return whether a column joins several ticked options in its cells.

    It does if a cell holds several, and there are far fewer different ones than prose would have.
    """
    if not joiner or column.part or not any(item.kind in LISTS for item in items):
        return False
    wordings = [item.wording for item in items if item.kind in LISTS]
    given = [cell for cell in cells if cell.strip()]
    options = options_in(given, wordings, joiner)
    pieces = sum(len(split_ticks(cell, options, joiner)) for cell in given)
    joined = any(len(split_ticks(cell, options, joiner)) > 1 for cell in given)
    known = {fold(w) for w in wordings}
    if any(fold(option) in known for option in options):
        return True
    return joined and 0 < len(options) <= MOST and pieces >= 2 * len(options)


def is_ticked(cell: str, option: str) -> bool | None:
    """Return whether a cell of one option's own column is ticked; None where it says neither."""
    given = fold(cell)
    if given in NOT_TICKED:
        return False
    return True if given in TICKED or given == fold(option) else None
