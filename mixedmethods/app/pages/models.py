"""Page "Models": outcomes of episodes, adjusted step by step, from a file that stays unstored."""

import pandas as pd
import streamlit as st

from mixedmethods.app import downloads, messages, model_runs, state
from mixedmethods.app.charts import share_chart
from mixedmethods.outcomes.episodes.between import NOT_RANKED
from mixedmethods.outcomes.episodes.ladder import NOT_COMPARABLE, adjusted_for
from mixedmethods.report import share_plot, workbook
from mixedmethods.report.models import (
    effects_text,
    missing_sentence,
    missing_text,
    model_sentences,
    services_sentence,
    share_rows,
    shares_text,
)

study = state.study()
st.title("Models")
st.write(
    "One row per episode of care: how far apart are the outcomes of ethnic groups, and how far "
    "when adjusted for other differences, step by step?"
)
file = model_runs.chosen_file()
with messages.shown_errors():
    about = model_runs.look(file)
outcome, top, reference = model_runs.choices(about)
models = model_runs.ladder_choice(top)
fits = model_runs.fitted(file, outcome.id, models, top, reference)
effects = pd.concat([each[0] for each in fits], ignore_index=True)
shares = pd.concat([each[1] for each in fits], ignore_index=True)

with messages.shown_errors():
    missing = model_runs.lack(file, outcome.id, top)
sentences = model_sentences(shares, outcome, reference)
st.subheader(f"{outcome.name}, by ethnic group", anchor=False)
st.markdown(messages.plain(missing_sentence(missing, outcome)))
if sentences:
    st.markdown(messages.plain(sentences[0]))
dots = share_rows(shares, [models[0], models[-1]])
st.plotly_chart(share_chart(dots, close=True), key="models.chart", config={"displaylogo": False})
st.caption(
    "Standardised shares: what a model expects if everybody were of the group and all else as it "
    "is. Lines: 95% intervals. "
    f"Model {models[-1]}: {adjusted_for(models[-1])}."
)
with st.expander("The chart in words"):
    for sentence in sentences:
        st.text(sentence)
st.subheader("Shares under each model", anchor=False)
st.dataframe(shares_text(shares), hide_index=True)
st.caption(
    "Points: how far from the reference. Adjusted for does not mean explained by: waits and "
    "sessions come after the start and may be part of how a service treats a group."
)
st.subheader("Odds ratios" if outcome.family == "logistic" else "Differences", anchor=False)
st.dataframe(effects_text(effects), hide_index=True)
st.caption(NOT_COMPARABLE)
lacking = missing_text(missing)
if len(lacking):
    with st.expander("What is missing"):
        st.dataframe(lacking, hide_index=True)
        st.caption("One episode may lack several. The models stand on those that lack nothing.")
if (
    about.services
    and outcome.family == "logistic"
    and st.toggle("How much services differ", key="models.services")
):
    with messages.shown_errors(stop=False):
        found = model_runs.between(file, outcome.id, models[-1], reference)
        st.markdown(messages.plain(services_sentence(found)))
        st.caption(NOT_RANKED)
name = f"models_{outcome.id}"
described = {"title": f"{study.title}: models of {outcome.name.lower()}", "label": study.label}
tables = {"shares": shares, "effects": effects, "missing": missing}
downloads.tables(name, shares, described, lambda: share_plot(dots, close=True))
downloads.file(
    "All tables, XLSX", f"{name}_all.xlsx", downloads.XLSX, lambda: workbook(tables, described)
)
