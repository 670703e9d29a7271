"""The arrow of imports: what each room may know, and who alone may touch the outside."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import mixedmethods

PACKAGE = Path(mixedmethods.__file__).parent
ANALYSIS = {"survey", "coding", "outcomes"}
SCREENLESS = {
    "errors", "interval", "model", "ingest", "store", "desk", "sample", "integration", "report",
} | ANALYSIS  # fmt: skip
MAY_KNOW = {
    "__init__": set(),
    "__main__": {"cli"},
    "errors": set(),
    "interval": {"errors"},
    "model": {"errors"},
    "ingest": {"errors", "model"},
    "store": {"errors", "model"},
    "survey": {"errors", "model", "interval"},
    "coding": {"errors", "model", "interval"},
    "outcomes": {"errors", "model", "interval"},
    "integration": {"errors", "model"} | ANALYSIS,
    "report": {"errors", "model", "interval", "integration"} | ANALYSIS,
    "desk": {"errors", "model", "ingest", "store", "integration"} | ANALYSIS,
    "sample": {"errors", "desk", "store"},
    "app": SCREENLESS,
    "cli": SCREENLESS | {"app.server"},
}
ONLY_IN = {
    "streamlit": {"app"},
    "plotly": {"app"},
    "sqlite3": {"store"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "matplotlib": {"report"},
    "docx": {"report", "ingest"},
    "openpyxl": {"report", "ingest"},
    "duckdb": {"outcomes"},
    "ibis": {"outcomes"},
    "pyspark": {"outcomes"},
    "tabmat": {"outcomes"},
}
OWN_NEEDS = {"interval": {"numpy", "mixedmethods"}}  # beside the standard library


def imported(source: str):
    """Yield every module that the source imports, anywhere in it, and whether when it runs."""
    tree = ast.parse(source)
    for_types = {
        each
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        for branch in node.body
        for each in ast.walk(branch)
    }
    for node in ast.walk(tree):
        runs = node not in for_types
        if isinstance(node, ast.Import):
            yield from ((alias.name, runs) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            dots = "." * node.level
            yield from ((f"{dots}{node.module or ''}.{a.name}", runs) for a in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(
            ("import_module", "__import__")
        ):
            yield ast.unparse(node), runs


def crime_of(room: str, name: str, runs: bool) -> str:
    top, _, rest = name.partition(".")
    if not top or "(" in name:
        return "imports must be plain and absolute"
    if runs and room not in ONLY_IN.get(top, {room}):
        return f"only {', '.join(sorted(ONLY_IN[top]))} may"
    if room in OWN_NEEDS and top not in OWN_NEEDS[room] | sys.stdlib_module_names:
        return f"{room} needs no more than {', '.join(sorted(OWN_NEEDS[room]))}"
    other = rest.partition(".")[0]
    if top != "mixedmethods" or other in ("", room, "__version__"):
        return ""
    known = MAY_KNOW.get(room, set())
    if other in known or any(rest == k or rest.startswith(f"{k}.") for k in known):
        return ""
    return f"{room} may not know {other}"


def crimes(package: Path):
    for path in sorted(package.rglob("*.py")):
        where = path.relative_to(package)
        room = where.parts[0].removesuffix(".py")
        for name, runs in imported(path.read_text(encoding="utf-8")):
            crime = crime_of(room, name, runs)
            if crime:
                yield f"{where} imports {name}: {crime}"


def test_no_room_knows_what_it_may_not():
    assert list(crimes(PACKAGE)) == []


def test_every_room_has_its_rule():
    rooms = {
        path.stem
        for path in PACKAGE.iterdir()
        if path.suffix == ".py" or (path / "__init__.py").is_file()
    }
    assert rooms == set(MAY_KNOW)


@pytest.mark.parametrize(
    ("file", "source", "guilty"),
    [
        ("survey/tabulate.py", "import streamlit as st", True),
        ("survey/tabulate.py", "from mixedmethods.model.instrument import Item", False),
        ("survey/tabulate.py", "from mixedmethods.interval import wilson", False),
        ("survey/tabulate.py", "from mixedmethods.store.project import Project", True),
        ("survey/tabulate.py", "from mixedmethods import store", True),
        ("survey/tabulate.py", "import mixedmethods.coding.match", True),
        ("survey/tabulate.py", "from . import top", True),
        ("survey/tabulate.py", "from ..coding import match", True),
        ("survey/tabulate.py", "def f():\n    from mixedmethods.app import state", True),
        ("survey/tabulate.py", "import importlib\nimportlib.import_module('sqlite3')", True),
        ("coding/match.py", "from mixedmethods.interval import wilson", False),
        ("integration/display.py", "from mixedmethods.coding.themes import counts", False),
        ("integration/display.py", "from mixedmethods.store import Project", True),
        ("report/document.py", "from mixedmethods.app.pages import survey", True),
        ("report/document.py", "def f():\n    import docx", False),
        ("report/document.py", "from mixedmethods.desk import intake", True),
        ("ingest/table.py", "from openpyxl import load_workbook", False),
        ("ingest/table.py", "from mixedmethods.store import digest", True),
        ("ingest/transcripts/docx.py", "from docx import Document", False),
        ("model/instrument.py", "import sqlite3", True),
        ("interval.py", "import scipy.stats", True),
        ("interval.py", "import math\nimport numpy as np", False),
        ("desk/intake.py", "from mixedmethods.sample import make_sample", True),
        ("sample/__init__.py", "from mixedmethods.ingest.table import read_table", True),
        ("app/pages/survey.py", "import streamlit as st\nimport plotly", False),
        ("app/pages/survey.py", "from matplotlib.figure import Figure", True),
        ("app/downloads.py", "if TYPE_CHECKING:\n    from matplotlib.figure import F", False),
        ("app/pages/survey.py", "from mixedmethods.cli import main", True),
        ("cli.py", "from mixedmethods.app.server import serve", False),
        ("cli.py", "from mixedmethods.app import server", False),
        ("cli.py", "from mixedmethods.app.pages import survey", True),
        ("cli.py", "import sqlalchemy", True),
    ],
)
def test_arrow_catches_the_guilty_only(tmp_path, file, source, guilty):
    path = tmp_path / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source + "\n", encoding="utf-8")
    assert bool(list(crimes(tmp_path))) is guilty


def test_the_rooms_below_the_screen_import_nothing_heavy():
    heavy = {
        "streamlit", "nltk", "sklearn", "scipy", "statsmodels", "matplotlib", "plotly", "alembic",
        "docx", "openpyxl",
    }  # fmt: skip
    rooms = ["model", "survey", "coding", "outcomes", "integration", "desk.reading", "store"]
    code = f"import sys, {', '.join(f'mixedmethods.{room}' for room in rooms)}; print(*sys.modules)"
    ran = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PACKAGE.parent
    )
    assert {name.partition(".")[0] for name in ran.stdout.split()} & heavy == set()
