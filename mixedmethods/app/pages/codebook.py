"""Page "Codebook": read and edit codes."""

import pandas as pd
import streamlit as st
import yaml

from mixedmethods.app import messages, state
from mixedmethods.app.code_form import add, edit
from mixedmethods.model import Codebook
from mixedmethods.report.codebook import codebook_body
from mixedmethods.store.codes import codebooks


def as_yaml(book: Codebook) -> str:
    """Return a codebook as a `codebook/1` file that can be imported again."""
    return yaml.safe_dump(codebook_body(book), sort_keys=False, allow_unicode=True, width=100)


opened = state.project()
messages.said()
books = {book.id: book for book in codebooks(opened)}
messages.need(bool(books), "codebook")
st.title("Codebook")
id = st.selectbox(
    "Codebook", list(books), format_func=lambda key: books[key].title, key="codebook.book"
)
book = books[id]
topics = dict(book.topics)
left, right = st.columns(2, gap="large")
with left:
    frame = pd.DataFrame(
        {
            "Code": [f"{'↳ ' if code.parent else ''}{code.name}" for code in book.codes],
            "Id": [code.id for code in book.codes],
            "Topic": [topics.get(code.topic, code.topic) for code in book.codes],
        }
    )
    picked = st.dataframe(
        frame, hide_index=True, height=560, key=f"codebook.table.{id}",
        on_select="rerun", selection_mode="single-row",
        column_config={"Code": st.column_config.Column(width=270)},
    )  # fmt: skip
    st.caption(f"{len(book.codes)} codes. Click a row to read and edit it.")
    st.download_button(
        "Codebook as YAML", lambda: as_yaml(book), f"{id}.yaml", "text/yaml",
        icon=":material/download:", on_click="ignore",
    )  # fmt: skip
with right:
    chosen = picked.selection.rows
    code = book.codes[chosen[0] if chosen and chosen[0] < len(book.codes) else 0]
    st.subheader(messages.plain(f"{code.name} ({code.id})"), anchor=False)
    if code.example:
        st.caption("Example")
        st.text(code.example)
    edit(opened, book, code)
    with st.expander("Add a code"):
        add(opened, book)
