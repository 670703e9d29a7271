"""Commands on published counts: the pathway, denominators and inequality."""

from typing import Annotated

import typer

from mixedmethods.cli.frame import Format, Out, Study, cli, opened, show

Area = Annotated[str, typer.Option(help="England, or the code of an organisation.")]


@cli.command()
def pathway(
    study: Study,
    period: Annotated[str, typer.Option(help="The period, as 2021-22.")],
    reference: Annotated[str, typer.Option(help="The group that is subtracted.")] = "",
    area: Area = "England",
    ratios: Annotated[
        bool, typer.Option("--ratios", help="Each step's ratio to the reference, with interval.")
    ] = False,
    out: Out = Format.table,
) -> None:
    """Split each group's gap per 100 referred over the steps of the pathway, in points.

    Rates of a year are of those referred, first seen and discharged in it: three sets of people
    that overlap, and not one set followed through.

    Example: mixedmethods pathway study.mm --period 2021-22 --format csv
    """
    from mixedmethods.desk.outcomes import pathway as split
    from mixedmethods.desk.reading import read_study

    with opened(study) as project:
        parts = split(read_study(project), period, reference or None, area)
    show(parts["ratios" if ratios else "decomposition"], out)


@cli.command()
def denominators(
    study: Study,
    percent: Annotated[str, typer.Option(help="As printed, with its decimals: 50.2.")],
    period: Annotated[str, typer.Option(help="The period, as 2021-22.")],
    area: Area = "England",
    groups: Annotated[
        bool, typer.Option("--groups", help="Look at the counts of every group too.")
    ] = False,
    out: Out = Format.table,
) -> None:
    """List every pair of published counts that prints as a percentage.

    Example: mixedmethods denominators study.mm --percent 50.2 --period 2021-22 --format csv
    """
    from mixedmethods.desk.outcomes import denominator_table
    from mixedmethods.desk.reading import read_study
    from mixedmethods.model.code_lists import EVERYONE

    with opened(study) as project:
        held = read_study(project)
    show(denominator_table(held, percent, period, area, "" if groups else EVERYONE), out)


@cli.command()
def inequality(
    study: Study,
    measure: Annotated[str, typer.Option(help="A rate that counts give, such as recovery.")],
    period: Annotated[str, typer.Option(help="One period; all by default.")] = "",
    area: Area = "England",
    deciles: Annotated[
        bool, typer.Option("--deciles", help="The rate of each decile instead.")
    ] = False,
    out: Out = Format.table,
) -> None:
    """Work out the slope (points) and relative index of inequality over deprivation deciles.

    Example: mixedmethods inequality study.mm --measure recovery --period 2021-22 --format csv
    """
    from mixedmethods.desk.outcomes import inequality as slope
    from mixedmethods.desk.reading import read_study

    with opened(study) as project:
        indices, rates = slope(read_study(project), measure, period, area)
    show(rates if deciles else indices, out)


@cli.command("xmr")
def over_time(
    study: Study,
    measure: Annotated[str, typer.Option(help="A measure, such as course_rate or recovery.")],
    group: Annotated[str, typer.Option(help="Whose rate.")],
    area: Annotated[
        str, typer.Option(help="From the counts of England, or of an organisation's code.")
    ] = "",
    groups: Annotated[
        str, typer.Option(help="With --area: ethnic group (16) or (5), or deprivation decile.")
    ] = "ethnic group (16)",
    out: Out = Format.table,
) -> None:
    """Mark what in a group's rate over time is more than noise, by the NHS's rules for XmR charts.

    Example: mixedmethods xmr study.mm --measure recovery --group Bangladeshi --area England
    """
    from mixedmethods.desk.gaps import over_time as chart
    from mixedmethods.desk.reading import read_study

    with opened(study) as project:
        table = chart(read_study(project), measure, area, groups, group)
    show(table, out)


@cli.command("funnel")
def areas_in_funnel(
    study: Study,
    measure: Annotated[str, typer.Option(help="A rate that counts give, such as recovery.")],
    period: Annotated[str, typer.Option(help="The period, as 2021-22.")],
    level: Annotated[str, typer.Option(help="The kind of area, such as ICB or Provider.")],
    out: Out = Format.table,
) -> None:
    """Place areas of one kind about England's rate, as surely as their counts are known.

    Limits at 95 and 99.8% for areas that differ by chance alone; nothing is adjusted for.

    Example: mixedmethods funnel study.mm --measure recovery --period 2024-25 --level ICB
    """
    from mixedmethods.desk.areas import area_funnel
    from mixedmethods.desk.reading import read_study

    with opened(study) as project:
        table, average = area_funnel(read_study(project), measure, level, period)
    columns = ["area", "low", "high", "base_low", "base_high", "place"]
    show(table[columns].assign(average=average), out)
