"""Print the path of a browser for the tests; install Debian's Chromium if there is none.

Runs before any package is installed, so it needs the standard library only. The order in
which it looks is that of ``tests/browser.py``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "msedge",
)
MAC_APPS = (
    "Chromium.app/Contents/MacOS/Chromium",
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
WINDOWS_PROGRAMS = (
    "Chromium/Application/chrome.exe",
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
WINDOWS_FOLDERS = ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData")


class BrowserError(Exception):
    """There is no browser, and what to do about it."""


def usual_places() -> list[Path]:
    """List where browsers live on systems that do not put them on PATH."""
    if sys.platform == "darwin":
        folders = [Path("/Applications"), Path.home() / "Applications"]
        return [folder / app for app in MAC_APPS for folder in folders]
    if sys.platform == "win32":
        folders = [Path(os.environ[name]) for name in WINDOWS_FOLDERS if name in os.environ]
        return [folder / program for program in WINDOWS_PROGRAMS for folder in folders]
    return []


def find() -> str | None:
    """Return the first browser found on PATH or in the usual places."""
    on_path = (shutil.which(name) for name in NAMES)
    elsewhere = (str(path) for path in usual_places() if path.is_file())
    return next((path for path in (*on_path, *elsewhere) if path), None)


def chosen() -> str | None:
    """Return the browser that MIXEDMETHODS_BROWSER names, if it is set."""
    name = os.environ.get("MIXEDMETHODS_BROWSER")
    if not name:
        return None
    path = shutil.which(name)
    if path is None:
        raise BrowserError(
            f"MIXEDMETHODS_BROWSER must name a browser program. Got {name!r}, which cannot be run. "
            "Correct it, or unset it to have a browser looked for."
        )
    return path


def install() -> None:
    """Install Debian's Chromium where apt and root are there; else leave things as they are."""
    apt = shutil.which("apt-get")
    if apt is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "chromium"]):
        # What apt says goes to stderr: stdout holds the path and nothing else.
        subprocess.run([apt, *command], env=env, stdout=sys.stderr, check=False)  # noqa: S603


def browser() -> str:
    """Return the path of a browser, installing one where that is possible."""
    path = chosen() or find()
    if path is None:
        install()
        path = find()
    if path is None:
        raise BrowserError(
            "The tests need Chromium, Chrome or Edge, and none was found: install one "
            "(Debian: apt-get install chromium), or set MIXEDMETHODS_BROWSER to its path."
        )
    return path


def main() -> int:
    """Print the path, or one sentence that says what to do."""
    try:
        sys.stdout.write(f"{browser()}\n")
    except BrowserError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
