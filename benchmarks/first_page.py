"""The app's first page on its second start, beside a bare Streamlit page of one line."""

import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.timing import Figure
from mixedmethods.sample import TITLE, make_sample

ROOT = Path(__file__).parents[1]
TARGET = 8.0
TIMES = 3
PATIENCE = 120
BARE = "Bare"


def figures() -> Iterator[Figure]:
    """Yield the seconds from the command until the title is on the screen."""
    help_ = _browser_help()
    with tempfile.TemporaryDirectory() as folder, help_.open_browser() as browser:
        home = Path(folder)
        make_sample(home / "sample.mm").close()
        (home / "bare.py").write_text(f"import streamlit\nstreamlit.title({BARE!r})\n")
        bare = ("streamlit", "run", str(home / "bare.py"), "--server.headless=true",
                "--browser.gatherUsageStats=false", "--server.port")  # fmt: skip
        ours = ("mixedmethods", "app", "--port")
        pairs = [  # in turns: same weather
            [_until_seen(browser, words, help_.free_port(), title, home) for words, title in both]
            for both in [((bare, BARE), (ours, TITLE))] * TIMES
        ]
    fastest, app = map(min, zip(*pairs, strict=True))
    yield Figure("First page of the app", app, "a bare Streamlit page", fastest, TARGET)


def _until_seen(browser: Any, words: Sequence[str], port: int, title: str, home: Path) -> float:
    """Start a server and return the seconds until a page with this title is on the screen."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "MIXEDMETHODS_HOME": str(home)}
    page = browser.new_page()
    start = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603  # our own command line
        [sys.executable, "-m", *words, str(port)],
        env=environment,
        cwd=home,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _visit(page, f"http://127.0.0.1:{port}", process)
        page.get_by_role("heading", name=title).first.wait_for(timeout=PATIENCE * 1000)
        return time.perf_counter() - start
    finally:
        page.close()
        process.terminate()
        process.wait(20)


def _visit(page: Any, url: str, process: subprocess.Popen[bytes]) -> None:
    """Open the page as soon as the server answers."""
    from playwright.sync_api import Error

    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            page.goto(url)
        except Error:
            if process.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def _browser_help() -> Any:
    """Return the tests' help with browsers, which is no package."""
    spec = importlib.util.spec_from_file_location("browser", ROOT / "tests" / "browser.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError("tests/browser.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
