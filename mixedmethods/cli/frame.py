"""What every command shares: the program, its options, and how files and tables are handled."""

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mixedmethods import __version__
from mixedmethods.errors import DataError

if TYPE_CHECKING:
    import pandas as pd

    from mixedmethods.store import Project

cli = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
)


def _tell_version(asked: bool) -> None:
    if asked:
        typer.echo(__version__)
        raise typer.Exit


Version = Annotated[
    bool,
    typer.Option("--version", callback=_tell_version, is_eager=True, help="Print the version."),
]


@cli.callback()
def about(version: Version = False) -> None:
    """Surveys, focus groups and outcome gaps in one place. Try: mixedmethods app."""


class Format(StrEnum):
    """How a table is printed."""

    table = "table"
    csv = "csv"
    json = "json"


Study = Annotated[Path, typer.Argument(help="The project file, such as study.mm.")]
Out = Annotated[Format, typer.Option("--format", help="How to print the table.")]
Author = Annotated[str, typer.Option("--author", help="Who makes the change, for the log.")]


@contextmanager
def opened(study: Path) -> "Iterator[Project]":
    """Open a project for as long as the command works on it."""
    from mixedmethods.store import open_project

    with open_project(study) as project:
        yield project


def read(path: Path) -> bytes:
    """Return what a file holds."""
    with reaching(path):
        return path.read_bytes()


@contextmanager
def reaching(path: Path) -> Iterator[None]:
    """Say in one sentence why the system does not let a file be read or written."""
    try:
        yield
    except OSError as error:
        raise out_of_reach(path, (error.strerror or "an error").lower()) from error


def out_of_reach(path: Path, why: str) -> DataError:
    """Return the error for a file that the system does not let be read or written."""
    return DataError(
        f"The file must be within reach. Got {path}: {why}. Check its name and folder."
    )


def author_of_machine() -> str:
    """Return who is logged in, as the author of a change."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may have no user name
        return "me"


def show(table: "pd.DataFrame", out: Format) -> None:
    """Print a table."""
    from mixedmethods.report import guarded_csv

    match out:
        case Format.csv:
            # Text streams write the line ends of the system; a bare \r would end the last cell.
            sys.stdout.write(guarded_csv(table).replace("\r\n", "\n"))
        case Format.json:
            typer.echo(table.to_json(orient="records", force_ascii=False, indent=2))
        case Format.table:
            whole = table.select_dtypes("Int64")  # pandas would print <NA> for what is missing
            shown = table.assign(**whole.astype(object).where(whole.notna(), ""))
            typer.echo(shown.to_string(index=False, na_rep="", max_colwidth=60))
