"""What every page says in the same way: errors, missing data, undone changes."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import streamlit as st

from mixedmethods.errors import DataError

MARKUP = re.compile(r"[\\`*_{}\[\]()<>#+!|~$:-]")
PAGES = Path(__file__).parent / "pages"
MISSING = {
    "survey": "This page tabulates survey answers. The project has none yet.",
    "sources": "This page is for coding texts. The project has no transcript yet.",
    "codebook": "This page needs a codebook. The project has none yet.",
    "counts": "This page works on published counts of people. The project has none yet.",
    "deciles": "This page needs counts by deprivation decile. The project has none yet.",
    "outcomes": "This page compares outcome rates between groups. The project has none yet.",
}


@contextmanager
def shown_errors(*, stop: bool = True) -> Iterator[None]:
    """Turn a `DataError` into a message and stop the page, or go on; let bugs through."""
    try:
        yield
    except DataError as error:
        st.error(plain(str(error)), icon=":material/error:")
        if stop:
            st.stop()


def plain(text: str) -> str:
    """Return a user's text so that Streamlit shows it as it stands, not as Markdown."""
    return MARKUP.sub(r"\\\g<0>", text)


def warn(text: str) -> None:
    """Warn of something that may hold names from files."""
    st.warning(plain(text), icon=":material/warning:")


def when(at: str) -> str:
    """Print a time of the log (UTC) as this machine's clock would, to the minute."""
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")


def need(there: bool, what: str) -> None:
    """Stop the page, with a way to Import, unless what it needs is there."""
    if there:
        return
    st.info(MISSING[what], icon=":material/info:")
    st.page_link(PAGES / "import_files.py", label="Go to Import", icon=":material/upload_file:")
    st.stop()


def transcript_link(source: str, turn: int) -> None:
    """Lead to a turn on the Code page."""
    st.page_link(
        PAGES / "code.py",
        label="Open it in the transcript",
        icon=":material/arrow_forward:",
        query_params={"source": source, "turn": f"{turn}"},
    )


def say(text: str) -> None:
    """Say something after the next rerun of the page."""
    st.session_state["said"] = text


def said() -> None:
    """Show what `say` left, once."""
    text = st.session_state.pop("said", None)
    if text:
        st.toast(plain(text), icon=":material/check:")
