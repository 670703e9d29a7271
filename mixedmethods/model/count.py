"""A published count of people, as exactly as it is known."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """How many people of a group, in an area and period, reached a step of the pathway.

    The number lies between `low` and `high`: the same where it was printed exactly, further apart
    where it was rounded or suppressed. `characteristic` says what the group is one of, as
    ``ethnic group`` or ``deprivation decile``; `level` what the area is, as ``England`` or
    ``provider``. `step` is the id of what was counted, as ``referrals``; or, as
    ``recovery_percent``, a whole percentage that was printed beside rounded counts.
    """

    area: str
    level: str
    characteristic: str
    group: str
    period: str
    step: str
    low: int
    high: int
    source: str = ""
