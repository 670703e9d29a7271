"""What may be concluded from what: the rules by which a relation is offered or refused.

Convergence and dissonance need two strands that looked at the same thing, silence needs a strand
that was looked at in full, and a theme speaks of a group only if somebody of that group spoke. The
rules follow the triangulation protocol of Farmer and others (Qual Health Res 2006;16:377) and the
fit of Fetters, Curry and Creswell (Health Serv Res 2013;48:2134).
"""

from mixedmethods.errors import DataError
from mixedmethods.integration.study import Study
from mixedmethods.model import STRANDS, Link

MET = ""
"""What stands where a rule has nothing against it."""
PINNED = 2


def read_turns(study: Study) -> tuple[int, int]:
    """Return how many turns of focus-group participants a person has read, of how many."""
    spoken = study.spoken[["source", "turn"]]
    read = spoken.merge(study.reads[["source", "turn"]].drop_duplicates())
    return len(read), len(spoken)


def constructs(study: Study, link: Link) -> tuple[bool | None, str]:
    """Return whether the outcome data measured what the theme is about, and where or why not.

    Returns
    -------
    tuple of (bool or None, str)
        None where neither the measure nor the link says anything of it.
    """
    measure = next((m for m in study.measures if m.id == link.measure), None)
    if measure is None:
        return None, MET
    if not link.code:
        return True, "the gap itself"
    for pairs, there in ((measure.unmeasured, False), (measure.measured, True)):
        known = dict(pairs)
        if link.code in known:
            return there, known[link.code]
    return (True, link.construct) if link.construct.strip() else (None, MET)


def offered(study: Study, link: Link) -> dict[str, str]:
    """Return each relation, with the reason why it may not be chosen; empty where it may.

    Parameters
    ----------
    study : Study
        All strands.
    link : Link
        What is joined; its relation does not matter.
    """
    compared = _compared(study, link)
    return {
        "convergence": compared or _boxes(link, "convergence"),
        "complement": _complement(study, link),
        "dissonance": compared or _boxes(link, "dissonance"),
        "silence": _silence(study, link),
        "not assessed": MET,
    }


def silences(study: Study, link: Link) -> dict[str, str]:
    """Return each strand, with the reason why it may not be called silent on this link."""
    read, turns = read_turns(study)
    measured, where = constructs(study, link)
    rated = link.measure in set(study.rates["measure"])
    groups = MET
    raised = int((study.group_codings["code"] == link.code).sum()) if link.code else 0
    if raised:
        groups = "The theme was raised: codings of it stand in the focus groups."
    elif not turns:
        groups = "No focus group has been imported yet."
    elif read < turns:
        groups = (
            f"{read:,} of {turns:,} turns read. Silence needs every participant's turn read by a "
            "person: mark them on the Code page."
        )
    survey = "No survey has been imported yet." if not study.surveys else MET
    outcomes = MET
    if link.measure and rated and measured:
        outcomes = f"The outcome data measured this: {where}."
    return {
        "focus groups": groups,
        "survey": "The link names survey items." if link.items else survey,
        "outcomes": outcomes,
        "literature": "The link names literature." if link.literature else MET,
    }


def scopes(study: Study, groups: list[str]) -> dict[str, str]:
    """Return each group that a theme might speak of, with the reason why it may not.

    The empty scope, everyone who spoke, is always allowed.
    """
    spoken = study.spoken
    known = spoken.drop(columns=["source", "kind", "speaker", "case"], errors="ignore")
    carried = set(known.select_dtypes(["object", "string"]).stack().map(str.casefold, "ignore"))
    return {
        group: MET if group.casefold() in carried else _nobody(group, len(spoken), study)
        for group in groups
    }


def check(study: Study, link: Link) -> None:
    """Refuse a link that its evidence does not carry.

    Raises
    ------
    DataError
        If the relation is not offered, the theme is said to speak of a group that no speaker
        belongs to, a silence names no strand, or a complement no mechanism.
    """
    if not (link.code or link.measure or link.items or link.literature):
        raise DataError("A link must join something. Got no theme, gap, item or study. Choose one.")
    _check_named(study, link)
    why = scopes(study, [link.scope])[link.scope] if link.scope and link.code else MET
    if why:
        raise DataError(f"A theme speaks of those who spoke. {why}")
    why = offered(study, link).get(link.relation, MET)
    if why:
        raise DataError(f"This link cannot be a {link.relation}. {why}")


def _check_named(study: Study, link: Link) -> None:
    """Refuse what the study does not hold: nothing would ever flag it."""
    rates = study.rates[
        (study.rates["measure"] == link.measure) & (study.rates["period"] == link.period)
    ]
    named = {
        "group": (link.groups, set(rates["group"]) - {link.reference}),
        "survey item": (link.items, set(study.items)),
        "strand": (link.silent, set(STRANDS)),
        "publication": (link.literature, {f"{work['id']}" for work in study.literature}),
    }
    for what, (given, there) in named.items():
        absent = [each for each in given if each not in there]
        if absent:
            raise DataError(
                f"A link must name what the project holds. Got the {what} {absent[0]!r}, which is "
                "not there (for this measure and period). Choose another."
            )


def cautions(study: Study, link: Link) -> list[str]:
    """Return what a reader must know of a link, and what its author has left open."""
    found = [warning] if (warning := scope_warning(link)) else []
    if link.relation == "dissonance" and not link.strategy:
        found.append("No strategy for this dissonance has been chosen yet.")
    if link.code and link.relation in ("convergence", "complement", "dissonance"):
        if len(link.quotes) < PINNED:
            found.append(f"{len(link.quotes)} of {PINNED} quotes pinned.")
        if link.counter not in set(study.codings["id"]):
            read, turns = read_turns(study)
            found.append(f"No quote that speaks against it pinned; {read:,} of {turns:,} read.")
    return found


def scope_warning(link: Link) -> str:
    """Say that those who spoke are not known to be those whose gaps a link names; or nothing."""
    if not (link.code and link.groups) or link.scope:
        return ""
    return (
        "The theme speaks of everyone who spoke, the gap of those it names: no one knows whether "
        "they are the same people."
    )


def _compared(study: Study, link: Link) -> str:
    """Say why two strands cannot be said to agree or disagree."""
    measured, where = constructs(study, link)
    looked = [bool(link.code), bool(link.items), bool(link.literature), bool(measured)]
    if sum(looked) >= 2:
        return MET
    need = "Agreeing and disagreeing need two strands that looked at the same thing."
    if measured is False:
        return f"{need} The outcome data did not: {where}. Name survey items that did."
    if link.code and link.measure:
        return f"{need} Say where the outcome data measured it, or name survey items that did."
    return f"{need} Got one. Name survey items, a theme or literature."


def _boxes(link: Link, relation: str) -> str:
    if None in (link.meaning, link.examples) or link.silent:
        return MET
    if relation == "dissonance" and link.category != "dissonance":
        return f"The two questions come to {link.category}. Clear them, or choose convergence."
    if relation == "convergence" and link.category == "dissonance":
        return "The two questions come to dissonance. Tick what is the same."
    return MET


def _complement(study: Study, link: Link) -> str:
    measured, where = constructs(study, link)
    if not (link.code and (link.measure or link.items)):
        return "A complement adds a theme to a gap or to survey answers. Name both."
    if measured and not link.items and not link.mechanism.strip():
        return (
            f"The outcome data measured this: {where}. Say in a sentence what the theme adds to it."
        )
    return MET


def _silence(study: Study, link: Link) -> str:
    why = silences(study, link)
    if not link.silent:
        free = [strand for strand, reason in why.items() if not reason]
        listed = ", ".join(free) or "none yet"
        return f"Say which strand is silent. It may be: {listed}." + (
            f" Focus groups: {why['focus groups']}" if why["focus groups"] else ""
        )
    return " ".join(
        f"{strand.capitalize()}: {why[strand]}" for strand in link.silent if why[strand]
    )


def _nobody(group: str, speakers: int, study: Study) -> str:
    if not speakers:
        return "No focus group has been imported yet. Leave the scope at everyone who spoke."
    people = study.spoken["case"].nunique()
    return (
        f"Got {group} only, but none of the {people} speakers is on record as {group}. Leave "
        "the scope at everyone who spoke, or import transcripts whose header says so "
        "(`# ethnicity: ...`)."
    )
