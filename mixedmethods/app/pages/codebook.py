"""Page "Codebook": read and edit codes, and keep their tree in order."""

from functools import partial

import pandas as pd
import streamlit as st
import yaml

from mixedmethods.app import codebook_edits as edits
from mixedmethods.app import downloads, memo_form, messages, state
from mixedmethods.app.code_form import add, edit, start
from mixedmethods.app.link_form import offer
from mixedmethods.desk.codebook import depths
from mixedmethods.integration import Study
from mixedmethods.model import Codebook
from mixedmethods.report.codebook import codebook_body
from mixedmethods.report.exchange import qdc_bytes
from mixedmethods.store.codes import codebooks

INDENT = "\u2003"


def as_yaml(book: Codebook) -> str:
    """Return a codebook as a `codebook/1` file that can be imported again."""
    return yaml.safe_dump(codebook_body(book), sort_keys=False, allow_unicode=True, width=100)


def tree(study: Study, book: Codebook) -> pd.DataFrame:
    """Return the codes as a tree, with how often each is used."""
    topics, depth = dict(book.topics), depths(book.codes)
    said = study.codings[~study.codings["moderator"].astype(bool)]
    once = said.drop_duplicates(["source", "start", "end", "code"])
    uses = once.groupby("code").agg(
        segments=("id", "size"), speakers=("case", "nunique"), groups=("source", "nunique")
    )
    frame = pd.DataFrame(
        {
            "Code": [
                f"{INDENT * depth[code.id]}{'' if code.codable else '▸ '}{code.name}"
                for code in book.codes
            ],
            "Id": [code.id for code in book.codes],
        }
    )
    if not study.reflexive:
        counts = uses.reindex(frame["Id"]).fillna(0).astype(int).reset_index(drop=True)
        frame = frame.join(counts.rename(columns=str.capitalize))
    return frame.assign(Topic=[topics.get(code.topic, code.topic) for code in book.codes])


study, opened = state.study(), state.project()
messages.said()
st.title("Codebook")
books = {book.id: book for book in codebooks(opened)}
if not books:
    st.write("The project has no codebook yet. Start one here, or bring one in.")
    start(opened)
    st.page_link(messages.PAGES / "import_files.py", label="Go to Import")
    st.stop()
id = st.selectbox(
    "Codebook", list(books), format_func=lambda key: books[key].title, key="codebook.book"
)
book = books[id]
left, right = st.columns(2, gap="large")
with left:
    picked = st.dataframe(
        tree(study, book), hide_index=True, height=560, key=f"codebook.table.{id}",
        on_select="rerun", selection_mode="single-row",
        column_config={"Code": st.column_config.Column(width=230)},
    )  # fmt: skip
    st.caption(
        f"{len(book.codes)} codes. Click a row to read and edit it. ▸ marks a heading that is put "
        "on no words."
    )
    edits.step_buttons(opened)
    with st.container(horizontal=True):
        downloads.file("YAML", f"{id}.yaml", "text/yaml", lambda: as_yaml(book).encode())
        downloads.file("REFI-QDA (.qdc)", f"{id}.qdc", "application/xml", partial(qdc_bytes, book))
    with st.expander("Add a code"):
        add(opened, book)
    with st.expander("Start another codebook"):
        start(opened)
with right:
    chosen = picked.selection.rows
    code = book.codes[chosen[0] if chosen and chosen[0] < len(book.codes) else 0]
    st.subheader(messages.plain(f"{code.name} ({code.id})"), anchor=False)
    if code.id in set(study.codings["code"]):
        st.page_link(
            messages.PAGES / "quotes.py", label="Read its quotes",
            icon=":material/format_quote:", query_params={"code": code.id},
        )  # fmt: skip
    offer("Link this theme", f"codebook.link.{code.id}", code=code.id)
    edit(opened, book, code)
    with st.expander("Move it in the tree"):
        edits.move(opened, book, code)
    with st.expander("Merge other codes into it"):
        edits.merge(opened, study, book, code)
    with st.expander("Split it"):
        edits.split(opened, study, book, code)
    with st.expander("Its history"):
        edits.history(opened, code)
    with st.expander("Memos on it"):
        memo_form.memos_of(opened, "code", code.id)
    edits.delete(opened, code)
