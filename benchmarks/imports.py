"""Import of the library without Streamlit, in a fresh process, beside pandas alone."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.timing import Figure

ROOT = Path(__file__).parents[1]
ROOMS = ("model", "store", "survey", "coding", "outcomes", "integration", "desk.reading")
LIBRARY = ", ".join(f"mixedmethods.{room}" for room in ROOMS)
TARGET = 1.5
TIMES = 5
CLOCK = "import time; start = time.perf_counter(); import {}; print(time.perf_counter() - start)"


def figures() -> Iterator[Figure | str]:
    """Yield the import time, and its slowest parts where it misses the target."""
    pairs = [(_import("pandas"), _import(LIBRARY)) for _ in range(TIMES)]  # in turns: same weather
    pandas, library = map(min, zip(*pairs, strict=True))  # what else runs can only add to it
    yield Figure("Import of the library", library, "pandas alone", pandas, TARGET)
    if library >= TARGET:
        yield from _slowest()


def _import(modules: str) -> float:
    return float(_python("-c", CLOCK.format(modules)).stdout)


def _slowest(parts: int = 8) -> Iterator[str]:
    lines = _python("-X", "importtime", "-c", f"import {LIBRARY}").stderr.splitlines()[1:]
    own = sorted(
        ((int(line.split("|")[0].split(":")[1]), line.split("|")[2].strip()) for line in lines),
        reverse=True,
    )
    for microseconds, module in own[:parts]:
        yield f"  {microseconds / 1e6:.2f} s in {module}"


def _python(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  # our own command line
        [sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=True
    )
