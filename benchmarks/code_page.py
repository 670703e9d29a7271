"""The Code page with 2,000 codings in a real browser, beside a bare Streamlit page."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.first_page import ROOT, _browser_help
from benchmarks.timing import Figure
from mixedmethods.desk.intake import File, import_files
from mixedmethods.model import Selection
from mixedmethods.sample import make_sample
from mixedmethods.store import Project
from mixedmethods.store.codings import code_selections
from mixedmethods.store.texts import read_source

CODINGS = 2_000
SIZES = (("SHORT", 100_000, 1.0), ("LONG", 1_000_000, 3.0))  # target: seconds until all is painted
CLICKS = 40
SAVED, CPU = 0.3, 0.05  # targets: seconds from click to saved, seconds of the server for one code
CODES = ("AC-WAIT", "AC-INFO", "GE-POS", "GE-NEG")
READY = 120_000
BARE = """import streamlit as st
if st.button("Go"):
    st.session_state["n"] = st.session_state.get("n", 0) + 1
st.text(f"count {st.session_state.get('n', 0)}")
"""
# Milliseconds, since the text came to the screen, of the frame in which the last mark is painted.
WATCH = """() => {
  window.__painted = new Promise((resolve) => {
    let shown = 0;
    const look = () => {
      if (!shown && document.querySelector('.mmt-text')) shown = performance.now();
      const ids = new Set();
      for (const mark of document.querySelectorAll('.mmt-mark')) ids.add(mark.dataset.spans);
      if (ids.size >= WANTED) {
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - shown)));
      } else requestAnimationFrame(look);
    };
    look();
  });
}"""
# Milliseconds from a press on a code until Python has answered and the mark is painted.
PRESS = """async ([turn, from, code]) => {
  const node = document.createTreeWalker(
    document.querySelectorAll('.mmt-text')[turn], NodeFilter.SHOW_TEXT).nextNode();
  document.getSelection().setBaseAndExtent(node, from, node, from + 12);
  const root = document.querySelector('.mmt');
  const start = performance.now();
  document.querySelector(`.mmt-code[data-code="${code}"]`).click();
  while (root.dataset.pending !== '0') await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return performance.now() - start;
}"""


def figures() -> Iterator[Figure]:
    """Yield the seconds to open a transcript and to apply a code."""
    help_ = _browser_help()
    with tempfile.TemporaryDirectory() as folder, help_.open_browser() as browser:
        home = Path(folder)
        with make_sample(home / "study.mm") as project:
            for name, size, _ in SIZES:
                _fill(project, name, size)
        (home / "bare.py").write_text(BARE)
        with _served(home, help_.free_port(), "streamlit", "run", "bare.py") as bare:
            click, cpu = _bare(browser, *bare)
        with _served(home, help_.free_port(), "mixedmethods", "app") as (url, pid):
            _open(browser, url, "SHORT", CODINGS).close()  # the first visit pays for imports
            for name, size, target in SIZES:
                yield from _size(browser, url, pid, name, size, target, click, cpu)


def _size(
    browser: Any, url: str, pid: int, name: str, size: int, target: float, click: float, cpu: float
) -> Iterator[Figure]:
    what = f"{size // 1000} KB with {CODINGS:,} codings"
    begun = time.perf_counter()
    page = _open(browser, url, name, CODINGS)
    whole = time.perf_counter() - begun
    shown = page.evaluate("window.__painted") / 1000
    yield Figure(f"{what}: from the address to the last highlight", whole, "bare click", click)
    yield Figure(f"{what}: from text to the last highlight", shown, "bare click", click, target)
    page.evaluate(PRESS, [1, 0, CODES[0]])
    before = _cpu(pid)
    times = sorted(page.evaluate(PRESS, [3 + k, 1, CODES[k % 4]]) / 1000 for k in range(CLICKS))
    used = (_cpu(pid) - before) / CLICKS
    late = times[int(0.95 * CLICKS)]
    middle = statistics.median(times)
    yield Figure(f"{what}: click to saved, median", middle, "bare click", click)
    yield Figure(f"{what}: click to saved, p95", late, "bare click", click, SAVED)
    yield Figure(f"{what}: server CPU for one code", used, "bare click", cpu, CPU)
    page.close()


def _fill(project: Project, name: str, size: int) -> None:
    """Import a transcript and code it at places spread over all of it."""
    words = "We waited a long time and heard nothing, then somebody rang in the evening. " * 3
    turns = "".join(f"P{k % 6 + 1}: {words}\n" for k in range(size // len(words)))
    import_files(project, [File(f"{name}.txt", f"# role: user\n{turns}".encode())], "benchmark")
    source = read_source(project, name)
    step = (len(source.turns) * 100) // CODINGS
    for code_at, code in enumerate(CODES):
        places = []
        for k in range(code_at, CODINGS, len(CODES)):
            turn = source.turns[(k * step // 100) % len(source.turns)]
            start = turn.start + 20 + (k % 9) * 15
            places.append(Selection(name, start, start + 14))
        code_selections(project, places, [code], "benchmark")


def _open(browser: Any, url: str, source: str, marks: int) -> Any:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    watch = WATCH.replace("WANTED", str(marks * 9 // 10))  # places may coincide
    page.add_init_script(f"addEventListener('DOMContentLoaded', {watch})")
    page.goto(f"{url}/code?project=study&coder=benchmark&source={source}")
    page.wait_for_function("window.__painted && document.querySelector('.mmt-mark')", timeout=READY)
    page.evaluate("window.__painted")
    return page


def _bare(browser: Any, url: str, pid: int) -> tuple[float, float]:
    """Return the seconds of a click on a bare page until its answer, and the server's CPU."""
    page = browser.new_page()
    page.goto(url)
    page.get_by_text("count 0").wait_for(timeout=READY)
    press = """async (n) => {
      const start = performance.now();
      document.querySelector('[data-testid="stButton"] button').click();
      while (!document.body.innerText.includes(`count ${n}`)) {
        await new Promise(requestAnimationFrame);
      }
      return performance.now() - start;
    }"""
    page.evaluate(press, 1)
    before = _cpu(pid)
    times = [page.evaluate(press, n) / 1000 for n in range(2, 2 + CLICKS)]
    page.close()
    return statistics.median(times), (_cpu(pid) - before) / CLICKS


@contextmanager
def _served(home: Path, port: int, *words: str) -> Iterator[tuple[str, int]]:
    options = ["--port", str(port)]
    if words[0] == "streamlit":
        options = [f"--server.port={port}", "--server.headless=true",
                   "--server.address=127.0.0.1", "--browser.gatherUsageStats=false"]  # fmt: skip
    process = subprocess.Popen(  # noqa: S603  # our own command line
        [sys.executable, "-m", *words, *options],
        env={**os.environ, "PYTHONPATH": str(ROOT), "MIXEDMETHODS_HOME": str(home)},
        cwd=home,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(f"{url}/_stcore/health", process)
        yield url, process.pid
    finally:
        process.terminate()
        process.wait(20)


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    import urllib.request

    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310  # our own server
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"The server at {url} did not start.")


def _cpu(pid: int) -> float:
    """Return the CPU seconds that a process has used (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
