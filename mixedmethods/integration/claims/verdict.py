"""What can come of a check."""

from dataclasses import dataclass

HOLDS, FAILS = "holds", "fails"
ONE_LEVEL, OTHER_BASE = "true at one granularity only", "needs another base"
CANNOT = "cannot be checked"
VERDICTS = (HOLDS, FAILS, ONE_LEVEL, OTHER_BASE, CANNOT)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one check: one of `VERDICTS`, the recomputed value, and why."""

    verdict: str
    recomputed: str = ""
    why: str = ""


def lacking(what: str) -> Verdict:
    """Return the verdict where the data do not hold what the claim speaks of."""
    return Verdict(CANNOT, "", f"The project does not hold what it takes: {what}.")
