"""Numbers with their nouns, for the sentences of this room."""


def counted(n: int, one: str, many: str = "") -> str:
    """Print a number with its noun: ``1 turn``, ``2 turns``, ``2 case studies``.

    Examples
    --------
    >>> counted(1, "turn"), counted(2, "case study", "case studies")
    ('1 turn', '2 case studies')
    """
    return f"{n} {one if n == 1 else many or one + 's'}"
