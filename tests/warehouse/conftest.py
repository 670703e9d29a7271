"""The engines that are on this machine, and a file of episodes for all of them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from mixedmethods.outcomes.episodes.synthetic import synthetic_episodes
from tools.postgres import programs, server


@pytest.fixture(scope="session")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty thousand synthetic episodes, values missing, with a name that needs quoting."""
    frame = synthetic_episodes(20_000, seed=7, services=40).rename(columns={"age": 'Age "years"'})
    frame.attrs.clear()
    made = tmp_path_factory.mktemp("episodes") / "episodes.parquet"
    frame.to_parquet(made)
    return made


@pytest.fixture(scope="session")
def postgres() -> Iterator[dict[str, str]]:
    """Run a server for as long as the tests last."""
    if not programs():
        pytest.skip("PostgreSQL is not installed")
    with server() as variables:
        yield variables


@pytest.fixture
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Make the engine that a test asks for reachable, or skip."""
    name = str(request.param)
    if name == "postgres":
        for key, value in request.getfixturevalue("postgres").items():
            monkeypatch.setenv(key, value)
    else:
        pytest.importorskip("pyspark", reason="pyspark is not installed")
        if not shutil.which("java"):
            pytest.skip("Java is not installed")
    return name
