"""What a report holds, and in which order: a template, its sections, the order of the story."""

from dataclasses import dataclass

from mixedmethods.errors import DataError

SECTIONS = {
    "about": "What this report stands on",
    "findings": "Findings",
    "survey": "Survey",
    "knowledge": "Knowledge audit",
    "bases": "Published percentages and their bases",
    "free text": "Free text",
    "groups": "Focus groups",
    "outcomes": "Outcomes",
    "links": "Links between themes and gaps",
    "displays": "Joint displays",
    "recommendations": "From findings to recommendations",
    "coverage": "What the argument leaves out",
    "limits": "Limits",
    "checklists": "Reporting checklists",
}
TEMPLATES = {
    "full": ("Survey, focus groups and outcomes", tuple(SECTIONS)),
    "review": (
        "Review of how the Positive Practice Guide is put into practice",
        ("about", "findings", "survey", "free text", "groups", "links", "recommendations",
         "limits", "checklists"),
    ),
    "audit": (
        "Audit of commissioners' knowledge",
        ("about", "findings", "knowledge", "bases", "limits", "checklists"),
    ),
}  # fmt: skip
"""Each template with its subtitle and its sections."""
GUIDES = {
    "full": ("coreq", "srqr", "cherries", "gramms", "mmat"),
    "review": ("cherries", "coreq", "gramms"),
    "audit": ("cherries",),
}
CONTIGUOUS, WEAVE = "contiguous", "weave"
ORDERS = {
    CONTIGUOUS: "Strand after strand: survey, focus groups, outcomes, then what joins them.",
    WEAVE: "Measure after measure, each with the themes and answers that bear on it.",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """A template, the group that gaps are against, the order, and the sections (none: all)."""

    template: str = "full"
    reference: str | None = None
    order: str = CONTIGUOUS
    sections: tuple[str, ...] = ()

    @property
    def subtitle(self) -> str:
        """What the report is, in a line."""
        return TEMPLATES[self.template][0]

    @property
    def chosen(self) -> tuple[str, ...]:
        """The sections in the order of the template."""
        every = TEMPLATES[self.template][1]
        return tuple(name for name in every if not self.sections or name in self.sections)


def check(plan: Plan) -> None:
    """Refuse a plan that names what there is not.

    Raises
    ------
    DataError
        If the template, the order or a section is unknown.
    """
    if plan.template not in TEMPLATES:
        raise DataError(
            f"A template must be one of {', '.join(TEMPLATES)}. Got {plan.template!r}. Choose one."
        )
    if plan.order not in ORDERS:
        raise DataError(
            f"The order must be one of {', '.join(ORDERS)}. Got {plan.order!r}. Choose one."
        )
    unknown = [name for name in plan.sections if name not in SECTIONS]
    if unknown:
        raise DataError(
            f"A section must be one of {', '.join(SECTIONS)}. Got {', '.join(unknown)}. "
            "Choose among them."
        )
