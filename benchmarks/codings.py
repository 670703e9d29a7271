"""One code applied on the server, beside a bare insert and commit in SQLite."""

import itertools
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.timing import Figure, median
from mixedmethods.desk.coding import serve
from mixedmethods.desk.intake import File, import_files
from mixedmethods.sample import make_sample
from mixedmethods.store import Project
from mixedmethods.store.texts import read_source

TIMES = 30
CODE = "AC-WAIT"
LONG = 1_000_000
INSERT = "INSERT INTO codings VALUES (?, ?, ?, ?, ?, ?)"


def figures() -> Iterator[Figure]:
    """Yield the seconds of one code in a transcript of usual length and in a very long one."""
    with tempfile.TemporaryDirectory() as folder:
        bare = _bare(Path(folder) / "bare.db")
        with make_sample(Path(folder) / "sample.mm") as project:
            import_files(project, [File("LONG.txt", _long_transcript())], "benchmark")
            for source, what in (("FG1", "Code applied in FG1"), ("LONG", "the same in 1 MB")):
                yield Figure(what, _apply(project, source), "a bare SQLite insert", bare)


def _apply(project: Project, source: str) -> float:
    turn = max(read_source(project, source).turns, key=lambda each: each.end - each.start)
    starts = itertools.count(turn.start)

    def one() -> None:
        start = next(starts)
        selections = [{"start": start, "end": start + 20}]
        op = {"id": f"{source}{start}", "type": "apply", "selections": selections, "codes": [CODE]}
        met, refused = serve(project, source, [op], "benchmark", {})
        if refused or met != [op["id"]]:
            raise AssertionError(refused)

    return median(one, TIMES)


def _bare(path: Path) -> float:
    """Insert and commit one row, with the settings for safety that the store has."""
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE codings (id, source, start, stop, code, coder)")
        ids = itertools.count()

        def one() -> None:
            connection.execute(INSERT, (next(ids), "FG1", 1, 20, CODE, "benchmark"))
            connection.commit()

        return median(one, TIMES)
    finally:
        connection.close()


def _long_transcript() -> bytes:
    words = "We waited a long time and heard nothing, then somebody rang in the evening. " * 3
    turns = (f"P{k % 6 + 1}: {words}\n" for k in range(LONG // len(words)))
    return f"# role: service_user\n{''.join(turns)}".encode()
