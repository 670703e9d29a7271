"""The strands of a study as sections of its report: what it stands on, groups, outcomes, links."""

from collections.abc import Iterable, Iterator

import pandas as pd

from mixedmethods.coding import quotes, summary_table, theme_table
from mixedmethods.integration import Study, joint_display
from mixedmethods.integration.freshness import item_count
from mixedmethods.integration.rules import scope_warning
from mixedmethods.model import STRATEGIES, Codebook, Link, Measure
from mixedmethods.outcomes import change, gaps
from mixedmethods.report import labels
from mixedmethods.report.alt import alt_text
from mixedmethods.report.document import Figure, Quote, Section, Table
from mixedmethods.report.figures import gap_dots, save
from mixedmethods.report.joint import attribution, joint_table
from mixedmethods.report.tables import change_table, gap_table, themes_table

QUOTES = 3  # for a theme that has a link but no pinned quote


def about_section(study: Study) -> Iterator[Section]:
    """Say which data the report draws on, and how its numbers are to be read."""
    people = [
        f"{len(s.responses)} respondents to “{s.instrument.title}”"
        for s in study.surveys
        if len(s.responses)
    ]
    groups = study.group_turns["source"].nunique()
    strands = [*people, *([f"{groups} focus groups"] if groups else [])]
    if len(study.rates):
        strands.append(f"rates of {study.rates['group'].nunique()} groups")
    yield Section(
        "What this report stands on",
        paragraphs=(
            f"It draws on {_listed(strands)}." if strands else "The project holds no data yet.",
            "Every share is given with its base and its Wilson 95% interval, every difference "
            "between roles with its Newcombe 95% interval. They speak of those who answered; an "
            "open survey says nothing of those who did not.",
            f"{_REFLEXIVE if study.reflexive else _COUNTED} “Not raised” "
            "means that no coding stands there, which is not the same as a silence that a person "
            "has read for.",
            "A gap is a group's rate less the reference group's, in percentage points. It "
            "describes what services gave, not the people who use them. Where a source gave no "
            "counts there is no interval: counts not supplied.",
        ),
    )


def group_sections(study: Study) -> Iterator[Section]:
    """Yield what was said in the focus groups, book by book; nothing without groups."""
    if study.group_turns.empty:
        return
    yield Section("Focus groups")
    by, codings, turns = speaker_variable(study), study.group_codings, study.group_turns
    for book in study.codebooks:
        if not set(study.group_codings["code"]) & {code.id for code in book.codes}:
            continue
        if book.summary and by:
            together = summary_table(codings, turns, book.summary, book.codes, by)
            shown = Table(book.title, themes_table(together, counts=not study.reflexive), _THEMES)
            yield Section("Themes together", 2, tables=[shown])
        if study.reflexive:
            yield from _statements(book)
        counts = theme_table(codings, turns, book.codes, by)
        printed = themes_table(counts, counts=not study.reflexive)
        yield Section("Every code", 2, tables=[Table(book.title, printed, _THEMES)])


def _statements(book: Codebook) -> Iterator[Section]:
    """Yield what the themes claim; a code without a statement is not yet a theme."""
    said = [f"{code.name}. {code.statement}" for code in book.codes if code.statement.strip()]
    yield Section("What the themes say", 2, said or ["No theme has a statement yet."])


def outcome_sections(study: Study, reference: str | None) -> Iterator[Section]:
    """Yield a section per measure with its gaps; nothing without rates."""
    if study.rates.empty or reference is None:
        return
    yield Section("Outcomes")
    every = gaps(study.rates, reference)
    for measure in study.measures:
        table = every[every["measure"] == measure.id]
        if len(table):
            yield measure_section(measure, table, reference)


def measure_section(measure: Measure, table: pd.DataFrame, reference: str) -> Section:
    """Return the section of one measure: the last gaps, how they changed, and the picture.

    Parameters
    ----------
    measure : Measure
        The measure.
    table : DataFrame
        What `outcomes.gaps` gave for it, every period.
    reference : str
        The group that gaps are against.
    """
    periods = sorted(table["period"].unique())
    last = table[table["period"] == periods[-1]].reset_index(drop=True)
    name = labels.measure(measure.id)
    caption = f"{name}, {periods[-1]}: gap to {reference}"
    printed = [Table(caption, gap_table(last))]
    if len(periods) > 1:
        moved = change_table(change(table, periods[0], periods[-1]))
        caption_ = f"{name}: change of the gap to {reference}"
        printed.append(Table(caption_, moved.drop(columns="Measure", errors="ignore")))
    picture = Figure(caption, save(gap_dots(last)), alt_text(last))
    said = [text for text in [labels.explained(measure)] if text]
    return Section(name, 2, said, printed, (picture,))


def link_sections(study: Study) -> Iterator[Section]:
    """Yield the links, all in a table and each with its quotes."""
    if not study.links:
        yield Section("Links", paragraphs=("No link between a theme and a gap has been made yet.",))
        return
    table = joint_display(study)
    warning = (
        "The evidence under some links has changed since they were saved; they wait to be "
        "affirmed or withdrawn, and are marked “has changed”.",
    )
    yield Section(
        "Links between themes and gaps",
        paragraphs=(
            "A link is an argument that a theme and a gap bear on each other. It is no "
            "correlation: those who spoke are not those who are counted.",
            *(() if table["fresh"].all() else warning),
        ),
        tables=[_joint(study, table)],
    )
    for link in study.links:
        yield link_section(study, link, 2)


def link_section(study: Study, link: Link, level: int) -> Section:
    """Return what one link says: the judgement, what it rests on, its quotes."""
    usual = quotes(study.codings, link.code).head(QUOTES).to_dict("records")
    return Section(
        link_name(study, link),
        level,
        paragraphs=[
            f"{labels.readable(link.relation)}. {link.reason}",
            *([f"How it would bear on the gap: {link.mechanism}"] if link.mechanism else []),
            *([_items_line(study, link)] if link.items else []),
            *([_literature_line(study, link)] if link.literature else []),
            *([f"Silent: {', '.join(link.silent)}."] if link.silent else []),
            *([_strategy_line(link)] if link.relation == "dissonance" else []),
            *([scope_warning(link)] if scope_warning(link) else []),
            f"Linked by {link.author}, {link.changed[:10]}.",
        ],
        quotes=pinned_quotes(study, [link])
        or [Quote(q["quote"], attribution(pd.Series(q))) for q in usual],
    )


def pinned_quotes(study: Study, links: Iterable[Link]) -> list[Quote]:
    """Return the quotes that are pinned to links, each once; one that speaks against says so."""
    links = list(links)
    pins = dict.fromkeys(id for link in links for id in (*link.quotes, link.counter) if id)
    against = {link.counter for link in links}
    rows = {
        row["id"]: row for row in study.codings[study.codings["id"].isin(pins)].to_dict("records")
    }
    return [
        Quote(rows[id]["quote"], attribution(pd.Series(rows[id]))
              + (" (speaks against it)" if id in against else ""))
        for id in pins
        if id in rows
    ]  # fmt: skip


def link_name(study: Study, link: Link) -> str:
    """Name a link by what it joins."""
    code = study.codes.get(link.code)
    theme = "No theme" if not link.code else link.code if code is None else code.name
    other = "survey answers" if link.items else "literature"
    return f"{theme} and {labels.measure(link.measure) if link.measure else other}"


def _literature_line(study: Study, link: Link) -> str:
    titles = {f"{work['id']}": f"{work['title']}" for work in study.literature}
    return "Literature. " + "; ".join(titles.get(id, id) for id in link.literature) + "."


def _items_line(study: Study, link: Link) -> str:
    told = [f"{labels.wording(id, study.items.values())}: {item_count(study, id)}"
            for id in link.items]  # fmt: skip
    return "Survey. " + "; ".join(told) + "."


def _strategy_line(link: Link) -> str:
    if not link.strategy:
        return "No strategy for this dissonance has been chosen yet."
    action = f" Next: {link.next_action}" if link.next_action else ""
    return f"Strategy: {link.strategy}. {STRATEGIES[link.strategy]}{action}"


def _joint(study: Study, table: pd.DataFrame) -> Table:
    printed = joint_table(table, counts=not study.reflexive).drop(columns="By")
    widths = [width for column, width in _JOINT.items() if column in printed]
    return Table("Joint display", printed, widths=widths)


_JOINT = {  # cm: most to the reason, the longest text
    "Theme": 2.3, "Measure": 2.4, "Relation": 2.4, "Reason": 3.2, "Gap": 2.65, "Said by": 2.2,
    "Evidence": 1.85,
}  # fmt: skip
_COUNTED = "Focus groups are reported by segments, speakers and groups together."
_REFLEXIVE = (
    "Focus groups were read by reflexive thematic analysis: themes are what the researcher made of "
    "the talk, so no counts of codings and no agreement between coders are given."
)
_THEMES = "A moderator's question that was coded is a prompt and is never a segment."


def speaker_variable(study: Study) -> str | None:
    """Return the variable that themes are split by: the role, where speakers have one."""
    return "role" if "role" in study.group_turns else None


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
