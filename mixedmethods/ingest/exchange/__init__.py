"""Projects and codebooks of other programs: REFI-QDA files (.qdpx, .qdc)."""

from mixedmethods.ingest.exchange.project import read_qdpx
from mixedmethods.ingest.exchange.qdc import read_qdc

__all__ = ["read_qdc", "read_qdpx"]
