"""A codebook as a .qdc file, which programs for qualitative analysis can read."""

from mixedmethods.errors import DataError
from mixedmethods.model import Codebook
from mixedmethods.model.exchange import Exchange, usual_guid
from mixedmethods.report.exchange import parts

SPACE = "urn:QDA-XML:codebook:1.0"


def qdc_bytes(codebook: Codebook, exchange: Exchange | None = None) -> bytes:
    """Return a codebook as a .qdc file: the same codebook gives the same bytes.

    Parameters
    ----------
    codebook : Codebook
        Its codes go out with name, colour, place in the tree, and a description that joins
        definition, include, exclude, example and statement. Topics go out as sets. Lexicons and
        links have no place in the standard.
    exchange : Exchange, optional
        What the codebook is part of; codes then keep the guids that they have there.

    Raises
    ------
    DataError
        If the codebook has no codes, which the standard does not allow.
    """
    if not codebook.codes:
        raise DataError("A codebook file must hold at least one code. Got none. Add a code.")
    given = exchange or Exchange(codebooks=(codebook,))
    guids = parts.guids_of(given)
    for code in codebook.codes:
        guids.setdefault(("code", code.id), usual_guid(given.guid, "code", code.id))
    top = parts.root("CodeBook", SPACE, origin=parts.ORIGIN)
    parts.codes(parts.element(top, "Codes"), codebook, guids, {})
    topics = [
        (id, label, [code for code in codebook.codes if code.topic == id])
        for id, label in codebook.topics
    ]
    if topics:
        sets = parts.element(top, "Sets")
        for id, label, codes in topics:
            guid = usual_guid(given.guid, "topic", f"{codebook.id}/{id}")
            made = parts.element(sets, "Set", guid=guid, name=label or id)
            for code in codes:
                parts.element(made, "MemberCode", guid=guids["code", code.id])
    return parts.document(top)
