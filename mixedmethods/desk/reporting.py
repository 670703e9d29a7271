"""What a report needs beside the study: the frames of its audits, where there is something."""

from contextlib import suppress
from typing import Any

from mixedmethods.desk.free_text import rankings
from mixedmethods.desk.knowledge import audit_items, audited, knowledge_audit, middle
from mixedmethods.desk.surveys import base_audit
from mixedmethods.errors import DataError
from mixedmethods.integration import Study
from mixedmethods.store import Project


def extras(project: Project, study: Study) -> dict[str, dict[str, Any]]:
    """Return the frames of the audits by section; one that has nothing to audit is left out.

    Returns
    -------
    dict
        ``knowledge`` (`knowledge_audit` with ``named`` and ``rated``), ``bases`` (``each`` and
        ``together``, as `base_audit`) and ``free text`` (`rankings`).
    """
    found: dict[str, dict[str, Any]] = {}
    with suppress(DataError):
        found["knowledge"] = {**knowledge_audit(study), **_options(study)}
    with suppress(DataError):
        each, together = base_audit(project)
        found["bases"] = {"each": each, "together": together}
    with suppress(DataError):
        found["free text"] = dict(rankings(study))
    return found


def _options(study: Study) -> dict[str, tuple[str, ...]]:
    """Return the options that the audit's statement is about, as it chooses them by default."""
    answered = [survey for survey in study.surveys if len(survey.responses)]
    knowledge, rating = (study.items[id] for id in audit_items(audited(answered)))
    rated = () if rating.scale is None else rating.scale.options[1:]
    return {"named": middle(knowledge), "rated": rated}
