"""Episode files for the tests: synthetic ones, and small ones written by hand."""

import pandas as pd
import pytest

from mixedmethods.outcomes.episodes.files import open_episodes
from mixedmethods.outcomes.episodes.synthetic import synthetic_episodes


@pytest.fixture(scope="session")
def made():
    """Twenty thousand synthetic episodes with values left out."""
    return synthetic_episodes(20_000, seed=7, services=40)


@pytest.fixture(scope="session")
def file_of(tmp_path_factory):
    """Write a frame of episodes to a file."""

    def write(frame, ending=".parquet"):
        path = tmp_path_factory.mktemp("episodes") / f"episodes{ending}"
        frame = frame.copy()
        frame.attrs.clear()
        frame.to_parquet(path) if ending == ".parquet" else frame.to_csv(path, index=False)
        return path

    return write


@pytest.fixture(scope="session")
def episodes(made, file_of):
    with open_episodes(file_of(made)) as table:
        yield table


@pytest.fixture
def small():
    """Eight episodes of two groups, complete."""
    return pd.DataFrame(
        {
            "ethnic_group": ["A", "J", "White British", "pakistani", "Z", "", "A", "J"],
            "phq9_first": [15, 15, 9, 12, 15, 15, 20, 3],
            "gad7_first": [10, 9, 8, 3, 9, 9, 15, 2],
            "phq9_last": [9, 10, 4, 6, 4, 4, 26, 3],
            "gad7_last": [7, 4, 3, 3, 4, 4, 15, 2],
            "sessions": [5, 5, 2, 2, 5, 5, 5, 1],
        }
    )
