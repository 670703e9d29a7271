"""Where the strands meet: themes, survey answers and outcome gaps."""

from mixedmethods.integration.display import beside_reading, candidates, joint_display
from mixedmethods.integration.freshness import evidence, stale
from mixedmethods.integration.study import Study, reference_of

__all__ = [
    "Study",
    "beside_reading",
    "candidates",
    "evidence",
    "joint_display",
    "reference_of",
    "stale",
]
