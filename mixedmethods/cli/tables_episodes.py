"""Commands on episodes of care: the ladder of models, and synthetic episodes to try it on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mixedmethods.cli.frame import Format, Out, cli, reaching, show
from mixedmethods.errors import DataError, FileError

if TYPE_CHECKING:
    from mixedmethods.outcomes.episodes.files import Episodes

File = Annotated[Path, typer.Argument(help="One row per episode: .parquet or .csv.")]


@cli.command()
def models(
    episodes: File,
    outcome: Annotated[str, typer.Option(help="What is modelled, such as recovery.")] = "recovery",
    model: Annotated[list[int] | None, typer.Option(help="1 to 5; repeat it for more.")] = None,
    reference: Annotated[str, typer.Option(help="The group that others are compared with.")] = "",
    column: Annotated[
        list[str] | None, typer.Option(help="Which column is which: ethnic_group=Ethnicity.")
    ] = None,
    shares: Annotated[
        bool, typer.Option("--shares", help="Standardised share of each group instead.")
    ] = False,
    services: Annotated[
        bool, typer.Option("--services", help="How much services differ instead.")
    ] = False,
    missing: Annotated[
        bool, typer.Option("--missing", help="How many episodes lack a column instead.")
    ] = False,
    engine: Annotated[
        str, typer.Option(help="Who counts: duckdb, or postgres or spark (Models 1 and 2).")
    ] = "duckdb",
    out: Out = Format.table,
) -> None:
    """Fit models of an outcome to episodes: odds ratios of ethnic groups, adjusted step by step.

    Model 1: ethnic group. 2: age, gender, year too. 3: severity, medication. 4: employment,
    long-term condition, deprivation. 5: waits, sessions. All use the episodes that the highest can
    use. Odds ratios of different models are not compared with each other; shares may be.

    With the engine postgres or spark (extra “warehouse”) the episodes may be a table of it, as
    schema.table; only counts leave it.

    Example: mixedmethods models EPISODES.parquet --outcome recovery --model 5 --format csv
    """
    from mixedmethods.outcomes.episodes.between import between_services, differences_table
    from mixedmethods.outcomes.episodes.columns import covariates
    from mixedmethods.outcomes.episodes.ladder import highest_model, ladder
    from mixedmethods.outcomes.episodes.results import outcome as find
    from mixedmethods.outcomes.episodes.tables import missing_table

    wanted = find(outcome)
    with reaching(episodes), _opened(engine, episodes, _mapping(column or [])) as table:
        chosen = model or [max(highest_model(table.columns), 1)]
        if missing:
            show(missing_table(table, wanted, covariates(max(chosen))), out)
        elif services:
            fits = ((each, between_services(table, wanted, each, reference)) for each in chosen)
            show(differences_table(outcome, ((each, found) for each, (_, found) in fits)), out)
        else:
            effects, standardised = ladder(table, wanted, chosen, reference)
            show(standardised if shares else effects, out)


@cli.command()
def episodes(
    rows: Annotated[int, typer.Option(help="How many episodes to make.")],
    to: Annotated[Path, typer.Option(help="The file to write: .parquet or .csv.")],
    seed: Annotated[int, typer.Option(help="The same number makes the same episodes.")] = 1,
) -> None:
    """Make synthetic episodes with a known truth, for those without access to real ones.

    Example: mixedmethods episodes --rows 100000 --to F.parquet
    """
    from mixedmethods.outcomes.episodes.synthetic import MOST_ROWS, synthetic_episodes

    if not 1 <= rows <= MOST_ROWS:
        raise DataError(f"Rows must be 1 to {MOST_ROWS:,}. Got {rows:,}. Choose another number.")
    ending = to.suffix.casefold()
    if ending not in (".parquet", ".csv"):
        raise FileError(f"The file must end in .parquet or .csv. Got {to.name}. Name it so.")
    made = synthetic_episodes(rows, seed)
    made.attrs.clear()  # the truth is not part of the file
    with reaching(to):
        made.to_parquet(to, index=False) if ending == ".parquet" else made.to_csv(to, index=False)
    typer.echo(f"{rows:,} synthetic episodes are in {to}")


@contextmanager
def _opened(engine: str, path: Path, mapping: dict[str, str]) -> "Iterator[Episodes]":
    from mixedmethods.outcomes.episodes.files import open_episodes
    from mixedmethods.outcomes.episodes.warehouse import DUCKDB, open_warehouse

    if engine == DUCKDB:
        with open_episodes(_there(path), mapping) as table:
            yield table
    else:
        source = _there(path) if path.suffix.casefold() in (".parquet", ".csv") else path
        with open_warehouse(engine, source, mapping) as table:
            yield table


def _there(path: Path) -> Path:
    if not path.is_file():
        raise FileError(f"The file must be there. Got none at {path}. Check its name and folder.")
    return path


def _mapping(columns: list[str]) -> dict[str, str]:
    pairs = [each.partition("=") for each in columns]
    if any(not mark for _, mark, _ in pairs):
        raise DataError(
            f"A column must be matched as id=name in the file. Got {', '.join(columns)}. Write it "
            "as ethnic_group=Ethnicity."
        )
    return {id.strip(): name for id, _, name in pairs}
