"""What a project's own record can say of the items of reporting checklists.

Each function returns a sentence, or nothing where the record does not know.
"""

from collections.abc import Callable

import pandas as pd

from mixedmethods import __version__
from mixedmethods.integration import Study
from mixedmethods.integration.coverage import raised
from mixedmethods.integration.review import comparison
from mixedmethods.integration.rules import read_turns
from mixedmethods.survey import completion

PLURALS = {"focus group": "focus groups", "case study": "case studies"}


def _participants(study: Study) -> str:
    spoken = study.spoken
    if spoken.empty:
        return ""
    people = spoken["case"].nunique() or spoken[["source", "speaker"]].drop_duplicates().shape[0]
    groups = [f"{name} {part['case'].nunique()}" for name, part in spoken.groupby("source")]
    return f"{people} people spoke in {len(groups)} groups ({', '.join(groups)})."


def _roles(study: Study) -> str:
    spoken = study.spoken
    if spoken.empty or "role" not in spoken:
        return ""
    counts = spoken.groupby("role")["case"].nunique()
    return ", ".join(f"{str(role).replace('_', ' ')}: {n}" for role, n in counts.items()) + "."


def _moderators(study: Study) -> str:
    turns = study.group_turns
    if turns.empty:
        return ""
    n = int(turns["moderator"].astype(bool).sum())
    return f"A moderator, who spoke {n} of {len(turns)} turns. Others: not recorded."


def _coders(study: Study) -> str:
    coders = study.group_codings["coder"].value_counts()
    many = {name: "" if study.reflexive else f" ({n} codings)" for name, n in coders.items()}
    listed = ", ".join(f"{name}{n}" for name, n in many.items())
    return f"{len(coders)}: {listed}." if len(coders) else ""


def _tree(study: Study) -> str:
    books = [f"{b.title}: {len(b.codes)} codes in {len({c.topic for c in b.codes})} topics"
             for b in study.codebooks]  # fmt: skip
    return "; ".join(books) + ". The codebook is exported with the project." if books else ""


def _derivation(study: Study) -> str:
    if study.group_codings.empty or study.reflexive:
        return ""
    origins = study.group_codings["origin"].value_counts()
    listed = ", ".join(f"{n} {name}" for name, n in origins.items())
    return f"Codes of a codebook. Codings by origin: {listed}."


def _quotes(study: Study) -> str:
    pinned = {id for link in study.links for id in (*link.quotes, link.counter) if id}
    quotes = study.codings[study.codings["id"].isin(pinned)]
    if quotes.empty:
        return ""
    speakers = quotes[["source", "speaker"]].drop_duplicates().shape[0]
    return f"{len(quotes)} quotes of {speakers} speakers are pinned; each shows speaker and turn."


def _fit(study: Study) -> str:
    if not study.links:
        return ""
    table = comparison(study)
    read, turns = read_turns(study)
    return (
        f"Every link names its evidence. {len(table)} were assessed by a second person, "
        f"{int((~table['agrees'].astype(bool)).sum())} of them read otherwise. "
        f"{read} of {turns} turns were read by a person."
    )


def _major(study: Study) -> str:
    if study.group_codings.empty or study.reflexive:
        return ""
    table = raised(study)
    wide = table[table["groups"] == table["of"]]
    return f"{len(wide)} themes were raised in every group: {_named(wide)}." if len(wide) else ""


def _minor(study: Study) -> str:
    if study.group_codings.empty or study.reflexive:
        return ""
    table = raised(study)
    few = table[table["groups"] == 1]
    one = table[(table["segments"] > 0) & ~table["roles"].str.contains("; ")]
    counters = sum(bool(link.counter) for link in study.links)
    return (
        f"{len(few)} themes were raised in one group, {len(one)} by one role"
        f"{f': {_named(one)}' if len(one) else ''}. {counters} links pin a quote that speaks "
        "against them."
    )


def _named(table: pd.DataFrame) -> str:
    return "; ".join(table["name"])


def _memos(study: Study) -> str:
    return f"{len(study.steps)} questions were noted along threads." if study.steps else ""


def _approach(study: Study) -> str:
    if study.turns.empty:
        return ""
    kind = "Reflexive thematic analysis" if study.reflexive else "Codebook thematic analysis"
    return f"{kind}."


def _software(study: Study) -> str:
    return f"mixedmethods {__version__}."


def _sources(study: Study) -> str:
    kinds = study.turns.drop_duplicates("source")["kind"].astype(str).value_counts().to_dict()
    parts = [
        f"{n} {kind if n == 1 else PLURALS.get(str(kind), str(kind))}"
        for kind, n in kinds.items()
        if kind != "free text"
    ]
    parts += [f"{len(s.responses)} answers to “{s.instrument.title}”"
              for s in study.surveys if len(s.responses)]  # fmt: skip
    if len(study.rates):
        periods = study.rates["period"]
        parts.append(
            f"rates of {study.rates['measure'].nunique()} measures by "
            f"{study.rates['group'].nunique()} groups, {periods.min()} to {periods.max()}"
        )
    return "; ".join(parts) + "." if parts else ""


def _instruments(study: Study) -> str:
    listed = [f"{s.instrument.title} ({len(s.instrument.items)} items)" for s in study.surveys]
    return "; ".join(listed) + "." if listed else ""


def _files(study: Study) -> str:
    kept = sum(file["kept"] for file in study.files)
    dropped = sum(file["dropped"] for file in study.files)
    if not study.files:
        return ""
    return (
        f"{len(study.files)} files imported, {kept} rows kept, {dropped} dropped, each with its "
        "reason."
    )


def _trust(study: Study) -> str:
    coders = study.group_codings["coder"].nunique()
    parts = [f"{coders} coders" if coders > 1 else "", _fit(study)]
    return ". ".join(part for part in parts if part)


def _limits(study: Study) -> str:
    parts = []
    if len(study.rates) and study.rates["base"].isna().any():
        missing = int(study.rates["base"].isna().sum())
        parts.append(f"{missing} of {len(study.rates)} rates came without counts: no interval")
    spoken = study.spoken
    if len(spoken) and not ("ethnicity" in spoken and spoken["ethnicity"].notna().any()):
        parts.append("no speaker's ethnic group is on record: themes cannot be tied to one group")
    small = [s for s in study.surveys if 0 < len(s.responses) < 20]
    parts += [f"{len(s.responses)} answers to “{s.instrument.title}”" for s in small]
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}." if parts else ""


def _literature(study: Study) -> str:
    return f"{len(study.literature)} publications are in the project." if study.literature else ""


def _title(study: Study) -> str:
    return study.title


def _personal(study: Study) -> str:
    return (
        "Columns that identify people are dropped at import unless asked for."
        if study.surveys else ""
    )  # fmt: skip


def _routed(study: Study) -> str:
    n = sum(item.asked_if is not None for item in study.items.values())
    return f"{n} items were shown to some only." if study.surveys else ""


def _items(study: Study) -> str:
    listed = [f"{s.instrument.title}: {len(s.instrument.items)} items" for s in study.surveys]
    return "; ".join(listed) + ". Pages: not recorded." if listed else ""


def _no_denominator(study: Study) -> str:
    return (
        "Not computable here: how many people saw the survey is not on record."
        if study.surveys else ""
    )  # fmt: skip


def _completion(study: Study) -> str:
    tables = [completion(s) for s in study.surveys if len(s.responses)]
    if not tables:
        return ""
    table = pd.concat(tables, ignore_index=True)
    asked = table[table["asked"] > 0]
    silent = asked["no_answer"]
    worst = asked.iloc[int((silent / asked["asked"]).astype(float).to_numpy().argmax())]
    return (
        f"{int((silent == 0).sum())} of {len(asked)} items were answered by everyone who was "
        f"asked; the lowest is {worst['item']}, {worst['asked'] - worst['no_answer']} of "
        f"{worst['asked']}."
    )


def _incomplete(study: Study) -> str:
    return (
        "Each percentage is of those who answered the item; its base stands beside it."
        if study.surveys else ""
    )  # fmt: skip


def _weights(study: Study) -> str:
    return "No weights in the report's tables." if study.surveys else ""


def _integration(study: Study) -> str:
    if not study.links:
        return ""
    authors = sorted({link.author for link in study.links})
    counts = pd.Series([link.relation for link in study.links]).value_counts()
    listed = ", ".join(f"{n} {relation}" for relation, n in counts.items())
    dates = sorted(link.changed[:10] for link in study.links)
    return (
        f"At analysis, in joint displays: {len(study.links)} links of themes and gaps "
        f"({listed}) by "
        f"{', '.join(authors)}, {dates[0]} to {dates[-1]}; "
        f"{len({a.assessor for a in study.assessments})} second assessors."
    )


def _inferences(study: Study) -> str:
    judged = [link for link in study.links if link.relation != "not assessed"]
    if not judged:
        return ""
    first = sorted(
        judged, key=lambda link: (link.relation != "dissonance", link.code, link.measure)
    )
    lines = [f"{link.relation}: {link.reason}" for link in first]
    return " ".join(f"({k}) {line}" for k, line in enumerate(lines, 1))


def _divergence(study: Study) -> str:
    apart = [link for link in study.links if link.relation == "dissonance"]
    if not study.links:
        return ""
    with_one = sum(bool(link.strategy) for link in apart)
    return f"{len(apart)} discordant links, {with_one} with a strategy."


PREFILL: dict[str, Callable[[Study], str]] = {
    "approach": _approach, "participants": _participants, "moderators": _moderators,
    "roles": _roles, "memos": _memos, "coders": _coders, "tree": _tree,
    "derivation": _derivation, "software": _software, "quotes": _quotes, "fit": _fit,
    "major": _major, "minor": _minor, "title": _title, "literature": _literature,
    "sources": _sources, "instruments": _instruments, "files": _files, "trust": _trust,
    "limits": _limits, "personal": _personal, "routed": _routed, "items": _items,
    "no_denominator": _no_denominator, "completion": _completion,
    "incomplete": _incomplete, "weights": _weights, "strands": _sources,
    "integration": _integration, "inferences": _inferences, "divergence": _divergence,
}  # fmt: skip
