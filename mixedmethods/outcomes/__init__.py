"""Outcome rates: the gap of each group to a named reference, and how it changed."""

from mixedmethods.outcomes.change import below, change
from mixedmethods.outcomes.gap import gaps
from mixedmethods.outcomes.rates import rates_frame, usual_reference

__all__ = ["below", "change", "gaps", "rates_frame", "usual_reference"]
