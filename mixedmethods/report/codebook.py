"""A codebook as the body of a `codebook/1` file, which can be imported again."""

from typing import Any

from mixedmethods.model import Code, Codebook


def codebook_body(book: Codebook) -> dict[str, Any]:
    """Return the mapping that `model.read_codebook` reads back to an equal codebook.

    Parameters
    ----------
    book : Codebook
        Any codebook. Versions are not part of the file.
    """
    facets = {"stance": list(book.stances), "elicitation": list(book.elicitations)}
    return {
        "schema": "codebook/1",
        "id": book.id,
        "title": book.title,
        "topics": {id: {"label": label} for id, label in book.topics},
        "facets": {name: values for name, values in facets.items() if values},
        "codes": [_code(code) for code in book.codes],
        "summary": {
            "rows": [
                {"n": row.number, "codes": list(row.codes), **dict(row.published)}
                for row in book.summary
            ]
        },
    }


def _code(code: Code) -> dict[str, Any]:
    lexicon = code.lexicon
    body = {
        "id": code.id,
        "topic": code.topic,
        "parent": code.parent,
        "label": code.name,
        "colour": code.colour,
        "definition": code.definition,
        "include": list(code.include),
        "exclude": list(code.exclude),
        "lexicon": {
            "any": list(lexicon.any),
            "near": [list(entry) for entry in lexicon.near],
            "not": list(lexicon.cancel),
            "stem": list(lexicon.stem),
        },
        "example": code.example,
        "statement": code.statement,
        "links": {
            "outcomes": list(code.measures),
            "survey_items": list(code.items),
            "recommendations": list(code.recommendations),
        },
    }
    filled = {key: value for key, value in body.items() if value}
    return filled if code.codable else {**filled, "codable": False}
