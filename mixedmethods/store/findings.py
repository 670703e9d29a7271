"""Findings: prose of the report, in and out of the project."""

import uuid
from dataclasses import asdict, replace
from typing import Any

import sqlalchemy as sa

from mixedmethods.errors import ProjectError
from mixedmethods.model import Finding
from mixedmethods.store import schema
from mixedmethods.store.log import now
from mixedmethods.store.project import Project


def save_finding(project: Project, finding: Finding, author: str) -> str:
    """Store a new finding (empty id) or write an edited one; return its id.

    Raises
    ------
    ProjectError
        If it has no text, or was changed by someone else since `finding.version`.
    """
    if not finding.text.strip():
        raise ProjectError("A finding needs a text. Got none. Write a sentence.")
    kept = replace(
        finding, id=finding.id or str(uuid.uuid4()), text=finding.text.strip(), author=author,
        changed=now(),
    )  # fmt: skip
    with project.change(author, "Write a finding") as change:
        if finding.id:
            change.update(schema.findings, _row(kept), version=finding.version)
        else:
            change.insert(schema.findings, [_row(replace(kept, version=1))])
    return kept.id


def remove_finding(project: Project, finding: Finding, author: str) -> None:
    """Withdraw a finding.

    Raises
    ------
    ProjectError
        If it was changed by someone else since `finding.version`, or is gone.
    """
    with project.change(author, "Withdraw a finding") as change:
        held = change.row(schema.findings, {"id": finding.id})
        if held is None or held["version"] != finding.version:
            raise ProjectError(
                "The finding must be as it was when you opened it. Got one that was changed or "
                "withdrawn meanwhile. Reload the page to see it."
            )
        change.delete(schema.findings, held)


def findings(project: Project) -> tuple[Finding, ...]:
    """Return every finding, in an order that does not change."""
    query = sa.select(schema.findings).order_by(schema.findings.c.id)
    with project.reading() as connection:
        return tuple(_finding(dict(row)) for row in connection.execute(query).mappings())


def _row(finding: Finding) -> dict[str, Any]:
    pairs = [list(pair) for pair in finding.evidence]
    return {**asdict(finding), "links": list(finding.links), "evidence": pairs}


def _finding(row: dict[str, Any]) -> Finding:
    row["links"] = tuple(row["links"])
    row["evidence"] = tuple((token, value) for token, value in row["evidence"])
    return Finding(**row)
