"""A link: the argument that joins a theme to an outcome gap."""

from dataclasses import dataclass

RELATIONS = {
    "convergence": "Both strands looked at the same thing and agree.",
    "complement": "The theme offers a reason that the outcome data did not measure.",
    "dissonance": "Both strands looked at the same thing and disagree.",
    "silence": "One strand was looked at in full and says nothing.",
    "not assessed": "No judgement yet.",
}
STRANDS = ("focus groups", "survey", "outcomes", "literature")
STRATEGIES = {
    "reconciliation": "Find what lets both stand, in the data that are there.",
    "initiation": "Let the contradiction open a new question, and collect more.",
    "bracketing": "Keep both: each may be true in its own place.",
    "exclusion": "Set one side aside, with the reason in sight.",
}
"""What to do with a dissonance (Pluye and others 2009)."""


@dataclass(frozen=True, slots=True)
class Link:
    """An argument that a code, a gap, survey items or literature bear on each other.

    `code` and `measure` may each be empty, where a strand says nothing of it. `groups` are those
    whose gaps to `reference` in `period` the link stands on; `scope` is the group that the theme
    is said to speak of, empty for everyone who spoke. `quotes` are ids of codings, `counter` one
    that speaks against, `items` ids of survey items. `construct` says where the outcome data
    measured the same thing (empty: they did not), `mechanism` how the theme would bear on the gap.
    `meaning` and `examples` are Farmer's two questions, None while not asked. `silent` are
    strands, `strategy` is one of `STRATEGIES` or empty. `evidence` are (label, value) pairs as
    they stood when the link was last saved or affirmed: a link whose evidence has changed is
    stale.
    """

    id: str
    code: str
    measure: str
    period: str
    reference: str
    relation: str
    reason: str = ""
    quotes: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    literature: tuple[str, ...] = ()
    recommendations: tuple[str, ...] = ()
    author: str = ""
    changed: str = ""
    evidence: tuple[tuple[str, str], ...] = ()
    version: int = 1
    groups: tuple[str, ...] = ()
    scope: str = ""
    construct: str = ""
    mechanism: str = ""
    meaning: bool | None = None
    examples: bool | None = None
    silent: tuple[str, ...] = ()
    strategy: str = ""
    next_action: str = ""
    counter: str = ""
    affirmed: str = ""

    @property
    def category(self) -> str:
        """Farmer's category: what the two boxes, or a silent strand, come to (QHR 2006;16:377)."""
        if self.silent:
            return "silence"
        if self.meaning is None or self.examples is None:
            return "not asked"
        return ("dissonance", "partial agreement", "agreement")[self.meaning + self.examples]


@dataclass(frozen=True, slots=True)
class Assessment:
    """How a second assessor reads a link, without changing it."""

    link: str
    assessor: str
    relation: str
    reason: str = ""
    changed: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Prose of the report whose numbers are tokens, such as {gap:recovery:Bangladeshi:2021-22}.

    `links` are ids of links that it rests on. `evidence` are (token, value) pairs as they stood
    when it was last saved or affirmed.
    """

    id: str
    text: str
    links: tuple[str, ...] = ()
    author: str = ""
    changed: str = ""
    evidence: tuple[tuple[str, str], ...] = ()
    version: int = 1
