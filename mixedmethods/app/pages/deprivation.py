"""Page "Deprivation": how a rate rises from the most to the least deprived areas."""

import pandas as pd
import streamlit as st

from mixedmethods.app import downloads, messages, state
from mixedmethods.app.charts import share_chart
from mixedmethods.desk.outcomes import ENGLAND, counted_measures, inequality, sources
from mixedmethods.integration import Study
from mixedmethods.model.code_lists import DECILE
from mixedmethods.report import share_plot
from mixedmethods.report.deprivation import decile_rows, slope_sentences, slopes_table


@st.cache_data(max_entries=50, show_spinner="Drawing the line through the deciles")
def slopes(
    revision: tuple[str, int, str], measure: str, area: str, _study: Study
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Compute the indices once per project revision."""
    return inequality(_study, measure, area=area)


study = state.study()
counts = study.counts
messages.need(len(counts) > 0 and DECILE in set(counts["characteristic"]), "deciles")
st.title("Deprivation")
st.write(
    "Areas are ranked in ten equal parts by the Index of Multiple Deprivation. How far apart are "
    "the outcomes of people who live at its two ends?"
)
one, two, three = st.columns(3)
there = counts[counts["characteristic"] == DECILE]["area"].unique()
area = one.selectbox(
    "Area", sorted(there, key=lambda name: (name != ENGLAND, name)), key="deprivation.area"
)
names = counted_measures()
measure = two.selectbox(
    "Measure", list(names), format_func=lambda id: names[id], key="deprivation.measure"
)
with messages.shown_errors():
    indices, rates = slopes(state.revision(), measure, area, study)
periods = list(indices["period"])
shown = three.multiselect(
    "Periods in the chart",
    periods,
    default=[*dict.fromkeys((periods[0], periods[-1]))],
    key="deprivation.periods",
)
for sentence in slope_sentences(indices, names[measure]):
    st.markdown(messages.plain(sentence))
if shown:
    dots = decile_rows(rates, sorted(shown))
    st.plotly_chart(
        share_chart(dots, close=True), key="deprivation.chart", config={"displaylogo": False}
    )
    st.caption("Lines: 95% Wilson intervals, which are narrow at these numbers of people.")
else:
    st.caption("Choose a period for the chart.")
st.subheader("The slope in each period", anchor=False)
st.dataframe(slopes_table(indices), hide_index=True)
st.caption(
    "Slope: the rate at the least deprived end less that at the most deprived, along the line "
    "through all deciles, in points. Ratio: the one over the other. Both use everybody, not the "
    "two ends alone."
)
about = {"title": f"{study.title}: deprivation", "label": study.label}
downloads.tables(
    f"deprivation_{measure}",
    indices,
    about,
    (lambda: share_plot(dots, close=True)) if shown else None,
)
with st.expander("The rate of each decile"):
    table = decile_rows(rates, periods).pivot(index="name", columns="group", values="text")
    order = list(dict.fromkeys(decile_rows(rates, periods)["name"]))
    st.dataframe(table.loc[order].rename_axis(index="Decile", columns=None).reset_index(),
                 hide_index=True)  # fmt: skip
    downloads.tables(f"deciles_{measure}", rates, about)
st.caption(messages.plain(sources(study, area)))
