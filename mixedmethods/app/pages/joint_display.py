"""Page "Joint display": the strands side by side, in the displays that methodologists use."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from mixedmethods.app import downloads, messages, state
from mixedmethods.app.evidence_panel import show_evidence_of
from mixedmethods.app.flow_chart import flow_chart
from mixedmethods.app.reading_parts import show_readings
from mixedmethods.integration import Study, displays, matrices, reference_of
from mixedmethods.report import without_counts
from mixedmethods.report.joint import display_table
from mixedmethods.report.palette import DARK, LIGHT

Display = Callable[[Study, str | None], pd.DataFrame]
DISPLAYS: dict[str, tuple[Display, str]] = {
    "Side by side": (displays.side_by_side, "A row per theme and measure, all strands beside each "
                     "other. Dissonance first."),
    "Statistics by themes": (lambda s, _: displays.statistics_by_themes(s),
                             "What the roles said, beside what the roles answered."),
    "Themes by outcome gaps": (lambda s, _: displays.themes_by_gaps(s),
                               "Which theme was linked to which measure, and how."),
    "Convergence matrix": (lambda s, _: matrices.convergence_matrix(s),
                           "Which strand speaks, which is silent, and Farmer's category."),
    "Pillar": (matrices.pillar, "Numbers and themes, matched, checked and joined. What is "
               "unmatched stays."),
    "Findings to recommendations": (lambda s, _: displays.recommendations(s),
                                    "What stands behind each recommendation."),
    "Across focus groups": (lambda s, _: matrices.cross_case(s, "focus group"),
                            "Segments of each theme in each focus group."),
    "Across organisations": (lambda s, _: matrices.cross_case(s, "case study"),
                             "Segments of each topic in each case study."),
    "Mixed methods matrix": (lambda s, _: matrices.mixed_matrix(s)[0],
                             "Respondents who answered and wrote."),
    "Picture of links": (lambda s, _: matrices.flows(s),
                         "Themes, stages of the pathway and recommendations."),
}  # fmt: skip

WIDTHS = {
    name: st.column_config.TextColumn(width=width)
    for name, width in {"Theme": 120, "Measure": 75, "Outcomes": 155, "Survey": 150,
                        "Focus groups": 100, "Literature": 85, "Inference": 130, "Wording": 170,
                        "Text": 190, "Themes": 150, "Items": 150, "Numbers": 190, "Pillar": 120,
                        "Codes": 220, "Answers": 330}.items()
}  # fmt: skip


@st.cache_data(max_entries=30, show_spinner="Setting the strands side by side")
def made(
    revision: tuple[str, int, str], name: str, reference: str | None, _study: Study
) -> pd.DataFrame:
    """Return a display, once per project revision."""
    return DISPLAYS[name][0](_study, reference)


def show(study: Study, name: str, table: pd.DataFrame) -> None:
    """Show one display; a row that is chosen opens what stands behind it."""
    if name == "Picture of links":
        ink = LIGHT if st.context.theme.type == "dark" else DARK
        st.plotly_chart(flow_chart(table, ink), key="joint.flow")
        return
    printed = display_table(without_counts(table) if study.reflexive else table)
    flat = name.startswith("Across") or name == "Themes by outcome gaps"
    event = st.dataframe(
        printed, hide_index=True, on_select="rerun", selection_mode="single-row",
        key=f"joint.{name}", row_height=None if flat else 112,
        height=min(640, 40 + (36 if flat else 112) * len(printed)), column_config=WIDTHS,
    )  # fmt: skip
    rows = event.selection.rows
    if rows and {"code", "measure"} & set(table):
        row = table.iloc[rows[0]]
        show_evidence_of(study, f"{row.get('code', '')}", f"{row.get('measure', '')}")
    elif {"code", "measure"} & set(table):
        st.caption("Choose a row, at its left edge, to open what stands behind it.")


study = state.study()
messages.said()
messages.need(bool(study.codebooks), "codebook")
messages.need(len(study.rates) > 0 or bool(study.surveys), "outcomes")
st.title("Joint display")
st.write("Nothing here is concluded for you: an inference is what a person wrote in a link.")
name = st.selectbox("Display", list(DISPLAYS), key="joint.name")
st.caption(DISPLAYS[name][1])
table = made(state.revision(), name, reference_of(study), study)
if name == "Mixed methods matrix":
    st.info(matrices.WHY_NOT, icon=":material/info:")
if table.empty:
    st.info("There is nothing to show in it yet: links are made on the Links page.",
            icon=":material/info:")  # fmt: skip
else:
    show(study, name, table)
    downloads.tables(name.lower().replace(" ", "_"), table, state.about())
show_readings(study)
