"""All strands of one project as they stand at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from mixedmethods.errors import DataError
from mixedmethods.model import Assessment, Code, Codebook, Finding, Item, Link, Measure
from mixedmethods.outcomes import usual_reference
from mixedmethods.survey import Survey

GROUPS = "focus group"
ANSWERS = "free text"
READS = ["source", "turn", "coder", "created"]


@dataclass(frozen=True)
class Study:
    """Records and frames, as the store gives them; nothing is computed yet.

    `turns` and `codings` hold every kind of source, `rates` every measure and period.
    `approach` is ``codebook`` or ``reflexive``: under the second no counts of codings are printed.
    `literature` and `recommendations` are documents (id, title, body). `readings` are other
    people's joint displays, by name. `counts` are published numbers of people, within bounds.
    `reads` are the turns that people have marked as read (``source turn coder created``), `steps`
    the questions asked along threads (thread, target, question, author, at), `answers` what was
    written for checklists (form, item, text, author, changed), `files` what was imported.
    `partial` is whether the codings are those of one blind coder: nothing may then be concluded
    from what is not among them.
    """

    title: str
    label: str
    surveys: tuple[Survey, ...]
    codebooks: tuple[Codebook, ...]
    turns: pd.DataFrame
    codings: pd.DataFrame
    measures: tuple[Measure, ...]
    rates: pd.DataFrame
    links: tuple[Link, ...] = ()
    literature: tuple[Mapping[str, Any], ...] = ()
    recommendations: tuple[Mapping[str, Any], ...] = ()
    readings: Mapping[str, list[dict[str, str]]] = field(default_factory=dict)
    approach: str = "codebook"
    counts: pd.DataFrame = field(default_factory=pd.DataFrame)
    reads: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=READS))
    assessments: tuple[Assessment, ...] = ()
    findings: tuple[Finding, ...] = ()
    steps: tuple[Mapping[str, str], ...] = ()
    answers: tuple[Mapping[str, Any], ...] = ()
    files: tuple[Mapping[str, Any], ...] = ()
    partial: bool = False

    @property
    def reflexive(self) -> bool:
        """Whether the approach is reflexive thematic analysis."""
        return self.approach == "reflexive"

    @property
    def codes(self) -> dict[str, Code]:
        """Every code, by id."""
        return {code.id: code for book in self.codebooks for code in book.codes}

    @property
    def items(self) -> dict[str, Item]:
        """Every item of every instrument, by id."""
        return {item.id: item for survey in self.surveys for item in survey.instrument.items}

    @property
    def measure_labels(self) -> dict[str, str]:
        """What each measure is called, by id."""
        return {measure.id: measure.label for measure in self.measures}

    @property
    def group_turns(self) -> pd.DataFrame:
        """The turns of the focus groups."""
        return self.turns[self.turns["kind"] == GROUPS]

    @property
    def spoken(self) -> pd.DataFrame:
        """The turns of the participants of the focus groups, without the moderator's."""
        turns = self.group_turns
        return turns[~turns["moderator"].astype(bool)]

    @property
    def group_codings(self) -> pd.DataFrame:
        """The codings of the focus groups."""
        return self.codings[self.codings["kind"] == GROUPS]

    @property
    def answer_codings(self) -> pd.DataFrame:
        """The codings of free-text answers to surveys."""
        return self.codings[self.codings["kind"] == ANSWERS]


def reference_of(study: Study, wanted: str | None = None) -> str | None:
    """Return the group that gaps are against: the wanted one, or White British where it is there.

    Raises
    ------
    DataError
        If the wanted one is not among the groups; the message lists them.
    """
    groups = set(study.rates["group"])
    if not wanted:
        return usual_reference(groups)
    if wanted not in groups:
        raise DataError(
            f"The reference must be one of: {', '.join(sorted(groups)) or 'no group yet'}. "
            f"Got {wanted!r}. Choose one of them."
        )
    return wanted
