"""The sample project, made once for all tests; those that write get a copy."""

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from mixedmethods.desk.reading import read_study
from mixedmethods.sample import make_sample
from mixedmethods.store import open_project

settings.register_profile("calm", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("calm")


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory):
    """The file of the sample project, to be read only."""
    path = tmp_path_factory.mktemp("sample") / "sample.mm"
    make_sample(path).close()
    return path


@pytest.fixture(scope="session")
def sample_study(sample_file):
    """All strands of the sample project."""
    with open_project(sample_file) as project:
        return read_study(project)


@pytest.fixture
def sample_copy(sample_file, tmp_path):
    """The file of a copy of the sample project, which the test may change."""
    return Path(shutil.copy(sample_file, tmp_path / "study.mm"))


@pytest.fixture
def sample_project(sample_copy):
    """A copy of the sample project, open."""
    with open_project(sample_copy) as project:
        yield project
