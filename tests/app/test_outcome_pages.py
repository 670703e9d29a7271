"""The pages about counts and episodes: pathway, deprivation, models."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from mixedmethods.outcomes.episodes.synthetic import synthetic_episodes

Show = Callable[..., AppTest]


def fine(app: AppTest) -> AppTest:
    assert not app.exception, [each.value for each in app.exception]
    assert not app.error, [each.value for each in app.error]
    return app


def words(app: AppTest) -> str:
    kinds = app.title, app.subheader, app.markdown, app.caption, app.info, app.warning, app.text
    return "\n".join(str(each.value) for kind in kinds for each in kind)


@pytest.fixture(scope="module")
def episodes(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    frame = synthetic_episodes(6_000, seed=3, services=12)
    frame.attrs.clear()
    return frame.to_parquet()


def with_file(app: AppTest, content: bytes, name: str = "episodes.parquet") -> AppTest:
    app.get("file_uploader")[0].upload(name, content, "application/octet-stream")
    return app.run()


def test_the_pathway_prints_the_published_split_of_2021_22(show: Show) -> None:
    app = fine(show("pathway"))
    app = fine(app.selectbox(key="pathway.period").set_value("2021-22").run())
    table = app.dataframe[0].value.set_index("Group")
    assert table.loc["White British", "Recovered per 100 referred"] == "18.95"
    assert table.loc["Bangladeshi", "Gap, points"] == "−5.88"
    assert "not one set followed through" in words(app)
    assert "Open Government Licence" in words(app) or "NHS" in words(app)


def test_the_pathway_without_access_rates_says_how_to_split_the_first_step(show: Show) -> None:
    app = fine(show("pathway"))
    app = fine(app.selectbox(key="pathway.period").set_value("2024-25").run())
    assert "access_rate" in words(app)


def test_another_reference_is_the_first_row_of_the_pathway(show: Show) -> None:
    app = fine(show("pathway"))
    app = fine(app.selectbox(key="pathway.reference").set_value("Indian").run())
    first = app.dataframe[0].value.iloc[0]
    assert (first["Group"], first["Gap, points"]) == ("Indian", "0.00")


def test_deprivation_prints_the_slope_of_each_period(show: Show) -> None:
    app = fine(show("deprivation"))
    table = app.dataframe[0].value.set_index("Period")["Slope, points"]
    starts = {"2017-18": "+17.7", "2021-22": "+12.2", "2024-25": "+14.0"}
    assert all(table[period].startswith(value) for period, value in starts.items())
    assert "14.0 points higher at the least deprived end" in words(app)
    deciles = app.dataframe[1].value.set_index("Decile")["2022-23"]
    assert deciles.iloc[[0, -1]].tolist() == ["41.6%", "55.2%"]


def test_deprivation_without_a_period_asks_for_one(show: Show) -> None:
    app = fine(show("deprivation"))
    app = fine(app.multiselect(key="deprivation.periods").set_value([]).run())
    assert "Choose a period" in words(app)


def test_models_are_fitted_from_a_file_and_nothing_is_stored(
    show: Show, home, episodes: bytes
) -> None:
    before = (home / "empty.mm").read_bytes()
    app = fine(with_file(show("models", "empty"), episodes))
    said = words(app)
    assert "6,000 episodes" in said
    assert "against White British" in said
    assert "Adjusted for does not mean explained by" in said
    shares = app.dataframe[0].value
    assert list(shares.columns[-2:]) == ["Model 1, not adjusted", "Model 5, adjusted"]
    assert (home / "empty.mm").read_bytes() == before


def test_services_are_compared_when_asked(show: Show, episodes: bytes) -> None:
    app = with_file(show("models"), episodes)
    app = fine(app.selectbox(key="models.top").set_value(1).run())
    assert "lie between services" not in words(app)
    app = fine(app.toggle(key="models.services").set_value(True).run())
    assert "lie between services" in words(app)
    assert "not ranked" in words(app)


def test_a_stopped_ladder_stays_stopped_until_it_goes_on(show: Show, episodes: bytes) -> None:
    from mixedmethods.app import model_runs

    app = with_file(show("models"), episodes)
    choice = app.session_state[model_runs.DONE]
    app.session_state[model_runs.STOPPED] = choice
    app = fine(app.run())
    assert "Stopped" in words(app)
    app = fine(app.button(key="models.go_on").click().run())
    assert "against White British" in words(app)


def test_the_share_of_appointments_is_a_difference_and_not_odds(
    show: Show, episodes: bytes
) -> None:
    app = with_file(show("models"), episodes)
    app = fine(app.selectbox(key="models.outcome").set_value("attended").run())
    assert "Differences" in [each.value for each in app.subheader]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("e.parquet", b"not a parquet file", "cannot be read"),
        ("e.csv", b"age,sessions\n30,4\n", "must have a column"),
        ("e.csv", b"ethnic_group,phq9_first\nA,40\n", "27"),
        ("e.csv", b"ethnic_group,wait_assessment\nA,-4\n", "below 0"),
        ("e.csv", b"ethnic_group,age\nNobody knows,30\n", "16 categories"),
    ],
)
def test_a_wrong_file_is_one_sentence(show: Show, name: str, content: bytes, says: str) -> None:
    app = with_file(show("models"), content, name)
    assert not app.exception, [each.value for each in app.exception]
    assert len(app.error) == 1
    assert says in app.error[0].value


def test_a_file_without_the_columns_of_an_outcome_says_what_they_are(show: Show) -> None:
    app = with_file(show("models"), b"ethnic_group,age\nA,30\nB,40\n", "e.csv")
    assert not app.exception
    assert "columns of no outcome" in words(app)


def test_outcomes_from_counts_have_intervals_people_and_a_warning_about_five_groups(
    show: Show,
) -> None:
    app = fine(show("outcomes"))
    app = fine(app.selectbox(key="outcomes.numbers").set_value("England").run())
    app = fine(app.selectbox(key="outcomes.period").set_value("2021-22").run())
    table = app.dataframe[0].value.set_index("Group")
    assert table.loc["Bangladeshi", ["Rate", "People"]].tolist() == ["43.9%", "4,471"]
    said = words(app)
    assert "3,121 more people" in said
    assert "12 of 15 gaps" in said
    assert "5 and 16 groups disagree" in said
    assert "Counts not supplied" not in said


def test_outcomes_by_decile_take_a_decile_as_reference(show: Show) -> None:
    app = fine(show("outcomes"))
    app = fine(app.selectbox(key="outcomes.numbers").set_value("England").run())
    app = fine(app.selectbox(key="outcomes.kind").set_value("deprivation decile").run())
    assert len(app.dataframe[0].value) == 9
    assert "5 and 16 groups" not in words(app)


def test_one_group_over_time_is_judged_by_the_nhs_rules(show: Show) -> None:
    app = fine(show("outcomes"))
    app = fine(app.selectbox(key="outcomes.numbers").set_value("England").run())
    app = fine(app.selectbox(key="outcomes.over_time").set_value("Bangladeshi").run())
    said = words(app)
    assert "more than noise" in said.lower()
    assert "There are 8 periods" in said
