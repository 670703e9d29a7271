"""Measure a call, and set it beside a reference."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """What something takes, in seconds, beside what a reference takes in the same run."""

    what: str
    seconds: float
    reference: str
    reference_seconds: float
    target: float | None = None

    def __str__(self) -> str:
        """Give one line: seconds, ratio, and the target where there is one."""
        ratio = self.seconds / self.reference_seconds
        times = f"{ratio:.1f} times" if ratio >= 0.1 else f"1/{1 / ratio:.0f} of"
        line = (
            f"{self.what}: {_short(self.seconds)}, {times} "
            f"{self.reference} ({_short(self.reference_seconds)})"
        )
        if self.target is None:
            return line
        return (
            f"{line}; target {_short(self.target)}{'' if self.seconds < self.target else ' MISSED'}"
        )


def median(call: Callable[[], object], times: int) -> float:
    """Return the median seconds of several calls."""
    return statistics.median(seconds(call) for _ in range(times))


def seconds(call: Callable[[], object]) -> float:
    """Return the seconds of one call."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def _short(value: float) -> str:
    return f"{value:.2f} s" if value >= 0.1 else f"{value * 1000:.1f} ms"
