"""Pseudonyms: take names and identifiers out of a transcript before it is stored.

What is taken out goes into a key, which is the only way back and is kept outside the project.
"""

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from mixedmethods.errors import DataError
from mixedmethods.ingest.rewrite import Replacement, apart, rewrite
from mixedmethods.ingest.speakers import labels
from mixedmethods.model import Source, Turn

KEY = ("source", "start", "pseudonym", "original")
MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
YEAR = r"(?:19|20)\d\d"
DATE = re.compile(
    rf"\b(?:{DAY}[/.-](?:0?[1-9]|1[0-2])[/.-](?:{YEAR}|\d\d)"
    rf"|{YEAR}-(?:0[1-9]|1[0-2])-{DAY}"
    rf"|{DAY}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{MONTHS})[a-z]*\.?,?\s+{YEAR}"
    rf"|(?:{MONTHS})[a-z]*\.?\s+{DAY}(?:st|nd|rd|th)?,?\s+{YEAR})\b",
    re.IGNORECASE,
)
BORN = re.compile(r"\b(?:born|birth|birthday|d\.?o\.?b\b)", re.IGNORECASE)
NEAR = 60  # characters before a date in which a word of birth makes it a date of birth
PATTERNS = {
    "NHS number": re.compile(r"(?<![\d-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\d-])"),
    "e-mail address": re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"),
    # The forms of Royal Mail's postcode: A9 9AA, A99 9AA, AA9 9AA, AA99 9AA, A9A 9AA, AA9A 9AA.
    "postcode": re.compile(r"\b[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2}\b"),
    "phone number": re.compile(
        r"(?<![\w+])(?:\+44[ -]?(?:\(0\))?[ -]?|\(?0)(?:\d\)?[ -]?){8,9}\d(?!\w)"
    ),
}
KINDS = (*PATTERNS, "date of birth", "other full date")


@dataclass(frozen=True, slots=True)
class Finding:
    """A stretch of a text that looks like an identifier; a person decides what becomes of it."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One replacement that was made: where it starts in the new text, and what stood there."""

    source: str
    start: int
    pseudonym: str
    original: str = field(repr=False)


def identifiers(text: str) -> list[Finding]:
    """Return what looks like an identifier, by place; the more telling kind where two overlap.

    Returns
    -------
    list of Finding
        Ten digits count as an NHS number only if their check digit is right (modulus 11; NHS Data
        Dictionary, "NHS number"). A full date is a date of birth where a word of birth stands
        shortly before it.
    """
    found: list[Finding] = []
    for each in _looked_for(text):
        if not any(other.start < each.end and each.start < other.end for other in found):
            found.append(each)
    return sorted(found, key=lambda each: each.start)


def is_nhs_number(digits: str) -> bool:
    """Return whether ten digits pass the check of an NHS number (modulus 11).

    Examples
    --------
    >>> is_nhs_number("9434765919"), is_nhs_number("9434765918")
    (True, False)
    """
    if len(digits) != 10 or not digits.isascii() or not digits.isdigit():
        return False
    total = sum(
        int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)
    )
    check = (11 - total % 11) % 11
    return check != 10 and check == int(digits[-1])


def pseudonymise(
    source: Source, names: Mapping[str, str], kinds: Collection[str] = ()
) -> tuple[Source, list[KeyRow]]:
    """Replace names, and identifiers of the chosen kinds, in a text and its speakers.

    Parameters
    ----------
    source : Source
        As an importer read it.
    names : mapping
        Names to pseudonyms. The longest name counts first and only whole words are replaced;
        capitals count, but a name typed in capitals throughout is found too.
    kinds : collection of str
        Kinds of identifiers (of `KINDS`) to replace by their kind in brackets.

    Returns
    -------
    Source, list of KeyRow
        The rows say how to go back; see `restore`.

    Raises
    ------
    DataError
        If a name or pseudonym is empty, or a kind is unknown.
    """
    _check(names, kinds)
    wanted = [
        Replacement(each.start, each.end, f"[{each.kind}]")
        for each in identifiers(source.text)
        if each.kind in kinds
    ]
    wanted += [*labels(source, names), *_named(source.text, names)]
    both = apart(source, wanted)
    made = [each for each in both if each.new != source.text[each.start : each.end]]
    changed = rewrite(source, made)
    turns = tuple(_respoken(turn, names) for turn in changed.turns)
    return replace(changed, turns=turns), _key(source, made)


def restore(source: str, text: str, key: Collection[KeyRow]) -> str:
    """Put back what a key holds for a source.

    Raises
    ------
    DataError
        If a pseudonym does not stand where the key says, so that the key is of another text.
    """
    for row in sorted(key, key=lambda row: -row.start):
        if row.source != source:
            continue
        end = row.start + len(row.pseudonym)
        if text[row.start : end] != row.pseudonym:
            raise DataError(
                f"The key must belong to the text. Got another text for {source}: a pseudonym does "
                "not stand where the key says. Choose the key that was made with it."
            )
        text = f"{text[: row.start]}{row.original}{text[end:]}"
    return text


def key_csv(rows: Collection[KeyRow]) -> bytes:
    """Return the key as a file, which is to be kept apart from the project."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(KEY)
    writer.writerows((row.source, row.start, row.pseudonym, row.original) for row in rows)
    return out.getvalue().encode("utf-8-sig")


def read_key(content: bytes) -> list[KeyRow]:
    """Read back what `key_csv` wrote.

    Raises
    ------
    DataError
        If the file is not a key.
    """
    try:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        if tuple(rows[0]) != KEY:
            raise ValueError
        return [KeyRow(source, int(start), new, old) for source, start, new, old in rows[1:]]
    except (ValueError, IndexError, csv.Error) as error:
        raise DataError(
            f"A key must be a CSV file with the columns {', '.join(KEY)}. Got another file. "
            "Choose the file that was saved when the transcript came in."
        ) from error


def _looked_for(text: str) -> Iterator[Finding]:
    for kind, pattern in PATTERNS.items():
        for match in pattern.finditer(text):
            if kind != "NHS number" or is_nhs_number(re.sub(r"\D", "", match[0])):
                yield Finding(kind, *match.span())
    for match in DATE.finditer(text):
        before = text[max(0, match.start() - NEAR) : match.start()]
        birth = BORN.search(before.rpartition("\n")[2])
        yield Finding("date of birth" if birth else "other full date", *match.span())


def _named(text: str, names: Mapping[str, str]) -> Iterator[Replacement]:
    forms = _forms(names)
    if not forms:
        return
    union = "|".join(re.escape(name) for name in sorted(forms, key=len, reverse=True))
    for match in re.finditer(rf"(?<!\w)(?:{union})(?!\w)", text):
        yield Replacement(*match.span(), forms[match[0]])


def _forms(names: Mapping[str, str]) -> dict[str, str]:
    """Return each way in which a name may be written, with its pseudonym."""
    return {name.upper(): new for name, new in names.items()} | dict(names)


def _respoken(turn: Turn, names: Mapping[str, str]) -> Turn:
    speaker = turn.speaker
    for each in reversed(list(_named(speaker, names))):
        speaker = f"{speaker[: each.start]}{each.new}{speaker[each.end :]}"
    return replace(turn, speaker=speaker)


def _key(source: Source, made: list[Replacement]) -> list[KeyRow]:
    rows, shift = [], 0
    for each in made:
        original = source.text[each.start : each.end]
        rows.append(KeyRow(source.id, each.start + shift, each.new, original))
        shift += len(each.new) - len(original)
    return rows


def _check(names: Mapping[str, str], kinds: Collection[str]) -> None:
    if any(not name.strip() or not new.strip() for name, new in names.items()):
        raise DataError(
            "Each name needs a pseudonym. Got an empty cell. Fill it in, or take the row out."
        )
    unknown = sorted(set(kinds) - set(KINDS))
    if unknown:
        raise DataError(
            f"A kind of identifier must be one of {', '.join(KINDS)}. Got {', '.join(unknown)}. "
            "Choose among these."
        )
