"""What each rate of NHS Talking Therapies is a share of: data, with their source and year.

Thresholds of single questionnaires stand apart, each with whether a person has checked it.
"""

from dataclasses import dataclass

import pandas as pd

from mixedmethods.errors import DataError

VERSION = "NHS Talking Therapies annual reports, 2017-18 to 2024-25"
REFERRALS, COURSE, CASE, NOT_CASE = "referrals", "course", "at_caseness", "not_at_caseness"
RECOVERED, IMPROVED = "recovered", "improved"
RELIABLY, WORSE, SAME = "reliably_recovered", "deteriorated", "unchanged"
STEPS = {
    REFERRALS: "Referrals received in the period",
    COURSE: "Finished a course of treatment: discharged in the period with two or more attended "
    "treatment sessions",
    CASE: "Finished a course and at or above a threshold at first",
    NOT_CASE: "Finished a course and below both thresholds at first",
    RECOVERED: "Finished a course, at or above a threshold at first and below both at last",
    IMPROVED: "Finished a course with a reliable fall on one measure and no reliable rise on the "
    "other",
    RELIABLY: "Recovered and reliably improved",
    WORSE: "Finished a course with a reliable rise",
    SAME: "Finished a course without a reliable change",
}
PERCENT = "_percent"  # after the id of a measure: its whole percentage, as printed beside counts
ELIGIBLE = "eligible"  # what recovery is published out of: finished course minus not at caseness


@dataclass(frozen=True, slots=True)
class Definition:
    """A rate: one step out of another, and where that is laid down.

    `whole` is a step, or `ELIGIBLE`. `better` is whether a higher or a lower rate is better.
    """

    id: str
    name: str
    part: str
    whole: str
    better: str
    source: str


_METADATA = "NHS England metadata of annual measures"
DEFINITIONS = {
    each.id: each
    for each in (
        Definition(
            "recovery", "Recovery", RECOVERED, ELIGIBLE, "higher", f"{_METADATA}, M191, M192"
        ),
        Definition(
            "reliable_improvement", "Reliable improvement", IMPROVED, COURSE, "higher",
            f"{_METADATA}, M185, M186",
        ),
        Definition(
            "reliable_recovery", "Reliable recovery", RELIABLY, ELIGIBLE, "higher",
            f"{_METADATA}, M193, M195",
        ),
        Definition(
            "reliable_deterioration", "Reliable deterioration", WORSE, COURSE, "lower",
            f"{_METADATA}, M189",
        ),
        Definition(
            "no_reliable_change", "No reliable change", SAME, COURSE, "na", f"{_METADATA}, M187"
        ),
        Definition(
            "course_per_referral", "Courses finished per referral", COURSE, REFERRALS, "higher",
            f"{_METADATA}, M001, M076",
        ),
        Definition(
            "recovered_per_referral", "Recovered per referral", RECOVERED, REFERRALS, "higher",
            f"{_METADATA}, M001, M191",
        ),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Threshold:
    """A questionnaire's threshold of caseness, and the change that is more than noise.

    `verified` is whether the number was found in the source; else a person has to confirm it.
    """

    questionnaire: str
    disorder: str
    caseness: float
    change: float
    source: str
    verified: bool


_MANUAL = "NHS Talking Therapies manual, to be confirmed"
THRESHOLDS = (
    Threshold("PHQ-9", "depression", 10, 6, "PMC8411661, table 1", True),
    Threshold("GAD-7", "anxiety", 8, 4, "PMC8411661, table 1", True),
    Threshold("SPIN", "social anxiety", 19, 10, _MANUAL, False),
    Threshold("PCL-5", "post-traumatic stress", 32, 10, _MANUAL, False),
    Threshold("IES-R", "post-traumatic stress", 33, 9, _MANUAL, False),
    Threshold("OCI", "obsessive-compulsive disorder", 40, 32, _MANUAL, False),
    Threshold("PDSS", "panic disorder", 8, 5, _MANUAL, False),
    Threshold("HAI", "health anxiety", 18, 4, _MANUAL, False),
    Threshold("MI", "agoraphobia", 2.3, 0.73, _MANUAL, False),
    Threshold("PSWQ", "generalised anxiety", 45, 9, _MANUAL, False),
)


def definition(id: str) -> Definition:
    """Return the definition of a rate.

    Raises
    ------
    DataError
        If there is none; the message lists those that there are.
    """
    if id not in DEFINITIONS:
        raise DataError(
            f"The measure must be one of {', '.join(DEFINITIONS)}. Got {id!r}. Choose one of them."
        )
    return DEFINITIONS[id]


def definitions_table() -> pd.DataFrame:
    """Return the rates with what they are shares of: ``measure name part whole better source``."""
    rows = [
        (each.id, each.name, STEPS[each.part], _whole(each.whole), each.better, each.source)
        for each in DEFINITIONS.values()
    ]
    return pd.DataFrame(rows, columns=["measure", "name", "part", "whole", "better", "source"])


def _whole(id: str) -> str:
    return STEPS.get(id, "Finished a course of treatment less those below both thresholds at first")
