"""Transcripts, one module per form."""

from collections.abc import Collection

from mixedmethods.ingest.transcripts import text
from mixedmethods.ingest.transcripts.text import MODERATORS
from mixedmethods.model import Audit, Source


def read_transcript(
    name: str, content: bytes, moderators: Collection[str] = MODERATORS, encoding: str = ""
) -> tuple[Source, Audit]:
    """Read a transcript."""
    return text.read_transcript(name, content, moderators)


def transcript_format(name: str, content: bytes) -> str:
    """Return what people call the form of the file."""
    return "Plain text (.txt)"
