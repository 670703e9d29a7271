"""Where projects lie on this machine."""

import os
import re
from pathlib import Path

from mixedmethods.errors import ProjectError

SUFFIX = ".mm"
SAMPLE = "sample"


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
