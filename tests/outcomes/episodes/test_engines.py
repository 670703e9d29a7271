"""Tests of engines that are not there: one sentence each. Those that are: `tests/warehouse`."""

import sys
from pathlib import Path

import pytest

from mixedmethods.errors import DataError, FileError
from mixedmethods.outcomes.episodes.warehouse import open_warehouse


def test_an_unknown_engine_is_refused():
    with (
        pytest.raises(DataError, match="Got 'excel'"),
        open_warehouse("excel", Path("table")),
    ):
        pass


@pytest.mark.parametrize("engine", ["postgres", "spark"])
def test_without_the_extra_its_name_is_told(monkeypatch, engine):
    monkeypatch.setitem(sys.modules, "ibis", None)
    with (
        pytest.raises(DataError, match=r"mixedmethods\[warehouse\]"),
        open_warehouse(engine, Path("table")),
    ):
        pass


def test_a_csv_file_is_not_taken_for_a_table():
    with (
        pytest.raises(FileError, match=r"must be \.parquet"),
        open_warehouse("spark", Path("episodes.csv")),
    ):
        pass
