"""The report as one .html file: pictures and style inside it, nothing fetched from elsewhere.

All text is data: it is escaped, never read as markup.
"""

import base64
from collections.abc import Iterator, Sequence
from html import escape

import pandas as pd

from mixedmethods.report.document import Section, cell
from mixedmethods.report.guard import printable

STYLE = """
:root { --ink: #1a1a1a; --blue: #1f3f66; --grey: #595959; --rule: #b8c2cc; --shade: #eaf0f6; }
body { font: 16px/1.5 Arial, "Liberation Sans", sans-serif; color: var(--ink); margin: 0 auto;
  max-width: 60rem; padding: 2rem 1.5rem 4rem; background: #fff; }
h1, h2, h3, h4 { color: var(--blue); line-height: 1.25; margin: 2rem 0 .5rem; }
h1 { font-size: 2rem; margin-top: 0; } h2 { font-size: 1.5rem; border-top: 1px solid var(--rule);
  padding-top: 1.5rem; } h3 { font-size: 1.2rem; } h4 { font-size: 1.05rem; }
.subtitle, .note, .source { color: var(--grey); } .note, .source { font-size: .85rem; }
.label { background: var(--shade); border-left: 4px solid var(--blue); padding: .5rem .75rem; }
.draft { background: #fff1e0; border-left-color: #a84b00; font-weight: bold; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .9rem; }
caption, figcaption { text-align: left; font-weight: bold; font-size: .9rem;
  padding: .75rem 0 .25rem; }
th { text-align: left; background: var(--shade); border-bottom: 2px solid var(--blue); }
p, td, th, blockquote, figcaption { overflow-wrap: anywhere; }
th, td { padding: .3rem .5rem; vertical-align: top; border-bottom: 1px solid var(--rule); }
figure { margin: 1rem 0; } img { max-width: 100%; height: auto; }
blockquote { margin: 1rem 0 .25rem; padding-left: 1rem; border-left: 3px solid var(--rule);
  font-style: italic; } .source { margin: 0 0 1rem 1.2rem; }
nav ol { columns: 2; padding-left: 1.25rem; } a { color: #1f5f9e; }
@media print { body { max-width: none; padding: 0; font-size: 11pt; } h2 { break-after: avoid; }
  figure, tr { break-inside: avoid; } nav { display: none; } }
"""


def page(
    title: str, subtitle: str, sections: Sequence[Section], label: str = "", draft: str = ""
) -> bytes:
    """Write sections as a web page.

    Parameters
    ----------
    title, subtitle : str
        They stand at the top; the title is also the window's.
    sections : sequence of Section
        In order. Tables and figures are numbered through the whole page.
    label, draft : str, optional
        What a reader must know: that the study is synthetic, that the page is a draft.

    Returns
    -------
    bytes
        UTF-8; the same content gives the same bytes.
    """
    marks = [f'<p class="label {kind}">{_text(text)}</p>'
             for kind, text in (("draft", draft), ("", label)) if text]  # fmt: skip
    top = [section for section in sections if section.level == 1]
    contents = "".join(f'<li><a href="#s{sections.index(each)}">{_text(each.heading)}</a></li>'
                       for each in top)  # fmt: skip
    body = "\n".join(_sections(sections))
    made = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{_text(title)}</h1>\n"
        + (f'<p class="subtitle">{_text(subtitle)}</p>\n' if subtitle else "")
        + "\n".join(marks)
        + f'\n<nav aria-label="Contents"><ol>{contents}</ol></nav>\n{body}\n'
        + "</main>\n</body>\n</html>\n"
    )
    return made.encode()


def _sections(sections: Sequence[Section]) -> Iterator[str]:
    numbers = {"Table": 0, "Figure": 0}
    for place, section in enumerate(sections):
        level = min(max(section.level, 1), 3) + 1
        yield f'<h{level} id="s{place}">{_text(section.heading)}</h{level}>'
        yield from (f"<p>{_text(text)}</p>" for text in section.paragraphs)
        for table in section.tables:
            numbers["Table"] += 1
            yield _table(table.frame, f"Table {numbers['Table']}. {table.caption}")
            if table.note:
                yield f'<p class="note">{_text(table.note)}</p>'
        for figure in section.figures:
            numbers["Figure"] += 1
            picture = base64.b64encode(figure.png).decode()
            alt = escape(printable(figure.alt or figure.caption), quote=True)
            caption = _text(f"Figure {numbers['Figure']}. {figure.caption}")
            yield (
                f'<figure><img alt="{alt}" src="data:image/png;base64,{picture}">'
                f"<figcaption>{caption}</figcaption></figure>"
            )
        for quote in section.quotes:
            yield f"<blockquote>“{_text(quote.text)}”</blockquote>"
            if quote.attribution:
                yield f'<p class="source">{_text(quote.attribution)}</p>'


def _table(frame: pd.DataFrame, caption: str) -> str:
    head = "".join(f'<th scope="col">{_text(f"{name}")}</th>' for name in frame.columns)
    rows = "".join(
        "<tr>" + "".join(f"<td>{_text(cell(value))}</td>" for value in row) + "</tr>"
        for row in frame.to_numpy().tolist()
    )
    return (
        f'<div class="wide"><table><caption>{_text(caption)}</caption><thead><tr>{head}</tr>'
        f"</thead><tbody>{rows}</tbody></table></div>"
    )


def _text(text: str) -> str:
    return escape(printable(text), quote=False).replace("\n", "<br>")
