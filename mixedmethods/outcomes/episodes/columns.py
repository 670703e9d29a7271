"""What an episode of care holds: the columns, what they may hold, and the ladder of models.

Source
------
NHS Talking Therapies data set v2.1 for what is recorded; NCCMH 2023, appendix 1.5, for the five
models and what each adds.
"""

from dataclasses import dataclass

from mixedmethods.model.code_lists import CATEGORIES

CATEGORY, NUMBER = "category", "number"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an episode file: what it is called and what it may hold.

    `also` are other names under which it is found. Numbers lie between `least` and `most`; a
    number that enters a model does so per `unit`, or in `bands`, of which each is the first number
    of a band. `order` is the order of the levels of a category, where it has one.
    """

    id: str
    name: str
    kind: str
    least: int = 0
    most: int = 0
    unit: int = 1
    per: str = ""
    bands: tuple[int, ...] = ()
    order: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


SCORES = {"phq9_first", "phq9_last", "gad7_first", "gad7_last"}
COLUMNS = {
    each.id: each
    for each in (
        Column("episode", "Episode", CATEGORY, also=("pathwayid", "id")),
        Column(
            "ethnic_group", "Ethnic group", CATEGORY,
            order=tuple(name for name, _, _ in CATEGORIES.values()),
            also=("ethnicity", "ethniccategory", "ethniccategorycode"),
        ),
        Column(
            "age", "Age", NUMBER, 0, 120, bands=(0, 18, 26, 36, 46, 56, 66, 76), also=("ageyears",)
        ),
        Column("gender", "Gender", CATEGORY, also=("genderidentity", "sex")),
        Column("year", "Year of referral", CATEGORY, also=("referralyear", "financialyear")),
        Column("phq9_first", "First PHQ-9 score", NUMBER, 0, 27, per="per point",
               also=("phq9firstscore",)),
        Column("gad7_first", "First GAD-7 score", NUMBER, 0, 21, per="per point",
               also=("gadfirstscore", "gad7firstscore")),
        Column("phq9_last", "Last PHQ-9 score", NUMBER, 0, 27, also=("phq9lastscore",)),
        Column("gad7_last", "Last GAD-7 score", NUMBER, 0, 21,
               also=("gadlastscore", "gad7lastscore")),
        Column("medication", "Psychotropic medication", CATEGORY,
               also=("psychotropicmedication", "psychmeduse")),
        Column("employment", "Employment", CATEGORY, also=("employmentstatus", "employstatus")),
        Column("long_term_condition", "Long-term physical health condition", CATEGORY,
               also=("ltc", "longtermcondition", "longtermphysicalhealthcondition")),
        Column(
            "deprivation", "Deprivation decile of the local area (1 the most deprived)", NUMBER,
            1, 10, bands=tuple(range(1, 11)), also=("imddecile", "imd", "deprivationdecile"),
        ),
        Column("wait_assessment", "Days from referral to assessment", NUMBER, 0, 3650, 30,
               "per 30 days", also=("daystoassessment",)),
        Column("wait_treatment", "Days from assessment to the next session", NUMBER, 0, 3650, 30,
               "per 30 days", also=("daystotreatment",)),
        Column("sessions", "Treatment sessions attended", NUMBER, 0, 500, per="per session",
               also=("treatmentcarecontactcount", "sessionsattended")),
        Column("offered", "Appointments offered", NUMBER, 0, 1000, also=("appointmentsoffered",)),
        Column("attended", "Appointments attended", NUMBER, 0, 1000,
               also=("appointmentsattended",)),
        Column("end_code", "Reason for the end, as a code", CATEGORY,
               also=("endcode", "reasonforend", "dischargereason")),
        Column("service", "Service", CATEGORY, also=("provider", "orgcodeprovider", "orgcode")),
    )
}  # fmt: skip
LADDER = (
    ("ethnic_group",),
    ("age", "gender", "year"),
    ("phq9_first", "gad7_first", "medication"),
    ("employment", "long_term_condition", "deprivation"),
    ("wait_assessment", "wait_treatment", "sessions"),
)
NO_ETHNIC_GROUP = ("", "z", "99", "not stated", "not known", "not stated/not known", "unknown")


def covariates(model: int) -> tuple[str, ...]:
    """Return the columns of a model of the ladder, the ethnic group first.

    Examples
    --------
    >>> covariates(2)
    ('ethnic_group', 'age', 'gender', 'year')
    """
    return tuple(column for step in LADDER[:model] for column in step)


def ethnic_labels() -> dict[str, str]:
    """Return the ethnic category by each of its labels: code, name, and label of NHS files."""
    labels: dict[str, str] = {}
    for code, (name, _, label) in CATEGORIES.items():
        labels |= {code.casefold(): name, name.casefold(): name, label: name}
    return labels
