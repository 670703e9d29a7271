"""Lists of groups that published figures use: data, and how labels have drifted over the years.

Source: NHS Data Dictionary, ethnic category code 2001 (16 categories, A to S, in 5 groups); NHS
England metadata of the annual measures of NHS Talking Therapies, 2017-18 to 2024-25.
"""

ETHNIC_16, ETHNIC_5 = "ethnic group (16)", "ethnic group (5)"
DECILE, EVERYONE = "deprivation decile", "everyone"
NOT_STATED = "Not stated"
CATEGORIES = {  # code: category, group of the five, its label in NHS files
    "A": ("White British", "White", "british"),
    "B": ("White Irish", "White", "irish"),
    "C": ("Other White background", "White", "any other white background"),
    "D": ("White and Black Caribbean", "Mixed", "white and black caribbean"),
    "E": ("White and Black African", "Mixed", "white and black african"),
    "F": ("White and Asian", "Mixed", "white and asian"),
    "G": ("Other mixed background", "Mixed", "any other mixed background"),
    "H": ("Indian", "Asian", "indian"),
    "J": ("Pakistani", "Asian", "pakistani"),
    "K": ("Bangladeshi", "Asian", "bangladeshi"),
    "L": ("Other Asian background", "Asian", "any other asian background"),
    "M": ("Caribbean", "Black", "caribbean"),
    "N": ("African", "Black", "african"),
    "P": ("Other Black background", "Black", "any other black background"),
    "R": ("Chinese", "Other", "chinese"),
    "S": ("Other ethnic group", "Other", "any other ethnic group"),
}
FIVE = {
    "white": "White",
    "mixed": "Mixed",
    "asian or asian british": "Asian",
    "black or black british": "Black",
    "other ethnic groups": "Other",
}
DECILES = (  # from the most to the least deprived, as NHS files name them
    "10 Most deprived", "09 More deprived", "08 More deprived", "07 More deprived",
    "06 More deprived", "05 Less deprived", "04 Less deprived", "03 Less deprived",
    "02 Less deprived", "01 Least deprived",
)  # fmt: skip
LISTS = {
    ETHNIC_16: tuple(name for name, _, _ in CATEGORIES.values()),
    ETHNIC_5: tuple(FIVE.values()),
    DECILE: DECILES,
}
MEMBERS = {  # the categories of each of the five groups
    group: tuple(name for name, of, _ in CATEGORIES.values() if of == group)
    for group in FIVE.values()
}
_BY_LABEL = {label: name for name, _, label in CATEGORIES.values()}
_BY_DECILE = {name.casefold(): name for name in DECILES}
_NOWHERE, _UNKNOWN = ("", "null"), "not stated"


def group_of(variable: str, first: str, second: str) -> tuple[str, str]:
    """Return (characteristic, group) of a row of an NHS file.

    The group is empty where it is none of the list of ethnic groups or deciles.

    Parameters
    ----------
    variable, first, second : str
        Its VariableType, VariableA and VariableB.

    Examples
    --------
    >>> group_of("Ethnic Group", "White", "British")
    ('ethnic group (16)', 'White British')
    >>> group_of("Ethnic Group", "Asian or Asian British", "All")
    ('ethnic group (5)', 'Asian')
    >>> group_of("Total", "NULL", "NULL"), group_of("Gender", "Female", "NULL")
    (('everyone', 'Everyone'), ('gender', 'Female'))
    """
    kind, one, two = (text.strip().casefold() for text in (variable, first, second))
    if kind == "total":
        return EVERYONE, "Everyone"
    if kind == "ethnic group":
        if one in FIVE and two == "all":
            return ETHNIC_5, FIVE[one]
        if one.startswith(_UNKNOWN):
            return ETHNIC_5, NOT_STATED
        return ETHNIC_16, _BY_LABEL.get(two, "")
    if kind == "indices of deprivation decile":
        return DECILE, NOT_STATED if one.startswith(_UNKNOWN) else _BY_DECILE.get(one, "")
    whole = two in (*_NOWHERE, "all", "total")
    return kind, first.strip() if whole else f"{first.strip()}: {second.strip()}"


def missing_of(characteristic: str, groups: set[str]) -> tuple[str, ...]:
    """Return the groups of a list that are not there; none where there is no such list."""
    return tuple(name for name in LISTS.get(characteristic, ()) if name not in groups)
