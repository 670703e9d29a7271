"""Help for tests that look at the app in a real browser.

Start the server with `served`, the browser with `open_browser`, and a tab with `open_page`::

    with served("app.py") as server, open_browser() as browser:
        with open_page(browser, server.url) as page:
            page.get_by_role("button", name="Save").click()

Nothing is hidden: a server that does not start shows its log, and an error in the page fails.
"""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    sync_playwright,
)

ROOT = Path(__file__).parents[1]
HOST = "127.0.0.1"
START_SECONDS = 60
WINDOW: Any = {"width": 1280, "height": 800}
BROWSER_NAMES = ("chromium", "chromium-browser", "google-chrome", "msedge")
BROWSER_PATHS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files\Microsoft\Edge\Application\msedge.exe",
)
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium_path() -> str:
    """Path of Chromium, Chrome or Edge: `MIXEDMETHODS_BROWSER` if set, else where it is usual."""
    given = os.environ.get("MIXEDMETHODS_BROWSER")
    if given:
        return given
    found = [shutil.which(name) for name in BROWSER_NAMES]
    usual = [path for path in BROWSER_PATHS if Path(path).exists()]
    for path in [*found, *usual]:
        if path:
            return path
    raise RuntimeError(
        "No browser found: install Chromium, or set MIXEDMETHODS_BROWSER to the path of Chromium, "
        "Chrome or Edge."
    )


def free_port() -> int:
    """Give a port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(frozen=True)
class Served:
    """A running server; a test may kill its process."""

    url: str
    port: int
    process: subprocess.Popen[bytes]


@contextmanager
def served(
    script: str | Path,
    *,
    args: Sequence[str] = (),
    env: dict[str, str] | None = None,
    port: int | None = None,
) -> Iterator[Served]:
    """Run a Streamlit script on this machine only, until the block ends.

    Parameters
    ----------
    script : str or Path
        The script, relative to the project or absolute.
    args : sequence of str
        Further arguments of ``streamlit run``.
    env : dict, optional
        Environment variables to add.
    port : int, optional
        To start again where a killed server was; a free one by default.
    """
    port = port or free_port()
    with tempfile.TemporaryFile() as log:
        command = [*_command(script, port), *args]
        process = subprocess.Popen(  # noqa: S603 - our own command line
            command, cwd=ROOT, env=_environment(env), stdout=log, stderr=log
        )
        try:
            _wait_until_healthy(process, port, log)
            yield Served(f"http://{HOST}:{port}", port, process)
        finally:
            _stop(process)


def _command(script: str | Path, port: int) -> list[str]:
    return [
        *(sys.executable, "-m", "streamlit", "run", str(script)),
        *("--server.address", HOST, "--server.port", str(port), "--server.headless", "true"),
        *("--server.fileWatcherType", "none", "--browser.gatherUsageStats", "false"),
    ]


def _environment(extra: dict[str, str] | None) -> dict[str, str]:
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths)), **(extra or {})}


def _wait_until_healthy(process: subprocess.Popen[bytes], port: int, log: IO[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _is_healthy(port):
        if process.poll() is not None or time.monotonic() > deadline:
            log.seek(0)
            raise RuntimeError(f"Streamlit did not start:\n{log.read().decode(errors='replace')}")
        time.sleep(0.05)


def _is_healthy(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", "/_stcore/health")
        with connection.getresponse() as answer:
            return answer.status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False  # not yet listening
    finally:
        connection.close()


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(10)


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Start a headless browser that asks nothing of the outside world."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class PageLog:
    """What went on in a page behind the scenes."""

    errors: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def outside(self, url: str) -> list[str]:
        """List the requests that went anywhere but to the server at `url`."""
        local = (url, url.replace("http", "ws", 1), "data:", "blob:")
        return [request for request in self.requests if not request.startswith(local)]


def watch(page: Page) -> PageLog:
    """Write down errors, console messages and requests of a page from now on."""
    log = PageLog()

    def on_error(error: Error) -> None:
        log.errors.append(str(error))

    def on_console(message: ConsoleMessage) -> None:
        log.console.append(f"{message.type}: {message.text}")

    page.on("pageerror", on_error)
    page.on("console", on_console)
    page.on("request", lambda request: log.requests.append(request.url))
    return log


@contextmanager
def open_page(browser: Browser | BrowserContext, url: str, **options: Any) -> Iterator[Page]:
    """Open a tab with a fresh session at `url`; fail at the end if the page had an error.

    Parameters
    ----------
    browser : Browser or BrowserContext
        From `open_browser`; or one context of it for many tabs, which is faster because they
        share the cache.
    url : str
        Where to go.
    **options
        With a browser: options of Playwright's ``new_page``, such as ``color_scheme="dark"``.
    """
    if isinstance(browser, Browser):
        options.setdefault("viewport", WINDOW)
    page = browser.new_page(**options)
    log = watch(page)
    try:
        page.goto(url)
        yield page
    finally:
        page.close()
    if log.errors:
        raise AssertionError("errors in the page: " + "; ".join(log.errors))
