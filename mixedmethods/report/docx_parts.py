"""The parts of a Word document that python-docx leaves to the caller: styles, fields, tables."""

import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from docx.document import Document

FONT = "Arial"
BLUE, GREY, RULE, SHADE = "1F3F66", "595959", "B8C2CC", "EAF0F6"
WIDTH, TALLEST = 17.0, 22.5  # cm: the text between the margins of A4, and a picture with caption
NUMBER = re.compile(r"[-+\N{MINUS SIGN}]?\d[\d,.]*%?|\N{EN DASH}|")
BRACKET = re.compile(r"\((?=[^()]*\d)[^()]{0,24}\)")
PLAIN, BOLD, MARGINS = 0.165, 0.19, 0.45  # cm: a character of a table cell, and a cell's margins
LONG = 32  # characters: a longer cell gets no more width, it wraps
WHOLE = 16  # rows: a table with no more stays on one page


def set_page(made: "Document", label: str) -> None:
    """Set A4 with its margins, the label in the header and the page numbers in the footer."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    page = made.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2)
    page.top_margin, page.bottom_margin = Cm(2.2), Cm(2)
    page.header_distance = page.footer_distance = Cm(1)
    header, footer = page.header.paragraphs[0], page.footer.paragraphs[0]
    header.text = label
    header.alignment = footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    footer.add_run("Page ")
    add_field(footer, "PAGE", "1")
    footer.add_run(" of ")
    add_field(footer, "NUMPAGES", "1")


def set_styles(made: "Document") -> None:
    """Give every style that is used its font, size, colour and room."""
    _add_style(made, "Table Text", "Normal")
    _add_style(made, "Table Note", "Normal")
    _add_style(made, "Quote Source", "Quote")
    _add_style(made, "Contents Title", "Normal")
    _add_style(made, "Contents Line", "Normal")
    # name: size in points, bold, italic, colour, points before and after
    looks: dict[str, tuple[float, bool, bool, str, float, float]] = {
        "Normal": (10.5, False, False, "1A1A1A", 0, 7),
        "Title": (22, True, False, BLUE, 0, 4),
        "Subtitle": (12, False, False, GREY, 0, 14),
        "Heading 1": (15, True, False, BLUE, 18, 6),
        "Heading 2": (12.5, True, False, BLUE, 14, 5),
        "Heading 3": (11, True, False, BLUE, 10, 4),
        "Caption": (9.5, True, False, "1A1A1A", 8, 4),
        "Quote": (10.5, False, True, "1A1A1A", 6, 0),
        "Quote Source": (9, False, False, GREY, 1, 9),
        "Table Text": (9, False, False, "1A1A1A", 2, 2),
        "Table Note": (8.5, False, False, GREY, 3, 12),
        "Contents Title": (12.5, True, False, BLUE, 6, 4),
        "Contents Line": (10, False, False, "1A1A1A", 0, 1),
        "Header": (8.5, True, False, GREY, 0, 0),
        "Footer": (8.5, False, False, GREY, 0, 0),
    }
    for name, look in looks.items():
        _set_style(made.styles[name], *look)
    for name in ("Quote", "Quote Source"):
        _set_aside(made.styles[name])
    _remove_rule(made.styles["Title"])
    _remove_tracking(made.styles["Subtitle"])


def add_caption(made: "Document", kind: str, number: int, text: str) -> None:
    """Add ``Table 1. text``, the number as a field that Word can list and refer to."""
    caption = made.add_paragraph(style="Caption")
    caption.paragraph_format.keep_with_next = kind == "Table"  # a figure's caption comes below it
    caption.add_run(f"{kind} ")
    add_field(caption, f"SEQ {kind} \\* ARABIC", f"{number}")
    caption.add_run(f". {text}")


def add_field(paragraph: Any, code: str, shown: str, *, stale: bool = False) -> None:
    """Add a field with the result that stands until the program renews it, at once if `stale`."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    if stale:
        field.set(qn("w:dirty"), "true")
    run = paragraph.add_run(shown)
    field.append(run._r)
    paragraph._p.append(field)


def add_contents(made: "Document", headings: Sequence[tuple[str, int]]) -> None:
    """List the headings of the first two levels, each a link to its place and its page."""
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.shared import Cm

    made.add_paragraph("Contents", "Contents Title")
    for place, (text, level) in enumerate(headings):
        if level > 2:
            continue
        line = made.add_paragraph(style="Contents Line")
        line.paragraph_format.left_indent = Cm(0.6 * (level - 1))
        line.paragraph_format.tab_stops.add_tab_stop(
            Cm(WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
        )
        _add_link(line, text, f"s{place}")
        line.add_run("\t")
        add_field(line, f"PAGEREF s{place} \\h", "–", stale=True)


def add_bookmark(paragraph: Any, place: int) -> None:
    """Mark a heading so that the contents can lead to it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    ends = [OxmlElement(name) for name in ("w:bookmarkStart", "w:bookmarkEnd")]
    for end in ends:
        end.set(qn("w:id"), f"{place}")
    ends[0].set(qn("w:name"), f"s{place}")
    run = paragraph.runs[0]._r if paragraph.runs else None
    if run is None:
        return
    run.addprevious(ends[0])
    run.addnext(ends[1])


def _add_link(paragraph: Any, text: str, target: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), target)
    link.append(paragraph.add_run(text)._r)
    paragraph._p.append(link)


def add_picture(made: "Document", png: bytes, alt: str) -> None:
    """Add a picture as wide as the text, or as tall as the page allows, with its words."""
    from docx.shared import Cm

    paragraph = made.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_before = Cm(0.3)
    shape = paragraph.add_run().add_picture(io.BytesIO(png))
    scale = min(Cm(WIDTH) / shape.width, Cm(TALLEST) / shape.height, 1.0)
    shape.width, shape.height = round(shape.width * scale), round(shape.height * scale)
    shape._inline.docPr.set("descr", alt)


def add_table(made: "Document", frame: pd.DataFrame, widths: Sequence[float] = ()) -> None:
    """Add a table of text: rules between rows, a header row that repeats, rows kept whole.

    A first cell that says the same as the one above is left empty, and its rows stay on one page,
    as does a table of up to 16 rows. The last row stays with the note below. `widths` are the
    columns' widths in cm; by default their contents ask for them.
    """
    from docx.shared import Cm

    headings = [f"{name}" for name in frame.columns]
    table = made.add_table(len(frame) + 1, len(headings))
    table.autofit = False
    _rule(table)
    wide = [Cm(width) for width in widths or _widths(headings, frame)]
    for column, width in zip(table.columns, wide, strict=True):
        column.width = width
    right = [len(frame) > 0 and all(map(NUMBER.fullmatch, frame[name])) for name in frame]
    first = [*frame.iloc[:, 0], None] if headings else []
    style = made.styles["Table Text"].style_id
    for k, texts in enumerate([headings, *frame.to_numpy().tolist()]):
        row = table.rows[k]
        _mark_row(row, header=k == 0)
        said = k > 1 and len(headings) > 1 and first[k - 1] == first[k - 2]
        shown = ["", *texts[1:]] if said else texts
        end = k in (0, len(frame))
        together = end or len(frame) <= WHOLE or first[k - 1] == first[k]
        _fill(row, shown, wide, right, style, bold=k == 0, together=together)


def _fill(
    row: Any,
    texts: list[str],
    widths: list[Any],
    right: list[bool],
    style: str,
    *,
    bold: bool,
    together: bool,
) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    for cell, text, width, numeric in zip(row.cells, texts, widths, right, strict=True):
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph._p.style = style  # by its id: by its name every cell would search all styles
        if together:
            paragraph.paragraph_format.keep_with_next = True
        paragraph.add_run(_unbroken(text)).bold = bold
        if numeric:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _widths(headings: list[str], frame: pd.DataFrame) -> list[float]:
    """Share the width out in cm: each column its longest word, then what its longest cell asks."""
    columns = [list(frame.iloc[:, k]) for k in range(len(headings))]
    least, whole = [], []
    for heading, texts in zip(headings, columns, strict=True):
        least.append(MARGINS + max(BOLD * _longest([heading]), PLAIN * _longest(texts)))
        longest = min(max(map(len, texts), default=0), LONG)
        whole.append(MARGINS + max(BOLD * min(len(heading), LONG), PLAIN * longest))
    wanted = [max(0.0, each - floor) for each, floor in zip(whole, least, strict=True)]
    left = max(0.0, WIDTH - sum(least))
    share = min(1.0, left / sum(wanted)) if sum(wanted) else 0.0
    widths = [floor + share * want for floor, want in zip(least, wanted, strict=True)]
    return [WIDTH * width / sum(widths) for width in widths]


def _longest(texts: list[str]) -> int:
    """Return the length of the longest piece that must stand on one line."""
    pieces = (piece for text in texts for piece in re.split(r"[ \n]", _unbroken(text)))
    return min(max(map(len, pieces), default=0), LONG)


def _unbroken(text: str) -> str:
    """Keep a short bracket with numbers, ``(55%, 28 to 79)``, on one line."""
    return BRACKET.sub(lambda found: found[0].replace(" ", "\N{NO-BREAK SPACE}"), text)


def _add_style(made: "Document", name: str, base: str) -> None:
    from docx.enum.style import WD_STYLE_TYPE

    style: Any = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = made.styles[base]


def _set_style(
    style: Any, size: float, bold: bool, italic: bool, colour: str, before: float, after: float
) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size = FONT, Pt(size)
    style.font.bold, style.font.italic = bold, italic
    style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.rPr.rFonts
    for name in list(fonts.attrib):  # the template's theme fonts would win over the name
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    style.paragraph_format.line_spacing = 1.1


def _set_aside(style: Any) -> None:
    """Indent a style and put a rule at its left."""
    from docx.shared import Cm

    style.paragraph_format.left_indent = Cm(0.8)
    style.paragraph_format.right_indent = Cm(0.8)
    _border(style.element.get_or_add_pPr(), "w:pBdr", {"left": ("18", RULE, "8")})


def _remove_rule(style: Any) -> None:
    from docx.oxml.ns import qn

    for rule in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(rule)


def _remove_tracking(style: Any) -> None:
    from docx.oxml.ns import qn

    for spacing in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(spacing)


def _rule(table: Any) -> None:
    """Draw rules between rows only, heavier above and below."""
    lines = {"top": ("8", BLUE, "0"), "bottom": ("8", BLUE, "0"), "insideH": ("4", RULE, "0")}
    _border(table._tbl.tblPr, "w:tblBorders", lines)


def _border(parent: Any, name: str, lines: dict[str, tuple[str, str, str]]) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    border = OxmlElement(name)
    for side, (size, colour, space) in lines.items():
        line = OxmlElement(f"w:{side}")
        given = {"val": "single", "sz": size, "space": space, "color": colour}
        for attribute, value in given.items():
            line.set(qn(f"w:{attribute}"), value)
        border.append(line)
    _insert(parent, border)


def _insert(parent: Any, child: Any) -> None:
    """Put a child where the schema of Word wants it: Word refuses a file with the order wrong."""
    after = {
        "w:pBdr": ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc",
                   "w:outlineLvl"),
        "w:tblBorders": ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook"),
    }  # fmt: skip
    name = f"w:{child.tag.partition('}')[2]}"
    parent.insert_element_before(child, *after[name])


def _mark_row(row: Any, *, header: bool) -> None:
    """Keep a row on one page; the header row repeats on each and is shaded."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    marks = row._tr.get_or_add_trPr()
    marks.append(OxmlElement("w:cantSplit"))
    if header:
        marks.append(OxmlElement("w:tblHeader"))
        for cell in row.cells:
            shade = OxmlElement("w:shd")
            for attribute, value in {"val": "clear", "color": "auto", "fill": SHADE}.items():
                shade.set(qn(f"w:{attribute}"), value)
            cell._tc.get_or_add_tcPr().append(shade)
