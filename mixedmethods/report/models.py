"""Models of episodes: dots of standardised shares, tables of text, and sentences."""

from typing import Any

import pandas as pd

from mixedmethods.outcomes.episodes.columns import COLUMNS
from mixedmethods.outcomes.episodes.design import term_name
from mixedmethods.outcomes.episodes.intercepts import Intercepts
from mixedmethods.outcomes.episodes.results import Outcome
from mixedmethods.report import labels

UNPLACED = "everybody or nobody"


def model_name(model: int) -> str:
    """Return how a model is called in a legend."""
    return "Model 1, not adjusted" if model == 1 else f"Model {model}, adjusted"


def share_rows(shares: pd.DataFrame, models: list[int]) -> pd.DataFrame:
    """Return standardised shares as `share_dots.share_dots` draws them, a group per model.

    Groups are in the order of the last model, the lowest first.
    """
    known = shares[shares["model"].isin(models) & shares["standardised"].notna()]
    last = known[known["model"] == max(models)].sort_values("standardised", kind="stable")
    rank = {name: k for k, name in enumerate(last["group"])}
    table = known.assign(
        name=known["group"],
        group=known["model"].map(model_name),
        share=known["standardised"],
        text=[labels.percent(each, 1) for each in known["standardised"]],
    )
    hover = [
        f"{name}, {model}: {share} ({labels.interval(low, high, 1)})"
        for name, model, share, low, high in zip(
            *(table[column] for column in ("name", "group", "text", "ci_low", "ci_high")),
            strict=True,
        )
    ]
    order = pd.DataFrame({"name": table["name"].map(rank), "model": table["model"]})
    return table.assign(hover=hover).loc[order.sort_values(["name", "model"]).index]


def shares_text(shares: pd.DataFrame) -> pd.DataFrame:
    """Print the shares of each group: as they are, and standardised under each model.

    Returns
    -------
    DataFrame of str
        ``Group``, ``People``, ``As it is``, and a column per model with the share, its interval
        and the gap to the reference in points.
    """
    first = shares[shares["model"] == shares["model"].min()].set_index("group")
    table = {
        "Group": list(first.index),
        "People": [labels.whole(base) for base in first["base"]],
        "As it is": [labels.percent(share, 1) for share in first["share"]],
    }
    for model, rows in shares.groupby("model"):
        placed = rows.set_index("group").loc[first.index]
        table[model_name(int(f"{model}"))] = [_cell(row) for _, row in placed.iterrows()]
    return pd.DataFrame(table)


def effects_text(effects: pd.DataFrame) -> pd.DataFrame:
    """Print the terms of the models: a row per term, a column per model.

    Returns
    -------
    DataFrame of str
        ``Term``, ``Compared with``, and for each model the odds ratio (or the difference of a
        share in points) with its interval.
    """
    rows = effects[effects["column"] != "constant"]
    terms = rows.drop_duplicates(["column", "level"])
    names = [term_name(c, level) for c, level in zip(terms["column"], terms["level"], strict=True)]
    table = {"Term": names, "Compared with": list(terms["reference"])}
    keys = list(zip(terms["column"], terms["level"], strict=True))
    for model, part in rows.groupby("model"):
        held = {(row["column"], row["level"]): row for _, row in part.iterrows()}
        table[f"Model {model}"] = [_effect(held[key]) if key in held else "" for key in keys]
    return pd.DataFrame(table)


def missing_text(missing: pd.DataFrame) -> pd.DataFrame:
    """Print how many episodes lack what, the most first; those that lack nothing are left out."""
    some = missing[(missing["missing"] > 0) & (missing["column"] != "any")]
    some = some.sort_values("missing", ascending=False, kind="stable")
    return pd.DataFrame(
        {
            "Missing": ["The outcome" if id == "outcome" else COLUMNS[id].name
                        for id in some["column"]],
            "Episodes": list(map(labels.of, some["missing"], some["base"])),
            "Share": list(map(labels.percent, some["missing"] / some["base"])),
        }
    )  # fmt: skip


def missing_sentence(missing: pd.DataFrame, outcome: Outcome) -> str:
    """Say how many episodes the models stand on, and what leaving out the others assumes."""
    every = missing[missing["column"] == "any"].iloc[0]
    used = every["base"] - every["missing"]
    said = f"{labels.whole(used)} of {labels.whole(every['base'])} {outcome.among} are used."
    if every["missing"]:
        said += (
            f" {labels.whole(every['missing'])} lack the outcome or a column of the highest model; "
            "leaving them out assumes that they are like the others with the same values."
        )
    return said


def model_sentences(shares: pd.DataFrame, outcome: Outcome, reference: str) -> list[str]:
    """Say of each group how far its standardised share is from the reference's, by model.

    Returns
    -------
    list of str
        One per group, the furthest below first. They say adjusted, never explained.
    """
    top = int(shares["model"].max())
    rest = shares[(shares["group"] != reference) & shares["standardised"].notna()]
    first = rest[rest["model"] == 1].set_index("group")
    said = []
    for _, row in rest[rest["model"] == top].sort_values("gap", kind="stable").iterrows():
        text = f"{row['group']} against {reference}, {outcome.name.lower()}: {_gap(row)}"
        text += f" under {model_name(top)}" if top > 1 else ", not adjusted"
        if top > 1 and row["group"] in first.index:
            text += f"; {_gap(first.loc[row['group']])} when not adjusted"
        said.append(f"{text}.")
    return said


def services_sentence(found: Intercepts) -> str:
    """Say how alike the outcomes of one service are."""
    text = (
        f"Of the differences between people that the model does not know of, "
        f"{labels.percent(found.correlation, 1)} lie between services (95% interval "
        f"{labels.interval(found.correlation_low, found.correlation_high, 1)}; "
        f"{found.services} services, variance {found.variance:.4f})."
    )
    if found.small:
        text += f" {labels.count(found.small, 'service')} had fewer than 20 episodes."
    return text


def _gap(row: "pd.Series[Any]") -> str:
    low, high = labels.points(row["gap_low"]), labels.points(row["gap_high"])
    return f"{labels.points(row['gap'])} points (95% interval {low} to {high})"


def _cell(row: "pd.Series[float]") -> str:
    if pd.isna(row["standardised"]):
        return UNPLACED
    share = labels.percent(row["standardised"], 1)
    return (
        f"{share} ({labels.interval(row['ci_low'], row['ci_high'], 1)}); "
        f"{labels.points(row['gap'])} points"
    )


def _effect(row: "pd.Series[Any]") -> str:
    if pd.isna(row["estimate"]):
        return UNPLACED
    if row["kind"] == "difference":
        ends = (100 * row[name] for name in ("estimate", "ci_low", "ci_high"))
        middle, low, high = (labels.points(end, 2) for end in ends)
        return f"{middle} ({low} to {high})"
    return f"{row['estimate']:.2f} ({row['ci_low']:.2f} to {row['ci_high']:.2f})"
