"""Tests of warehouses: every engine counts alike, and only counts leave it."""

import io
from pathlib import Path

import pandas as pd
import pytest

from mixedmethods.cli import main
from mixedmethods.errors import DataError, FileError
from mixedmethods.outcomes.episodes.columns import covariates
from mixedmethods.outcomes.episodes.files import open_episodes
from mixedmethods.outcomes.episodes.ladder import ladder
from mixedmethods.outcomes.episodes.results import LOGISTIC, OUTCOMES
from mixedmethods.outcomes.episodes.tables import lone_levels, missing_table, patterns_for
from mixedmethods.outcomes.episodes.warehouse import open_warehouse

pytest.importorskip("ibis", reason="the extra “warehouse” is not installed")
pytestmark = pytest.mark.filterwarnings("ignore")  # those of the engines are theirs to mend
AGE = {"age": 'Age "years"'}
both = pytest.mark.parametrize("engine", ["postgres", "spark"], indirect=True)


@both
def test_every_engine_gives_the_same_counts_as_duckdb(engine: str, path: Path) -> None:
    with open_episodes(path, AGE) as ours, open_warehouse(engine, path, AGE) as theirs:
        assert (theirs.rows, theirs.levels, theirs.columns) == (
            ours.rows, ours.levels, ours.columns,
        )  # fmt: skip
        for outcome in OUTCOMES.values():
            columns = covariates(5)
            pd.testing.assert_frame_equal(
                missing_table(ours, outcome, columns), missing_table(theirs, outcome, columns)
            )
            if outcome.family != LOGISTIC:
                continue
            for model in (1, 2):
                columns = covariates(model)
                one, two = (
                    patterns_for(each, outcome, columns, columns) for each in (ours, theirs)
                )
                pd.testing.assert_frame_equal(one, two, check_dtype=False)
                assert one["base"].sum() > 1000
            one, two = (
                lone_levels(each, outcome, columns, columns).sort_values(["column", "level"])
                for each in (ours, theirs)
            )
            assert one.to_numpy().tolist() == two.to_numpy().tolist()


@both
def test_models_1_and_2_are_those_of_duckdb_and_model_3_is_refused(engine: str, path: Path) -> None:
    outcome = OUTCOMES["recovery"]
    with open_episodes(path, AGE) as ours, open_warehouse(engine, path, AGE) as theirs:
        for one, two in zip(
            ladder(ours, outcome, [1, 2]), ladder(theirs, outcome, [1, 2]), strict=True
        ):
            pd.testing.assert_frame_equal(one, two, check_dtype=False, rtol=1e-9)
        with pytest.raises(DataError, match="only counts come"):
            ladder(theirs, outcome, [3])
        with pytest.raises(DataError, match="only counts come"):
            ladder(theirs, OUTCOMES["attended"], [1])


@both
def test_wrong_values_and_missing_tables_are_one_sentence(
    engine: str, path: Path, tmp_path: Path
) -> None:
    frame = pd.read_parquet(path)
    frame.loc[3, "phq9_first"] = 40
    wrong = tmp_path / "wrong.parquet"
    frame.to_parquet(wrong)
    with (
        pytest.raises(DataError, match="Got 1 episode with above 27"),
        open_warehouse(engine, wrong),
    ):
        pass
    with (
        pytest.raises(FileError, match="nobody_has_this must be a table"),
        open_warehouse(engine, Path("nobody_has_this")),
    ):
        pass


@pytest.mark.parametrize("engine", ["postgres"], indirect=True)
def test_a_table_of_a_schema_is_read_where_it_is(engine: str, path: Path) -> None:
    import os

    import psycopg

    login = {key: os.environ[f"PG{key.upper()}"] for key in ("host", "user")}
    with psycopg.connect(**login, dbname="postgres") as connection:
        connection.execute('CREATE SCHEMA "talking"')
        connection.execute(
            "CREATE TABLE talking.episodes (ethnicity text, sessions int, phq9_first int, "
            "gad7_first int, phq9_last int, gad7_last int)"
        )
        rows = [("A", 5, 15, 15, 4 + 8 * (k % 2), 4) for k in range(40)]
        rows += [("J", 5, 15, 15, 4 + 8 * (k % 3 > 0), 4) for k in range(30)]
        connection.cursor().executemany(
            "INSERT INTO talking.episodes VALUES (%s, %s, %s, %s, %s, %s)", rows
        )
    with open_warehouse(engine, Path("talking.episodes"), {"ethnic_group": "ethnicity"}) as table:
        shares = ladder(table, OUTCOMES["recovery"], [1])[1].set_index("group")
    assert shares.loc["White British", ["n", "base"]].tolist() == [20, 40]
    assert shares.loc["Pakistani", ["n", "base"]].tolist() == [10, 30]


@both
def test_the_command_line_takes_an_engine(
    engine: str,
    path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = []
    for name in ("duckdb", engine):
        words = ["models", str(path), "--model", "1", "--engine", name, "--format", "csv"]
        monkeypatch.setattr("sys.argv", ["mixedmethods", *words])
        with pytest.raises(SystemExit) as done:
            main()
        said.append(capsys.readouterr().out)
        assert done.value.code == 0
    assert said[0].count("\n") > 15
    one, two = (pd.read_csv(io.StringIO(text)) for text in said)
    pd.testing.assert_frame_equal(one, two, rtol=1e-9)


@pytest.mark.parametrize("engine", ["spark"], indirect=True)
def test_a_session_of_the_users_is_left_running(engine: str, path: Path) -> None:
    from pyspark.sql import SparkSession

    session = SparkSession.builder.master("local[1]").getOrCreate()
    try:
        with open_warehouse(engine, path, AGE) as table:
            assert table.rows == 20_000
        assert session.sql("SELECT 1 AS one").first()["one"] == 1
    finally:
        session.stop()
