"""What is measured along the pathway, and its rates by group and period."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """A rate along the pathway; `better` is ``higher``, ``lower`` or ``na``.

    `measured` says of codes where the data behind the rate measured the same thing, `unmeasured`
    of others why they did not: (code, where or why) pairs.
    """

    id: str
    label: str
    stage: str = ""
    better: str = "higher"
    measured: tuple[tuple[str, str], ...] = ()
    unmeasured: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Rate:
    """One rate of one group in one period.

    `rate` is a share (0 to 1), `decimals` how many decimals of the percentage were supplied.
    `base` is the number of people it is a rate of, None where counts were not supplied.
    """

    group: str
    measure: str
    period: str
    rate: float
    decimals: int = 1
    base: int | None = None
    source: str = ""
