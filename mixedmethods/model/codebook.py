"""A codebook: codes with their definitions and the words that may point to them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mixedmethods.errors import FileError
from mixedmethods.model.check import list_of, mapping_of, schema_of, text_of, texts_of, unique

# Dark enough to read as a stripe on white, apart for colour-blind eyes when neighbours differ.
COLOURS = (
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#7f3c8d", "#b58900",
    "#3969ac", "#a5443b", "#11805c", "#8c564b", "#5b5ea6", "#767676",
)  # fmt: skip
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words that suggest a code.

    `any`: words and phrases, ``*`` for any ending. `near`: (A, B, n), both within n words.
    `cancel`: phrases that cancel a hit which overlaps them. `stem`: words of which every
    inflected form counts.
    """

    any: tuple[str, ...] = ()
    near: tuple[tuple[str, str, int], ...] = ()
    cancel: tuple[str, ...] = ()
    stem: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Code:
    """A code of a codebook; `parent` is the id of the code above it, or empty.

    `measures`, `items` and `recommendations` are what the codebook says the code may bear on:
    starting points for a link, never links. `statement` is what the theme claims, in a sentence.
    A code that is not `codable` only groups others. `version` counts the edits in the project.
    """

    id: str
    name: str
    codebook: str
    topic: str = ""
    parent: str = ""
    definition: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    lexicon: Lexicon = field(default_factory=Lexicon)
    example: str = ""
    colour: str = COLOURS[0]
    measures: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    recommendations: tuple[str, ...] = ()
    statement: str = ""
    codable: bool = True
    version: int = 1


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One row of a table that reports several codes together, with the published reading."""

    number: int
    codes: tuple[str, ...]
    published: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Codebook:
    """Codes in their order; `topics` are (id, label) pairs; `summary` rows join codes."""

    id: str
    title: str
    codes: tuple[Code, ...]
    topics: tuple[tuple[str, str], ...] = ()
    stances: tuple[str, ...] = ()
    elicitations: tuple[str, ...] = ()
    summary: tuple[SummaryRow, ...] = ()


def read_codebook(body: object) -> Codebook:
    """Read the body of a `codebook/1` file.

    Parameters
    ----------
    body : object
        What the YAML parser gave: a mapping with ``schema``, ``id``, ``title`` and ``codes`` (id,
        label, definition, and where they exist topic, parent, include, exclude, lexicon, example,
        colour, links), ``topics``, ``facets`` and ``table7`` or ``summary`` (rows of codes).

    Returns
    -------
    Codebook
        Codes in file order. A code without a colour gets one by its position.

    Raises
    ------
    FileError
        If a field is absent or of another form, an id stands twice, a parent or a summary row
        names a code that is not there, or parents run in a circle.
    """
    body = schema_of(body, "codebook/1")
    id = text_of(body, "id", "The codebook")
    codes = tuple(
        _code(given, id, k) for k, given in enumerate(list_of(body.get("codes"), "`codes`"))
    )
    if not codes:
        raise FileError("A codebook must have at least one code. Got none. Add `codes`.")
    unique((code.id for code in codes), "code")
    check_parents({code.id: code.parent for code in codes})
    facets = mapping_of(body.get("facets"), "`facets`")
    return Codebook(
        id=id,
        title=text_of(body, "title", id),
        codes=codes,
        topics=tuple(
            (f"{key}", f"{mapping_of(given, f'Topic {key}').get('label', key)}")
            for key, given in mapping_of(body.get("topics"), "`topics`").items()
        ),
        stances=_facet(facets, "stance"),
        elicitations=_facet(facets, "elicitation"),
        summary=_summary(body.get("summary") or body.get("table7"), {code.id for code in codes}),
    )


def check_parents(parents: Mapping[str, str]) -> None:
    """Refuse a code whose parent is absent, or parents that run in a circle.

    Parameters
    ----------
    parents : mapping
        Code id to the id of its parent, empty at the top.

    Raises
    ------
    FileError
        The message names the code.
    """
    for id in parents:
        above, seen = parents[id], {id}
        while above:
            if above not in parents:
                raise FileError(
                    f"The parent of {id} must be a code of the same codebook. Got {above!r}. "
                    "Add that code, or choose another parent."
                )
            if above in seen:
                raise FileError(
                    f"A code must not stand below itself. Got a circle at {id}. "
                    "Choose another parent."
                )
            seen.add(above)
            above = parents[above]


def read_lexicon(given: object, where: str) -> Lexicon:
    """Read a lexicon: a mapping with any, near, not and stem, each a list; or nothing.

    Raises
    ------
    FileError
        If a part is not a list, or a ``near`` entry is not [word, word, number].
    """
    if given is None:
        return Lexicon()
    if not isinstance(given, Mapping):
        raise FileError(f"The lexicon of {where} must have any, near and not. Mend the file.")
    return Lexicon(
        any=texts_of(given.get("any"), f"`any` of {where}"),
        near=tuple(_near(e, where) for e in list_of(given.get("near"), f"`near` of {where}")),
        cancel=texts_of(given.get("not"), f"`not` of {where}"),
        stem=texts_of(given.get("stem"), f"`stem` of {where}"),
    )


def _near(entry: object, where: str) -> tuple[str, str, int]:
    match entry:
        case [str() as first, str() as second, int() as words] if words > 0:
            return first, second, words
    raise FileError(
        f"A `near` entry of {where} must be [word, word, number of words]. Mend it in the file."
    )


def _code(given: object, codebook: str, position: int) -> Code:
    if not isinstance(given, Mapping):
        raise FileError("Each code must be a mapping with id, label and definition. Mend the file.")
    id = text_of(given, "id", "Each code")
    links = mapping_of(given.get("links"), f"`links` of {id}")
    example = given.get("example") or ""
    return Code(
        id=id,
        name=text_of(given, "label", f"Code {id}"),
        codebook=codebook,
        topic=f"{given.get('topic') or ''}",
        parent=f"{given.get('parent') or ''}",
        definition=f"{given.get('definition') or ''}",
        include=texts_of(given.get("include"), f"`include` of {id}"),
        exclude=texts_of(given.get("exclude"), f"`exclude` of {id}"),
        lexicon=read_lexicon(given.get("lexicon"), id),
        example=f"{example.get('text', '') if isinstance(example, Mapping) else example}",
        colour=_colour(id, given.get("colour") or COLOURS[position % len(COLOURS)]),
        measures=texts_of(links.get("outcomes"), f"`outcomes` of {id}"),
        items=texts_of(links.get("survey_items"), f"`survey_items` of {id}"),
        recommendations=texts_of(links.get("recommendations"), f"`recommendations` of {id}"),
        statement=f"{given.get('statement') or ''}",
        codable=_flag(given.get("codable", True), f"`codable` of {id}"),
    )


def _flag(given: object, where: str) -> bool:
    """Read a yes or no; a YAML file gives it as text, so that an option "no" stays an option."""
    known = {"true": True, "yes": True, "false": False, "no": False}
    if f"{given}".lower() not in known:
        raise FileError(f"{where} must be true or false. Got another. Mend it in the file.")
    return known[f"{given}".lower()]


def _colour(id: str, given: object) -> str:
    if COLOUR.fullmatch(f"{given}") is None:
        raise FileError(
            f'The colour of {id} must read as "#0072b2". Got something else. Mend it, in quotes.'
        )
    return f"{given}"


def _facet(facets: Mapping[str, Any], name: str) -> tuple[str, ...]:
    given = facets.get(name)
    return texts_of(given, f"Facet {name}") if isinstance(given, list) else ()


def _summary(given: object, known: set[str]) -> tuple[SummaryRow, ...]:
    rows = list_of(mapping_of(given, "The summary").get("rows"), "`rows` of the summary")
    return tuple(_summary_row(mapping_of(row, "A summary row"), known) for row in rows)


def _summary_row(row: Mapping[str, Any], known: set[str]) -> SummaryRow:
    number = row.get("n") or 0
    if not isinstance(number, int):
        raise FileError("`n` of a summary row must be a whole number. Got another. Mend the file.")
    codes = texts_of(row.get("codes"), "The codes of a summary row")
    absent = [code for code in codes if code not in known]
    if absent or not codes:
        raise FileError(
            f"A summary row must name codes of the codebook. Got {', '.join(absent) or 'none'}. "
            "Mend the summary table in the file."
        )
    published = tuple(
        (f"{k}", f"{v}") for k, v in row.items() if k not in ("n", "codes", "compound")
    )
    return SummaryRow(number, codes, published)
