"""A folder of projects for the app, and the app on one of its pages."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from mixedmethods.sample import make_sample
from mixedmethods.store import new_project

APP = Path(__file__).parents[2] / "mixedmethods" / "app"


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "sample.mm"
    make_sample(path).close()
    return path


@pytest.fixture
def home(tmp_path: Path, sample_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Projects "sample" and "empty"."""
    shutil.copy(sample_file, tmp_path / "sample.mm")
    new_project(tmp_path / "empty.mm", "An empty study").close()
    monkeypatch.setenv("MIXEDMETHODS_HOME", str(tmp_path))
    monkeypatch.delenv("MIXEDMETHODS_PROJECT", raising=False)
    return tmp_path


@pytest.fixture
def show(home: Path) -> Iterator[Callable[..., AppTest]]:
    """Open the app on a page of a project, as a coder called ana."""
    import streamlit as st

    def opened(page: str, project: str = "sample") -> AppTest:
        app = AppTest.from_file(str(APP / "server" / "run.py"), default_timeout=60)
        app.query_params["project"] = project
        app.query_params["coder"] = "ana"
        return app.run().switch_page(str(APP / "pages" / f"{page}.py")).run()

    yield opened
    from mixedmethods.app import state

    for held in OPENED:
        held.close()
    OPENED.clear()
    state._open.clear()
    st.cache_data.clear()
    st.cache_resource.clear()


OPENED: list = []


@pytest.fixture(autouse=True)
def _close_what_was_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep track of projects that the app opens, so that each test lets go of its files."""
    from mixedmethods.app import state

    real = state.open_project

    def open_and_note(path: Path) -> object:
        project = real(path)
        OPENED.append(project)
        return project

    monkeypatch.setattr(state, "open_project", open_and_note)
