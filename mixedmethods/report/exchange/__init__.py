"""A project as files of the exchange standard REFI-QDA, as web pages and as a table."""

from mixedmethods.report.exchange.page import transcript_html
from mixedmethods.report.exchange.qdc import qdc_bytes
from mixedmethods.report.exchange.qdpx import qdpx_bytes
from mixedmethods.report.exchange.shelf import KINDS, export_bytes
from mixedmethods.report.exchange.table import codings_csv

__all__ = ["KINDS", "codings_csv", "export_bytes", "qdc_bytes", "qdpx_bytes", "transcript_html"]
