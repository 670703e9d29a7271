"""Bytes to text: one rule for every text file."""

from itertools import islice

from mixedmethods.errors import FileError

LIMIT = 50 * 1024 * 1024
GUESSES = ("cp1252", "mac_roman")  # what Windows and older Macs write where it is not UTF-8
SHOWN = 3  # lines of an excerpt
AROUND = 60  # characters before and after the first letter that differs


class EncodingError(FileError):
    """The letters of a text file cannot be told: a person has to choose the reading.

    `choices` are pairs of an encoding and the first lines that tell the readings apart, as they
    read in it. They hold a respondent's words, so they are shown and never part of the message.
    """

    def __init__(self, message: str, choices: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(message)
        self.choices = choices


def decode(name: str, content: bytes, encoding: str = "") -> str:
    r"""Return the text of a file: mark removed, line ends as ``\n``, nothing else changed.

    Parameters
    ----------
    name : str
        The file's name, for messages.
    content : bytes
        UTF-8, or UTF-16 with its byte order mark, or in `encoding`.
    encoding : str, optional
        A Python name of the encoding, where a person has chosen it.

    Raises
    ------
    FileError
        If the file is empty, larger than 50 MB, not text, or in another encoding.
    EncodingError
        If it is in another encoding that may be one of `GUESSES`.
    """
    if len(content) > LIMIT:
        raise FileError(f"A file must be 50 MB or smaller. Got more in {name}. Split it.")
    text = _chosen(name, content, encoding) if encoding else _told(name, content)
    if "\0" in text:
        raise FileError(
            f"The file must be text. Got a binary file, {name}. Choose another, or save it as text."
        )
    if not text.strip():
        raise FileError(f"The file must hold something. Got an empty file, {name}.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _told(name: str, content: bytes) -> str:
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return content.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        message = (
            f"Text files must be saved as UTF-8. Got another encoding in {name} "
            f"(at byte {error.start}). Open it and save it again as UTF-8."
        )
        if utf16 or b"\0" in content:
            raise FileError(message) from error
        raise EncodingError(message, _choices(content)) from error


def _chosen(name: str, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except (LookupError, UnicodeError) as error:  # no such encoding, or the bytes are not in it
        raise FileError(
            f"A text file must be in the encoding that was chosen. Got other bytes in {name} "
            f"than {encoding[:20]} has. Choose another encoding."
        ) from error


def _choices(content: bytes) -> tuple[tuple[str, str], ...]:
    """Return the readings that the bytes allow, each with the lines that are not plain ASCII."""
    lines = list(islice((x for x in content.splitlines() if not x.isascii()), SHOWN))
    places = [next(k for k, byte in enumerate(line) if byte > 127) for line in lines]
    pieces = [
        line[max(0, at - AROUND) : at + AROUND] for line, at in zip(lines, places, strict=True)
    ]
    found = []
    for encoding in GUESSES:
        try:
            content.decode(encoding)
            found.append((encoding, "\n".join(piece.decode(encoding) for piece in pieces)))
        except UnicodeDecodeError:
            continue
    return tuple(found)
