"""The papers of the repository agree with each other and name no machine."""

import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

import mixedmethods

TOP = Path(__file__).parents[1]
# Written with a bar, so that they do not stand in this file.
BARRED = [
    each.replace("|", "")
    for each in ("/wo|rk/", "/ro|ot/", "/ho|me/", "pypi|.org/simple", "files.python|hosted")
]


def tracked():
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=TOP, capture_output=True, text=True,
    )  # fmt: skip
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [TOP / name for name in listed.stdout.split("\0") if name and (TOP / name).is_file()]


def test_citation_project_and_package_have_one_version():
    citation = yaml.safe_load((TOP / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert citation["version"] == project["version"] == mixedmethods.__version__
    assert citation["license"] == project["license"]
    assert citation["title"] == project["name"]


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_lock_files_pin_by_hash_and_name_no_host(lock):
    lines = (TOP / lock).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "://" in line or "index" in line] == []
    pins = [line for line in lines if line and not line.startswith((" ", "#"))]
    assert pins
    assert [pin for pin in pins if "==" not in pin] == []
    assert sum("--hash=sha256:" in line for line in lines) >= len(pins)


def test_the_app_serves_with_the_same_settings_from_the_wheel_and_the_checkout():
    shipped = TOP / "mixedmethods/app/server/.streamlit/config.toml"
    assert (TOP / ".streamlit/config.toml").read_bytes() == shipped.read_bytes()


def test_no_file_names_a_registry_host_or_a_machine_path():
    guilty = [
        f"{path.relative_to(TOP)}: {barred}"
        for path in tracked()
        for barred in BARRED
        if barred.encode() in path.read_bytes()
    ]
    assert guilty == []
