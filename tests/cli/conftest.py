"""Run the command in this process, or for real in one of its own."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from mixedmethods import cli

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Result:
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(monkeypatch, capsys):
    """Run ``mixedmethods`` with these words, as its entry point does."""

    def ran(*words):
        monkeypatch.setattr(sys, "argv", ["mixedmethods", *map(str, words)])
        capsys.readouterr()
        try:
            cli.main()
            code = 0
        except SystemExit as end:
            code = end.code or 0
        return Result(code, *capsys.readouterr())

    return ran


@pytest.fixture
def run_for_real():
    """Run ``python -m mixedmethods`` with these words in a process of its own."""

    def ran(*words, **environment):
        command = [sys.executable, "-m", "mixedmethods", *map(os.fsdecode, words)]
        done = subprocess.run(  # noqa: S603  # our own command line
            command, capture_output=True, cwd=ROOT, env=os.environ | environment, timeout=120
        )
        return Result(done.returncode, done.stdout.decode(), done.stderr.decode())

    return ran


@pytest.fixture
def write(tmp_path):
    def written(name, text):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written
