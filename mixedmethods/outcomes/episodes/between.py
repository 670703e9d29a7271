"""A model of the ladder with a random intercept for each service, and how much services differ."""

from collections.abc import Iterable
from dataclasses import asdict

import pandas as pd

from mixedmethods.errors import DataError
from mixedmethods.outcomes.episodes.columns import covariates
from mixedmethods.outcomes.episodes.design import make_design
from mixedmethods.outcomes.episodes.effects import GROUP, counts_of, effect_table
from mixedmethods.outcomes.episodes.files import Episodes
from mixedmethods.outcomes.episodes.intercepts import SERVICE, Intercepts, fit_intercepts
from mixedmethods.outcomes.episodes.ladder import by_rows, reference_of, usable
from mixedmethods.outcomes.episodes.results import LINEAR, Outcome
from mixedmethods.outcomes.episodes.tables import patterns_for, rows_for

NOT_RANKED = (
    "A correlation says how alike the outcomes of one service are; how it records them may be why. "
    "Services are not ranked by it."
)


def between_services(
    episodes: Episodes, outcome: Outcome, model: int, reference: str = ""
) -> tuple[pd.DataFrame, Intercepts]:
    """Fit a model of the ladder with a random intercept for each service.

    Parameters
    ----------
    episodes : Episodes
        The open file, with the column service.
    outcome : Outcome
        What is modelled; not the share of appointments, which has no odds.
    model : int
        1 to 5.
    reference : str
        As in `ladder.ladder`.

    Returns
    -------
    DataFrame, Intercepts
        The effects as `ladder.ladder` lays them out, within a service; and the differences.

    Raises
    ------
    DataError
        If there is no column of services, or the model cannot be fitted.
    """
    if SERVICE not in episodes.columns or outcome.family == LINEAR:
        what = "a share" if outcome.family == LINEAR else "no column service"
        raise DataError(
            "Differences between services need the column service and an outcome that happens or "
            f"not. Got {what}. Match the column, or choose another outcome."
        )
    complete = (*usable(episodes, outcome, [model]), SERVICE)
    columns = covariates(model)
    draw = rows_for if by_rows(outcome, model) else patterns_for
    frame = draw(episodes, outcome, (*columns, SERVICE), complete)
    design = make_design(frame, columns, {GROUP: reference_of(episodes, reference)})
    fit, found = fit_intercepts(design, frame[SERVICE], *counts_of(frame))
    return effect_table(outcome, model, design, fit, frame), found


def differences_table(outcome: str, found: Iterable[tuple[int, Intercepts]]) -> pd.DataFrame:
    """Lay out how much services differ under each model.

    Returns
    -------
    DataFrame
        ``outcome model variance variance_low variance_high correlation correlation_low
        correlation_high services small``.
    """
    rows = [{"outcome": outcome, "model": model, **asdict(each)} for model, each in found]
    return pd.DataFrame(rows)
