"""Transcripts, one module per form, behind one door."""

import re
from collections.abc import Callable, Collection
from pathlib import PurePath

from mixedmethods.errors import FileError
from mixedmethods.ingest.transcripts import captions, docx, markdown, odt, pdf, rows, rtf, text
from mixedmethods.ingest.transcripts.archive import OLE
from mixedmethods.ingest.transcripts.labels import OTTER
from mixedmethods.ingest.transcripts.speaker import MODERATORS as MODERATORS
from mixedmethods.ingest.transcripts.styles import CHAT
from mixedmethods.model import Audit, Source

FORMATS = {
    "txt": "Plain text (.txt)",
    "docx": "Word document (.docx)",
    "vtt": "Captions (.vtt)",
    "srt": "Captions (.srt)",
    "md": "Markdown (.md)",
    "odt": "OpenDocument text (.odt)",
    "rtf": "Rich text (.rtf)",
    "pdf": "PDF with a text layer (.pdf)",
    "csv": "Table of turns (.csv)",
    "tsv": "Table of turns (.tsv)",
    "xlsx": "Table of turns (.xlsx)",
    "xlsm": "Table of turns (.xlsm)",
}
ONLY = ("txt", "docx", "vtt", "srt", "md", "odt", "rtf", "pdf")  # endings of nothing else
STYLES = {
    "closed": "Teams captions (.vtt)",
    "voices": "Captions (.vtt)",
    "each": "Zoom captions (.vtt)",
    "changes": "Captions (.vtt)",
    "unnamed": "Captions without names (.vtt)",
}
OTHERS = ("doc", "dot", "dotx", "pages", "wps", "html", "htm", "json", "xml", "xls", "ods", "eaf")
SNIFFED = 20_000  # bytes that tell who wrote a file
BOXED = re.compile(r"WEBVTT(?:[ \t\n]|$)|(?:\d+[ \t]*\n)?[\d:]{5,9}[.,]\d{3}[ \t]*-->")

Reader = Callable[[str, bytes, Collection[str]], tuple[Source, Audit]]
Spelt = Callable[[str, bytes, Collection[str], str], tuple[Source, Audit]]
TEXTS: dict[str, Spelt] = {
    "txt": text.read_transcript,
    "vtt": captions.read_captions,
    "srt": captions.read_captions,
    "md": markdown.read_markdown,
}
FILES: dict[str, Reader] = {
    "docx": docx.read_docx,
    "odt": odt.read_odt,
    "rtf": rtf.read_rtf,
    "pdf": pdf.read_pdf,
    "csv": rows.read_rows,
    "tsv": rows.read_rows,
    "xlsx": rows.read_rows,
    "xlsm": rows.read_rows,
}


def read_transcript(
    name: str, content: bytes, moderators: Collection[str] = MODERATORS, encoding: str = ""
) -> tuple[Source, Audit]:
    """Read a transcript in any of the forms.

    Parameters
    ----------
    name : str
        The file's name: its ending says the form (plain text where it is not known), the rest
        becomes the name of the source.
    content : bytes
        The file.
    moderators : collection of str
        Labels, in lower case, that mark the moderator; a number or letter may follow.
    encoding : str, optional
        The encoding of a text file, where a person has chosen it; other files say theirs.

    Returns
    -------
    Source, Audit
        Of a plain text the source keeps the whole text as it is; of any other form the text is
        built, a line ``Name [time]: words`` for each turn. Turns enclose the words only. The audit
        flags what is doubtful by the lines of what was read, without names and words.

    Raises
    ------
    FileError
        If it is of no known form, damaged, too large or locked, or nobody is said to speak in it.
    EncodingError
        If a person has to choose how a text file is read.
    """
    form = _form(name, content)
    if form in TEXTS:
        return TEXTS[form](name, content, moderators, encoding)
    return FILES[form](name, content, moderators)


def transcript_format(name: str, content: bytes) -> str:
    """Return what people call the form of a transcript, as ``Zoom captions (.vtt)``.

    Raises
    ------
    FileError
        If it is of no form, or a damaged Word file.
    """
    form = _form(name, content)
    if form == "docx":
        return docx.docx_format(name, content)
    words = _start(content)
    if form == "vtt":
        return STYLES[captions.captions_style(words)]
    if form == "txt" and CHAT.match(words):
        return "Zoom chat (.txt)"
    if form == "txt" and OTTER.encode() in content[-200:].lower():
        return "Otter transcript (.txt)"
    return FORMATS[form]


def _form(name: str, content: bytes) -> str:
    ending = PurePath(name).suffix.lower().removeprefix(".")
    if ending in OTHERS or (ending not in ("docx", "odt") and content.startswith(OLE)):
        raise FileError(
            f"A transcript must end in {', '.join(f'.{each}' for each in ONLY)}, or be a table. "
            f"Got {name}. Save it as one of these, then import it."
        )
    # Whoever says that notes.log is a transcript is taken at their word: it is text, or refused.
    ending = ending if ending in FORMATS else "txt"
    # Captions are often renamed, so that other programs take them.
    return "vtt" if ending == "txt" and BOXED.match(_start(content)) else ending


def _start(content: bytes) -> str:
    """Return the first words of a text file, good enough to tell who wrote it."""
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    words = content[:SNIFFED].decode("utf-16" if utf16 else "utf-8-sig", "replace")
    return words.replace("\r\n", "\n").replace("\r", "\n").lstrip()
