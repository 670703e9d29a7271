"""Freshness of 1,000 links and the full report, over the sample study.

The peer's way for links: look each one up on its own, as a sheet of formulas does. The physical
limit for the report: drawing its pictures.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, product
from pathlib import Path

from benchmarks.timing import Figure, median, seconds
from mixedmethods.desk.reading import read_study
from mixedmethods.desk.reporting import extras
from mixedmethods.integration import Study, evidence, stale
from mixedmethods.model import Link
from mixedmethods.outcomes import gaps
from mixedmethods.report.figures import gap_dots, likert, save
from mixedmethods.report.study import ENDINGS, report_files
from mixedmethods.report.survey_report import all_blocks
from mixedmethods.sample import make_sample
from mixedmethods.survey import block

LINKS, ALONE = 1_000, 20
WHITE = "White British"


def figures() -> Iterator[Figure]:
    """Yield the seconds of freshness, and of each file of the report."""
    with tempfile.TemporaryDirectory() as folder, make_sample(Path(folder) / "s.mm") as project:
        study = read_study(project)
        links = made(study)
        kept = evidence(study, links)
        links = [replace(link, evidence=kept[link.id]) for link in links]
        alone = seconds(lambda: [stale(study, [link]) for link in links[:ALONE]]) / ALONE
        together = median(lambda: stale(study, links), 3)
        what = f"Freshness of {LINKS:,} links"
        yield Figure(what, together, "link by link", alone * LINKS, target=0.5)
        held, found = replace(study, links=tuple(links[:40])), extras(project, study)
        pictures = seconds(lambda: _draw(study))
        for endings in (*((each,) for each in ENDINGS), ENDINGS):
            took = seconds(lambda e=endings: report_files(held, e, None, found))  # type: ignore[misc]  # bound now
            what = f"Full report, 40 links, {' '.join(endings)}"
            yield Figure(what, took, "its pictures alone", pictures, target=20.0)


def _draw(study: Study) -> None:
    """Draw every picture of the report."""
    for ids in all_blocks(study).values():
        save(likert(block(study.surveys, ids), study.items.values()))
    table = gaps(study.rates, WHITE)
    last = table[table["period"] == table["period"].max()]
    for _, rows in last.groupby("measure"):
        save(gap_dots(rows.reset_index(drop=True)))


def made(study: Study) -> list[Link]:
    """Return links over every measure, period, code and item of the study."""
    rates = study.rates[["measure", "period"]].drop_duplicates().to_numpy().tolist()
    groups = tuple(sorted(set(study.rates["group"]) - {WHITE}))
    codes = [code.id for code in study.codes.values() if code.codable]
    items = [item.id for item in study.items.values() if item.scale is not None]
    return [
        Link(f"{k}", code, measure, period, WHITE, "complement", "Because.",
             items=(items[k % len(items)],), groups=groups[k % 7 :: 4])
        for k, (code, (measure, period)) in enumerate(islice(product(codes, rates), LINKS))
    ]  # fmt: skip
