"""A Word document that can be handed over: headings, numbered tables and figures, quotes.

All text is data: nothing in it is read as markup, and control characters are taken out.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from mixedmethods.report.archive import undated
from mixedmethods.report.guard import printable

if TYPE_CHECKING:
    from docx.document import Document


@dataclass(frozen=True, slots=True, eq=False)  # eq: a frame has no single truth of equality
class Table:
    """A printable frame (what `report.tables` gives), its caption, and a note on its bases.

    `widths` are those of its columns in cm (17 in all); by default their contents ask for them.
    """

    caption: str
    frame: pd.DataFrame
    note: str = ""
    widths: Sequence[float] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture as PNG, its caption, and what it shows in words."""

    caption: str
    png: bytes = field(repr=False)
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """A respondent's words and where they come from (source, speaker, turn)."""

    text: str = field(repr=False)  # a respondent's words stay out of messages
    attribution: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it: paragraphs, then tables, figures and quotes."""

    heading: str
    level: int = 1
    paragraphs: Sequence[str] = ()
    tables: Sequence[Table] = ()
    figures: Sequence[Figure] = ()
    quotes: Sequence[Quote] = ()


def document(
    title: str,
    subtitle: str,
    sections: Sequence[Section],
    label: str = "",
    *,
    contents: bool = False,
) -> bytes:
    """Write sections as a .docx file on A4.

    Parameters
    ----------
    title, subtitle : str
        They stand at the top of the first page; the title is also the file's title.
    sections : sequence of Section
        In order. Tables and figures are numbered through the whole document, in fields that Word
        can list.
    label : str, optional
        What every page must say, for example ``Synthetic sample study``; it stands in the header.
    contents : bool, default False
        Whether a list of the sections stands on the first page, each with its page.

    Returns
    -------
    bytes
        The same content gives the same bytes. Header rows repeat on every page, figures carry
        their alternative text, the footer counts pages.
    """
    from docx import Document

    from mixedmethods.report import docx_parts as parts

    made = Document()
    parts.set_page(made, printable(label))
    parts.set_styles(made)
    made.core_properties.title = printable(title)[:255]
    made.core_properties.author = "mixedmethods"
    made.core_properties.comments = ""
    made.add_paragraph(printable(title), "Title")
    if subtitle:
        made.add_paragraph(printable(subtitle), "Subtitle")
    if contents:
        parts.add_contents(made, [(printable(s.heading), s.level) for s in sections])
    numbers = {"Table": 0, "Figure": 0}
    for place, section in enumerate(sections):
        _write(made, section, numbers, place)
    out = io.BytesIO()
    made.save(out)
    return undated(out.getvalue())


def _write(made: "Document", section: Section, numbers: dict[str, int], place: int) -> None:
    from mixedmethods.report import docx_parts as parts

    heading = made.add_heading(printable(section.heading), min(max(section.level, 1), 3))
    parts.add_bookmark(heading, place)
    said = [made.add_paragraph(printable(text)) for text in section.paragraphs]
    if section.tables or section.figures or section.quotes:
        for paragraph in said:  # they speak of what stands below
            paragraph.paragraph_format.keep_with_next = True
    for table in section.tables:
        numbers["Table"] += 1
        parts.add_caption(made, "Table", numbers["Table"], printable(table.caption))
        parts.add_table(made, table.frame.map(cell), table.widths)
        made.add_paragraph(printable(table.note), "Table Note")
    for figure in section.figures:
        numbers["Figure"] += 1
        parts.add_picture(made, figure.png, printable(figure.alt or figure.caption))
        parts.add_caption(made, "Figure", numbers["Figure"], printable(figure.caption))
    for quote in section.quotes:
        words = made.add_paragraph(f"\N{LEFT DOUBLE QUOTATION MARK}{printable(quote.text)}"
                                   "\N{RIGHT DOUBLE QUOTATION MARK}", "Quote")  # fmt: skip
        if quote.attribution:
            words.paragraph_format.keep_with_next = True
            made.add_paragraph(printable(quote.attribution), "Quote Source")


def cell(value: object) -> str:
    """Print a cell: text without control characters, nothing where the value is missing."""
    missing = value is None or value is pd.NA or value is pd.NaT or value != value  # NaN
    return "" if missing else printable(f"{value}")
