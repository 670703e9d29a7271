"""One project, four files: what each kind of export holds."""

from dataclasses import replace

from mixedmethods.errors import DataError
from mixedmethods.model import Code, Codebook
from mixedmethods.model.exchange import Exchange
from mixedmethods.report.exchange.page import transcripts_html
from mixedmethods.report.exchange.qdc import qdc_bytes
from mixedmethods.report.exchange.qdpx import qdpx_bytes
from mixedmethods.report.exchange.table import codings_csv

KINDS = ("qdpx", "qdc", "html", "csv")


def export_bytes(exchange: Exchange, kind: str) -> bytes:
    """Return a project as the content of a file of one of `KINDS`.

    Parameters
    ----------
    exchange : Exchange
        The qualitative strand of the project.
    kind : str
        ``qdpx`` is the project and ``qdc`` the codebooks for other programs, ``html`` the coded
        transcripts as one page, ``csv`` a table of all codings. Text is UTF-8; the table starts
        with a mark by which Excel knows it.

    Raises
    ------
    DataError
        If the kind is another, or there is no code for a ``qdc`` file.
    """
    match kind:
        case "qdpx":
            return qdpx_bytes(exchange)
        case "qdc":
            return qdc_bytes(_one(exchange), exchange)
        case "html":
            page = transcripts_html(
                exchange.sources,
                exchange.codings,
                exchange.codes,
                exchange.title or "Coded transcripts",
                exchange.description,
            )
            return page.encode()
        case "csv":
            return codings_csv(exchange).encode("utf-8-sig")
    raise DataError(
        f"An export must be one of {', '.join(KINDS)}. Got {kind!r}. Choose one of them."
    )


def _one(exchange: Exchange) -> Codebook:
    """Join the codebooks: where there are several, each stands under a heading of its own."""
    books = [book for book in exchange.codebooks if book.codes]
    if len(books) == 1:
        return books[0]
    codes: list[Code] = []
    for book in books:
        heading = Code(f"codebook/{book.id}", book.title or book.id, "", codable=False, colour="")
        codes.append(heading)
        codes += (replace(code, parent=code.parent or heading.id) for code in book.codes)
    return Codebook("", exchange.title, tuple(codes))
