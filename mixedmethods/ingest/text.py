"""Bytes to text: one rule for every text file."""

from mixedmethods.errors import FileError

LIMIT = 50 * 1024 * 1024


def decode(name: str, content: bytes) -> str:
    r"""Return the text of a file: mark removed, line ends as ``\n``, nothing else changed.

    Parameters
    ----------
    name : str
        The file's name, for messages.
    content : bytes
        UTF-8, or UTF-16 with its byte order mark.

    Raises
    ------
    FileError
        If the file is empty, larger than 50 MB, not text, or in another encoding.
    """
    if len(content) > LIMIT:
        raise FileError(f"A file must be 50 MB or smaller. Got more in {name}. Split it.")
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = content.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(
            f"Text files must be saved as UTF-8. Got another encoding in {name} "
            f"(at byte {error.start}). Open it and save it again as UTF-8."
        ) from error
    if "\0" in text:
        raise FileError(
            f"The file must be text. Got a binary file, {name}. Choose another, or save it as text."
        )
    if not text.strip():
        raise FileError(f"The file must hold something. Got an empty file, {name}.")
    return text.replace("\r\n", "\n").replace("\r", "\n")
