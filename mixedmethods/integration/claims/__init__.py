"""Claims about the numbers, checked against the loaded data."""

from mixedmethods.integration.claims.check import VERDICTS, check_claims
from mixedmethods.integration.claims.read import KINDS, UNCOVERED, Claim, read_claim

__all__ = ["KINDS", "UNCOVERED", "VERDICTS", "Claim", "check_claims", "read_claim"]
