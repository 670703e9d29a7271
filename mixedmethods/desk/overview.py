"""What a project holds, what it lacks, and what to do next."""

from dataclasses import dataclass

from mixedmethods.desk.words import counted
from mixedmethods.integration import Study


@dataclass(frozen=True, slots=True)
class Strand:
    """One strand: its headline, and what there is of it, a line each. Empty where nothing is."""

    name: str
    headline: str
    lines: tuple[str, ...] = ()


def strands(study: Study) -> tuple[Strand, ...]:
    """Return the four strands of a study: survey, focus groups, outcomes, documents."""
    return (_survey(study), _groups(study), _outcomes(study), _documents(study))


def missing(study: Study) -> list[str]:
    """Return what is missing, or limits what may be concluded, a sentence each."""
    found = [
        f"{strand.name}: nothing has been imported yet."
        for strand in strands(study)
        if not strand.headline
    ]
    if len(study.rates) and study.rates["base"].isna().any():
        without = int(study.rates["base"].isna().sum())
        found.append(
            f"Outcomes: {without} of {len(study.rates)} rates came without counts, so their gaps "
            "have no interval."
        )
    if len(study.group_turns) and not _known(study, "ethnicity"):
        found.append(
            "Focus groups: no speaker's ethnic group is on record, so a theme cannot be tied to "
            "one ethnic group."
        )
    small = [s for s in study.surveys if 0 < len(s.responses) < 20]
    found += [
        f"Survey: {len(s.responses)} {_role(s.instrument.role)}s answered, so one person is "
        f"{100 / len(s.responses):.1f} points."
        for s in small
    ]
    return found


def next_steps(study: Study) -> list[tuple[str, str]]:
    """Return what to do next, as (page, sentence), the first thing first."""
    steps = []
    if not (study.surveys and len(study.rates) and len(study.turns)):
        steps.append(("import_files", "Bring in the strands that are missing."))
    if len(study.turns):
        steps.append(("code", "Read a focus group and code what people say."))
    if any(len(survey.responses) for survey in study.surveys):
        steps.append(("survey", "See what the roles answered, side by side."))
    if len(study.rates):
        steps.append(("outcomes", "See the gap of each group to a reference."))
    if len(study.codings) and len(study.rates):
        steps.append(("links", "Link a theme to a gap, and say why."))
        steps.append(("report", "Write the report."))
    return steps


def _survey(study: Study) -> Strand:
    answered = [s for s in study.surveys if len(s.responses)]
    lines = [
        f"{s.instrument.title}: {counted(len(s.responses), 'respondent')}, "
        f"{counted(len(s.instrument.items), 'item')}"
        for s in answered
    ]
    total = " + ".join(f"{len(s.responses)}" for s in answered)
    return Strand("Survey", f"{total} respondents" if answered else "", tuple(lines))


def _groups(study: Study) -> Strand:
    turns = study.group_turns
    if turns.empty:
        return Strand("Focus groups", "")
    spoken = turns[~turns["moderator"].astype(bool)]
    codings = study.group_codings
    prompts = int(codings["moderator"].astype(bool).sum())
    lines = [
        f"{counted(len(turns), 'turn')}, {len(spoken)} of them by "
        f"{counted(spoken['case'].nunique(), 'participant')}",
        f"{counted(len(codings) - prompts, 'coding')} with "
        f"{counted(codings['code'].nunique(), 'code')}",
    ]
    if prompts:
        lines.append(f"{counted(prompts, 'moderator prompt')} coded")
    return Strand("Focus groups", counted(turns["source"].nunique(), "group"), tuple(lines))


def _outcomes(study: Study) -> Strand:
    rates = study.rates
    if rates.empty:
        return Strand("Outcomes", "")
    periods = sorted(rates["period"].unique())
    supplied = int(rates["base"].notna().sum())
    return Strand(
        "Outcomes",
        counted(rates["measure"].nunique(), "measure"),
        (
            f"{counted(rates['group'].nunique(), 'group')}, {_span(periods)}",
            f"{counted(len(rates), 'rate')}, {supplied or 'none'} with counts",
        ),
    )


def _documents(study: Study) -> Strand:
    cases = study.turns.loc[study.turns["kind"] == "case study", "source"].nunique()
    counts = (
        (len(study.literature), "publication", "publications"),
        (len(study.recommendations), "recommendation", "recommendations"),
        (cases, "case study", "case studies"),
        (len(study.readings), "published reading", "published readings"),
    )
    lines = tuple(counted(n, one, many) for n, one, many in counts if n)
    total = sum(n for n, _, _ in counts)
    return Strand("Documents", counted(total, "document") if total else "", lines)


def _known(study: Study, variable: str) -> bool:
    turns = study.group_turns
    return variable in turns and bool(turns[variable].notna().any())


def _span(periods: list[str]) -> str:
    return periods[0] if len(periods) == 1 else f"{periods[0]} to {periods[-1]}"


def _role(role: str) -> str:
    return role.replace("_", " ")
