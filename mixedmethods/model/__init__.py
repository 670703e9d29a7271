"""Frozen records that every other room speaks in. No pandas, no disk, no screen."""

from mixedmethods.model.audit import Audit, AuditEntry
from mixedmethods.model.codebook import Code, Codebook, Lexicon, SummaryRow, read_codebook
from mixedmethods.model.count import Count
from mixedmethods.model.instrument import Instrument, Item, read_instrument
from mixedmethods.model.link import RELATIONS, STRANDS, STRATEGIES, Assessment, Finding, Link
from mixedmethods.model.measure import Measure, Rate
from mixedmethods.model.published import Published, read_published
from mixedmethods.model.scale import Scale
from mixedmethods.model.source import Case, Coding, Memo, Selection, Source, Turn, split_by_turn

__all__ = [
    "RELATIONS",
    "STRANDS",
    "STRATEGIES",
    "Assessment",
    "Audit",
    "AuditEntry",
    "Case",
    "Code",
    "Codebook",
    "Coding",
    "Count",
    "Finding",
    "Instrument",
    "Item",
    "Lexicon",
    "Link",
    "Measure",
    "Memo",
    "Published",
    "Rate",
    "Scale",
    "Selection",
    "Source",
    "SummaryRow",
    "Turn",
    "read_codebook",
    "read_instrument",
    "read_published",
    "split_by_turn",
]
