"""Page "Base audit": whether whole people can give the percentages of a report."""

import pandas as pd
import streamlit as st

from mixedmethods.app import downloads, messages, state
from mixedmethods.desk.surveys import percentages_in, published_percentages
from mixedmethods.report import workbook
from mixedmethods.report.bases import bases_table, distributions_table
from mixedmethods.survey import audit_bases, audit_distributions

ROWS = 8  # empty lines to begin with
TEXT = ["item", "statement", "percent"]
COUNTS = {
    "base": ("Stated base", "People, as the report says."),
    "asked": ("Asked", "People, if only some were asked."),
    "parts": ("Adds up", "How many answers it sums; empty for one."),
    "answers": ("Answers", "How many the question offers, if this is one of them."),
}
SOURCES = {"noted": "Those in the instruments", "own": "An empty table", "file": "A file"}


def uploaded(columns: list[str]) -> pd.DataFrame:
    """Let the user choose a table of percentages; stop the page until there is one."""
    given = st.file_uploader("Table with the columns percent and base", ["csv", "xlsx"])
    if given is None:
        st.caption("Beside them there may be item, statement, asked, parts and answers.")
        st.stop()
    with messages.shown_errors():
        return percentages_in(given.name, given.getvalue())[columns]


def typed(first: pd.DataFrame, key: str) -> pd.DataFrame:
    """Let the user type or paste percentages; return the lines that are filled in."""
    numbers = {
        name: st.column_config.NumberColumn(label, help=help, min_value=1, step=1, format="%d")
        for name, (label, help) in COUNTS.items()
    }
    given: pd.DataFrame = st.data_editor(
        first,
        num_rows="dynamic",
        hide_index=True,
        height=320,
        key=f"base_audit.{key}",
        column_config={
            "item": "Question",
            "statement": st.column_config.TextColumn("What is said", width="medium"),
            "percent": st.column_config.TextColumn("Percentage", help="As printed: 55 or 50.2."),
            **numbers,
        },
    )
    given = given.fillna(dict.fromkeys(TEXT, "") | {"parts": 1})
    return given[given["percent"].str.strip().ne("") & given["base"].notna()]


opened, study = state.project(), state.study()
st.title("Base audit")
st.write(
    "A share of 11 people can only be one of 12 percentages. Type or paste what a report prints, "
    "with the base it states: each line is checked against whole people."
)
noted = published_percentages(opened)[[*TEXT, *COUNTS]]
empty = noted.head(0).reindex(range(ROWS))
chosen = st.segmented_control(
    "Percentages",
    [source for source in SOURCES if len(noted) or source != "noted"],
    default="noted" if len(noted) else "own",
    format_func=lambda source: SOURCES[source],
    key="base_audit.source",
    required=True,
)
columns = [*TEXT, *COUNTS]
if chosen == "file":
    lines = typed(uploaded(columns), "file")
else:
    lines = typed(noted if chosen == "noted" else empty, f"{chosen}")
if lines.empty:
    st.info("No line has a percentage and a base yet.", icon=":material/info:")
    st.stop()
with messages.shown_errors():
    single = audit_bases(lines)
    together = audit_distributions(lines[lines["answers"].notna()])
items = list(study.items.values())
flagged = single[single["verdict"] != "possible"]
need = "needs" if len(flagged) == 1 else "need"
st.subheader(f"{len(flagged)} of {len(single)} {need} an explanation", anchor=False)
everything = st.toggle("Show the possible ones too", key="base_audit.everything")
widths = {"Question": 190, "Verdict": 200, "Bases that fit": 250}
config = {name: st.column_config.Column(width=width) for name, width in widths.items()}
shown = bases_table(single if everything else flagged, items)
silent = [name for name in shown if (shown[name] == "").all()]
if len(shown):
    st.dataframe(shown.drop(columns=silent), hide_index=True, column_config=config)
st.caption(
    "Shares are rounded half up. People: how many of the stated base, or of those asked, print the "
    "percentage. A verdict says what whole people can give, not why a report prints something else."
)
if len(together):
    st.subheader("The answers of a question together", anchor=False)
    st.dataframe(distributions_table(together, items), hide_index=True, column_config=config)
    st.caption("People: how many these percentages add up to. All answers must add up to the base.")
about = {"title": f"{study.title}: base audit", "label": study.label}
files = {"percentages": single, "together": together}
downloads.file("XLSX", "base_audit.xlsx", downloads.XLSX, lambda: workbook(files, about))
