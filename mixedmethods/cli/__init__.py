"""The same capabilities without a screen: one command, one call, one table."""

import sys

from mixedmethods.cli import (  # noqa: F401  # each adds its commands
    projects,
    surveys,
    tables,
    tables_counts,
    tables_episodes,
    tables_links,
    texts,
    writing,
)
from mixedmethods.cli.frame import cli
from mixedmethods.errors import DataError


def main() -> None:
    """Run the command; what a researcher can mend ends in one sentence and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # Windows consoles may start in another encoding
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        cli()
    except DataError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(2)
    except OSError as error:
        why = (error.strerror or "an error").lower()
        sys.stderr.write(f"The system must allow it. Got {why}: {error.filename}. Check rights.\n")
        sys.exit(2)
