"""Results as people read them: printed numbers, tables, figures, Word and Excel files."""

from mixedmethods.report.alt import alt_text
from mixedmethods.report.document import Figure, Quote, Section, Table, document
from mixedmethods.report.figures import gap_dots, likert, pathway_bars, save, share_plot
from mixedmethods.report.guard import guarded_csv
from mixedmethods.report.tables import (
    change_table,
    comparison_table,
    gap_table,
    survey_table,
    tests_table,
    themes_table,
    weighted_table,
    without_counts,
)
from mixedmethods.report.workbook import workbook

__all__ = [
    "Figure",
    "Quote",
    "Section",
    "Table",
    "alt_text",
    "change_table",
    "comparison_table",
    "document",
    "gap_dots",
    "gap_table",
    "guarded_csv",
    "likert",
    "pathway_bars",
    "save",
    "share_plot",
    "survey_table",
    "tests_table",
    "themes_table",
    "weighted_table",
    "without_counts",
    "workbook",
]
