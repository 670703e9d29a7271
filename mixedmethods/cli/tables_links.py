"""Commands on the argument: links, what is stale, what is left out, and claims."""

from pathlib import Path
from typing import Annotated

import typer

from mixedmethods.cli.frame import Format, Out, Study, cli, opened, read, show


@cli.command()
def links(study: Study, out: Out = Format.table) -> None:
    """List the links between themes and gaps, dissonance first.

    Example: mixedmethods links study.mm --format csv
    """
    from mixedmethods.desk.reading import read_study
    from mixedmethods.integration import joint_display
    from mixedmethods.report import without_counts

    with opened(study) as project:
        held = read_study(project)
        table = joint_display(held)
        show(without_counts(table) if held.reflexive else table, out)


@cli.command()
def stale(study: Study, out: Out = Format.table) -> None:
    """List what has changed under links and findings since they were saved, old and new.

    Example: mixedmethods stale study.mm --format csv
    """
    from mixedmethods.desk.reading import read_study
    from mixedmethods.integration.tokens import waiting

    with opened(study) as project:
        show(waiting(read_study(project)), out)


@cli.command()
def coverage(
    study: Study,
    reference: Annotated[
        str, typer.Option(help="The group that gaps are against; by default White British.")
    ] = "",
    out: Out = Format.table,
) -> None:
    """List the loose ends of the argument: gaps without a theme, themes without a gap and more.

    Example: mixedmethods coverage study.mm --format csv
    """
    from mixedmethods.desk.reading import read_study
    from mixedmethods.integration import reference_of
    from mixedmethods.integration.coverage import coverage as loose

    with opened(study) as project:
        held = read_study(project)
        show(loose(held, reference_of(held, reference)), out)


@cli.command()
def claims(
    study: Study,
    file: Annotated[Path, typer.Argument(help="A table with the columns id and claim.")],
    out: Out = Format.table,
) -> None:
    """Check claims about the numbers against the data of a project.

    Example: mixedmethods claims study.mm claims.csv --format csv
    """
    from mixedmethods.desk.claims import check, read_claims
    from mixedmethods.desk.reading import read_study

    with opened(study) as project:
        table = check(read_study(project), read_claims(file.name, read(file)))
    show(table[["id", "verdict", "recomputed", "why"]], out)
