"""A link: the argument that joins a theme to an outcome gap."""

from dataclasses import dataclass

RELATIONS = {
    "convergence": "Both strands looked at the same thing and agree.",
    "complement": "The theme offers a reason that the outcome data did not measure.",
    "dissonance": "Both strands looked at the same thing and disagree.",
    "silence": "One strand was looked at in full and says nothing.",
    "not assessed": "No judgement yet.",
}


@dataclass(frozen=True, slots=True)
class Link:
    """One code against one measure in one period, read as one relation, with the reason.

    `quotes` are ids of codings, `items` ids of survey items. `evidence` are (label, value) pairs
    as they stood when the link was last saved: a link whose evidence has changed is stale.
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
