"""Where two people read the same link otherwise, and how complete the reading is."""

import pandas as pd

from mixedmethods.integration.study import Study
from mixedmethods.model import RELATIONS

COLUMNS = ["link", "code", "measure", "author", "relation", "assessor", "assessed", "reason"]


def comparison(study: Study) -> pd.DataFrame:
    """Return what second assessors say beside what the authors of the links said.

    Returns
    -------
    DataFrame
        One row per assessment: ``link code measure author relation assessor assessed reason`` and
        ``agrees``. Disagreements come first. Empty, with these columns, where nobody assessed.
    """
    links = {link.id: link for link in study.links}
    rows = [
        (link.id, link.code, link.measure, link.author, link.relation, a.assessor, a.relation,
         a.reason)
        for a in study.assessments
        for link in [links[a.link]]
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=COLUMNS)
    table["agrees"] = table["relation"] == table["assessed"]
    return table.sort_values("agrees", kind="stable", ignore_index=True)


def completeness(study: Study) -> pd.DataFrame:
    """Return Farmer's tally: the links of each relation, and those that two people agree on.

    Returns
    -------
    DataFrame
        ``relation links assessed agreed``, in the order of `model.RELATIONS`.
    """
    both = comparison(study)
    return pd.DataFrame(
        [
            (
                relation,
                sum(link.relation == relation for link in study.links),
                both.loc[both["relation"] == relation, "link"].nunique(),
                int(both.loc[both["relation"] == relation, "agrees"].sum()),
            )
            for relation in RELATIONS
        ],
        columns=["relation", "links", "assessed", "agreed"],
    )
