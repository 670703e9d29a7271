"""Where projects lie on this machine."""

import contextlib
import json
import os
import re
from pathlib import Path

from mixedmethods.errors import ProjectError

SUFFIX = ".mm"
SAMPLE = "sample"
LAST = ".last.json"  # what was chosen last, for a tab that knows of no choice


def home() -> Path:
    """Return the folder of projects: ``MIXEDMETHODS_HOME``, or ``mixedmethods`` in the home."""
    given = os.environ.get("MIXEDMETHODS_HOME")
    return Path(given) if given else Path.home() / "mixedmethods"


def project_names() -> list[str]:
    """Return the names of the projects in the folder, in alphabetical order."""
    return sorted(path.stem for path in home().glob(f"*{SUFFIX}") if path.is_file())


def project_path(name: str) -> Path:
    """Return the file of a project in the folder.

    Raises
    ------
    ProjectError
        If the name has other characters than letters, digits, spaces, dots, ``-`` and ``_``.
    """
    if not re.fullmatch(r"\w[\w .-]{0,79}", name) or name.endswith((".", " ")):
        raise ProjectError(
            "A project's name must be of letters, digits, spaces, dots, - and _. "
            "Got other characters, or none. Choose another name."
        )
    return home() / f"{name}{SUFFIX}"


def recall(what: str) -> str:
    """Return what was chosen last on this machine (``project`` or ``coder``), or nothing."""
    try:
        return str(json.loads((home() / LAST).read_text("utf-8"))[what])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def remember(what: str, choice: str) -> None:
    """Keep a choice for the next time. A folder that cannot be written keeps none."""
    if recall(what) == choice:
        return
    kept = {each: recall(each) for each in ("project", "coder")} | {what: choice}
    with contextlib.suppress(OSError):
        (home() / LAST).write_text(json.dumps(kept), "utf-8")
