"""Outcomes of an episode, worked out from its first and last scores: SQL, from the definitions.

Every engine runs the same text, which is written for DuckDB and translated for the others.

Source
------
`outcomes.definitions` for the thresholds of caseness and reliable change. A dropout is an end that
came earlier than the professional planned (code 47 of the NHS Talking Therapies data set v2.1).
"""

from dataclasses import dataclass

from mixedmethods.errors import DataError
from mixedmethods.outcomes.definitions import THRESHOLDS

PHQ9, GAD7 = THRESHOLDS[:2]
DROPOUT_CODES = ("47",)
LEAST_SESSIONS = 2
FIRST, LAST = ("phq9_first", "gad7_first"), ("phq9_last", "gad7_last")


def _moves(sign: str) -> str:
    """Return that one score fell (+) or rose (-) by more than noise."""
    old, new = ("first", "last") if sign == "+" else ("last", "first")
    one = f"phq9_{old} - phq9_{new} >= {PHQ9.change:g}"
    return f"({one} OR gad7_{old} - gad7_{new} >= {GAD7.change:g})"


FELL, ROSE = _moves("+"), _moves("-")
COURSE = f"sessions >= {LEAST_SESSIONS}"
CASE = f"(phq9_first >= {PHQ9.caseness:g} OR gad7_first >= {GAD7.caseness:g})"
BELOW = f"(phq9_last < {PHQ9.caseness:g} AND gad7_last < {GAD7.caseness:g})"
LOGISTIC, LINEAR = "logistic", "linear"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result of an episode: among whom it is looked at, and what it is, both as SQL.

    `event` is true or false, or a share for the linear `family`; it is unknown where one of the
    columns in `needs` is missing. `better` is whether more or less of it is better.
    """

    id: str
    name: str
    among: str
    population: str
    event: str
    needs: tuple[str, ...]
    better: str
    family: str = LOGISTIC


_BOTH = (*FIRST, *LAST, "sessions")
_FINISHED = "people who finished a course of treatment"
_CASES = f"{_FINISHED} and were at or above a threshold at first"
OUTCOMES = {
    each.id: each
    for each in (
        Outcome(
            "recovery", "Recovery", _CASES, f"{COURSE} AND {CASE}", BELOW, _BOTH, "higher"
        ),
        Outcome(
            "reliable_improvement", "Reliable improvement", _FINISHED, COURSE,
            f"{FELL} AND NOT {ROSE}", _BOTH, "higher",
        ),
        Outcome(
            "reliable_recovery", "Reliable recovery", _CASES, f"{COURSE} AND {CASE}",
            f"{BELOW} AND {FELL} AND NOT {ROSE}", _BOTH, "higher",
        ),
        Outcome(
            "reliable_deterioration", "Reliable deterioration", _FINISHED, COURSE,
            f"{ROSE} AND NOT {FELL}", _BOTH, "lower",
        ),
        Outcome(
            "dropout", "Dropout", "people whose treatment has ended", "TRUE",
            f"end_code IN ({', '.join(repr(code) for code in DROPOUT_CODES)})", ("end_code",),
            "lower",
        ),
        Outcome(
            "attended", "Share of appointments attended",
            "people who were offered an appointment", "offered > 0",
            "CAST(attended AS DOUBLE) / offered", ("offered", "attended"), "higher", LINEAR,
        ),
    )
}  # fmt: skip


def outcome(id: str) -> Outcome:
    """Return an outcome.

    Raises
    ------
    DataError
        If there is none; the message lists those that there are.
    """
    if id not in OUTCOMES:
        raise DataError(
            f"The outcome must be one of {', '.join(OUTCOMES)}. Got {id!r}. Choose one of them."
        )
    return OUTCOMES[id]
