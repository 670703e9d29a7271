"""Print every figure: ``python -m benchmarks``, or some: ``python -m benchmarks imports``.

Nothing is asserted: a busy machine is no fault of the code, and the ratios tell more than seconds.
"""

import importlib
import os
import sys

SUBJECTS = (
    "imports",
    "codings",
    "suggestions",
    "keywords",
    "learned",
    "first_page",
    "code_page",
    "agreement",
    "cooccurrence",
    "html_export",
    "survey_tables",
    "exact_tests",
    "argument",
    "episodes",
    "annual",
    "warehouse",
)


def main(names: list[str]) -> None:
    """Measure the named subjects, all by default."""
    unknown = [name for name in names if name not in SUBJECTS]
    if unknown:
        sys.exit(f"A subject must be one of {', '.join(SUBJECTS)}. Got {', '.join(unknown)}.")
    busy = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{os.cpu_count()} cores{busy}")
    for name in names or SUBJECTS:
        for figure in importlib.import_module(f"benchmarks.{name}").figures():
            print(figure, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
