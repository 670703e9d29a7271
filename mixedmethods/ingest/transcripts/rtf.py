"""Transcripts in rich text (RTF)."""

from collections.abc import Collection

from mixedmethods.errors import FileError
from mixedmethods.ingest.transcripts.compose import clean
from mixedmethods.ingest.transcripts.document import read_document
from mixedmethods.model import Audit, Source

MARK = b"{\\rtf"
MAX_FILE = 50 * 1024 * 1024
MAX_FONTS = 100_000  # characters of the table of fonts


def read_rtf(name: str, content: bytes, moderators: Collection[str]) -> tuple[Source, Audit]:
    """Read an RTF file; pictures, notes and headers of pages are left out.

    Raises
    ------
    FileError
        If it is damaged or too large, or no line starts a turn.
    """
    if len(content) > MAX_FILE:
        raise FileError(f"A file must be 50 MB or smaller. Got more in {name}. Split it.")
    if not content.lstrip().startswith(MARK):
        raise FileError(
            f"An .rtf file must hold rich text. Got something else in {name}. Open it and save it "
            "as rich text."
        )
    text = clean(_text(name, content.decode("cp1252", "replace")))
    return read_document(name, text, moderators)


def _text(name: str, rich: str) -> str:
    from striprtf.striprtf import font_table_group, rtf_to_text

    # The library finds links and fonts by patterns that take very long on long lines. The space
    # after the control word hides links from them (their text is read all the same), the line
    # ends cut the table of fonts up; neither means anything in rich text.
    rich = rich.replace("{\\field{", "{\\field {")
    fonts = font_table_group(rich)  # type: ignore[no-untyped-call]  # it has no types
    if len(fonts) > MAX_FONTS:
        raise _damaged(name)
    rich = rich.replace(fonts, fonts.replace("}", "}\n"), 1) if fonts else rich
    try:
        text = rtf_to_text(rich, errors="replace")  # type: ignore[no-untyped-call]  # nor has it
    except Exception as error:  # it checks nothing, so a damaged file fails in any way
        raise _damaged(name) from error
    return str(text).replace("|\n", "\n")  # the end of a row of a table


def _damaged(name: str) -> FileError:
    return FileError(
        f"The file must be whole rich text. Got a damaged one, {name}. Open it and save it again."
    )
