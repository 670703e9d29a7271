"""How a project is worked on: its approach, who leads, and whether coders work blind."""

from dataclasses import asdict, dataclass

import sqlalchemy as sa

from mixedmethods.errors import ProjectError
from mixedmethods.store import schema
from mixedmethods.store.project import Project

APPROACHES = ("codebook", "reflexive")


@dataclass(frozen=True, slots=True)
class Settings:
    """`approach` is one of `APPROACHES`. While `blind`, only the lead sees everyone's codings."""

    approach: str = "codebook"
    lead: str = ""
    blind: bool = True

    @property
    def reflexive(self) -> bool:
        """Whether the approach is reflexive thematic analysis."""
        return self.approach == "reflexive"

    def sees_all(self, coder: str) -> bool:
        """Return whether a coder sees the codings of others; without a lead everyone does."""
        return not self.blind or not self.lead or coder == self.lead


def settings(project: Project) -> Settings:
    """Return how the project is worked on now."""
    columns = [schema.project.c[name] for name in ("approach", "lead", "blind")]
    with project.reading() as connection:
        return Settings(*connection.execute(sa.select(*columns)).one())


def change_settings(project: Project, wanted: Settings, author: str) -> None:
    """Write how the project is to be worked on.

    Raises
    ------
    ProjectError
        If the approach is unknown, or someone other than the lead hands over the lead or opens
        the codings.
    """
    if wanted.approach not in APPROACHES:
        raise ProjectError(
            f"The approach must be one of {', '.join(APPROACHES)}. Got {wanted.approach!r}. "
            "Choose one of them."
        )
    with project.change(author, "Change the settings of the project") as change:
        held = change.row(schema.project, {"id": 1}) or {}
        moved = (held["lead"], held["blind"]) != (wanted.lead, wanted.blind)
        if moved and held["lead"] not in ("", author):
            raise ProjectError(
                f"The lead decides who leads and who sees what. Got a change by {author}; the "
                f"lead is {held['lead']}. Ask them to make it."
            )
        change.update(schema.project, {"id": 1, **asdict(wanted)})
