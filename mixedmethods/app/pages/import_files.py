"""Page "Import": choose files, see what would come of them, then bring them in."""

import pandas as pd
import streamlit as st

from mixedmethods.app import messages, state
from mixedmethods.app.count_form import levels_of
from mixedmethods.app.import_help import ENDINGS, HELP, KINDS
from mixedmethods.app.survey_form import form_of
from mixedmethods.app.transcript_form import cast_of
from mixedmethods.desk.intake import (
    File,
    Imported,
    Options,
    import_files,
    instruments_among,
    kind_of,
)
from mixedmethods.store import documents
from mixedmethods.store.numbers import instruments


def account(done: list[Imported]) -> None:
    """Show what came of each file, with its row audit."""
    for each in done:
        st.markdown(f"**{messages.plain(each.name)}** ({each.kind})")
        st.text(f"{each.summary}. Kept {each.audit.kept}, dropped {each.audit.dropped}.")
        if each.audit.entries:
            rows = [(e.row or "", e.column, e.outcome, e.reason) for e in each.audit.entries]
            frame = pd.DataFrame(rows, columns=["Row", "Column", "Outcome", "Why"])
            st.dataframe(frame.astype(str), hide_index=True)


opened = state.project()
messages.said()
st.title("Import")
st.write(
    "Choose one file or several. Nothing is stored until you have seen what would come of them, "
    "and then all of them come in or none."
)
with st.expander("Which files can I import?"):
    st.markdown(HELP)

round_ = st.session_state.setdefault("import_round", 0)
uploads = st.file_uploader(
    "Files",
    type=ENDINGS,
    accept_multiple_files=True,
    key=f"import.files.{round_}",
)
one, two = st.columns(2)
kind = one.selectbox(
    "What they are", list(KINDS), format_func=lambda kind: KINDS[kind], key="import.kind"
)
coder = two.text_input(
    "Coder of a file of codings", state.coder(), max_chars=60, key="import.coder"
)
leave_out = st.checkbox(
    "Leave out survey answers that are not on their scale",
    key="import.leave_out",
    help="Otherwise a survey with such answers is refused, and their rows and columns are listed.",
)

if uploads:
    files = [File(upload.name, upload.getvalue(), kind) for upload in uploads]
    named = {file.name: (file, kind_of(file)) for file in files}  # of two of one name, one form
    casts = {name: cast_of(file) for name, (file, told) in named.items() if told == "transcript"}
    known = {each.id: each for each in (*instruments(opened), *instruments_among(files))}
    mapped = any(told == "survey_map" for _, told in named.values())
    forms = {
        name: form_of(file, known, mapped=mapped)
        for name, (file, told) in named.items()
        if told == "survey"
    }
    ready = {name: form for name, form in forms.items() if form is not None}
    files += [form.drafted for form in ready.values() if form.drafted is not None]
    options = Options(
        coder=coder.strip() or state.coder(),
        leave_out_unknown=leave_out,
        levels=levels_of([told for _, told in named.values()]),
        casts={name: cast for name, cast in casts.items() if cast is not None},
        readings={name: form.reading for name, form in ready.items()},
        instruments={name: form.instrument for name, form in ready.items()},
    )
    done: list[Imported] = []
    if None not in (*casts.values(), *forms.values()):
        with messages.shown_errors(stop=False), st.spinner("Reading the files"):
            done = import_files(opened, files, state.coder(), options, rehearse=True)
    if done:
        st.subheader("What would come in", anchor=False)
        account(done)
        if st.button("Import", type="primary", icon=":material/upload_file:"):
            with messages.shown_errors(), st.status("Importing", expanded=False) as status:
                import_files(opened, files, state.coder(), options)
                status.update(label="Imported", state="complete")
            st.session_state["import_round"] = round_ + 1
            messages.say(f"Imported {len(files)} file{'s' if len(files) > 1 else ''}")
            st.rerun()

st.subheader("Imported so far", anchor=False)
held = documents.files(opened)
if not held:
    st.info("No file has been imported into this project yet.", icon=":material/info:")
else:
    columns = {"name": "File", "kind": "What", "kept": "Kept", "dropped": "Dropped", "at": "When"}
    frame = pd.DataFrame(held).rename(columns=columns | {"author": "Who"})
    frame["When"] = frame["When"].map(messages.when)
    st.dataframe(frame[[*columns.values(), "Who"]], hide_index=True)
    flagged = {f["name"]: f["audit"] for f in held if f["audit"]}
    if flagged:
        name = st.selectbox("Row audit of", list(flagged), key="import.audit")
        audit = pd.DataFrame(flagged[name], columns=["Row", "Outcome", "Why", "Column"])
        st.dataframe(audit[["Row", "Column", "Outcome", "Why"]], hide_index=True)
