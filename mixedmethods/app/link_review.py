"""What the Links page shows of links that exist: stale ones, and second assessors."""

import pandas as pd
import streamlit as st

from mixedmethods.app import messages, state
from mixedmethods.app.link_form import link_name
from mixedmethods.desk.reading import affirm_link
from mixedmethods.integration import Study
from mixedmethods.integration.review import comparison, completeness
from mixedmethods.model import RELATIONS, Assessment, Link
from mixedmethods.store import links as kept

SHOWN = 20  # stale links at a time
READ = {"evidence": "Evidence", "old": "When it was saved", "new": "Now"}


def show_stale(study: Study, changed: pd.DataFrame) -> None:
    """Show old and new under each stale link, and let the user affirm or withdraw it."""
    if changed.empty:
        return
    names = {link.id: link for link in study.links}
    st.warning(
        f"The evidence under {changed['link'].nunique()} of {len(names)} links has changed since "
        "they were saved. Look at old and new, then affirm each or withdraw it. Until then what "
        "you export is marked as a draft.",
        icon=":material/history:",
    )
    several = list(changed.groupby("link", sort=False))
    if len(several) > SHOWN:
        st.caption(f"The first {SHOWN} of {len(several)}; the others follow as these are settled.")
    for id, rows in several[:SHOWN]:
        link = names[str(id)]
        with st.container(border=True):
            st.markdown(f"**{messages.plain(link_name(study, link))}**")
            st.dataframe(rows[list(READ)].rename(columns=READ), hide_index=True)
            with st.container(horizontal=True):
                if st.button("It still holds: affirm", key=f"affirm.{id}", icon=":material/check:"):
                    with messages.shown_errors():
                        affirm_link(state.project(), link, state.coder())
                    messages.say("The link is affirmed on the evidence as it is now")
                    st.rerun()
                withdraw(link, f"stale.{id}")


def withdraw(link: Link, key: str) -> None:
    """Show the button that withdraws a link."""
    if st.button("Withdraw this link", key=f"withdraw.{key}", icon=":material/delete:"):
        with messages.shown_errors():
            kept.remove_link(state.project(), link, state.coder())
        messages.say("The link is withdrawn; Undo on the Overview brings it back")
        st.rerun()


def assess(link: Link) -> None:
    """Let someone other than the author say how they read the link."""
    me = state.coder()
    if me == link.author:
        st.caption(
            "A second assessor reads the link without changing it: a colleague who works under "
            "another name finds the form here."
        )
        return
    with st.form(f"assess.{link.id}", clear_on_submit=True):
        st.markdown("**Your own assessment**")
        relation = st.radio("How you read it", list(RELATIONS), horizontal=True)
        reason = st.text_input("Why")
        if st.form_submit_button("Save the assessment"):
            with messages.shown_errors():
                kept.assess(state.project(), Assessment(link.id, me, relation, reason.strip()))
            messages.say("Your assessment is saved")
            st.rerun()


def show_disagreements(study: Study) -> None:
    """Show where assessors read a link otherwise than its author."""
    table = comparison(study)
    if table.empty:
        return
    apart = int((~table["agrees"]).sum())
    with st.expander(f"Second assessors: {apart} of {len(table)} read it otherwise"):
        shown = table.assign(agrees=table["agrees"].map({True: "yes", False: "no"}))
        st.dataframe(shown.drop(columns="link"), hide_index=True)
        st.caption("How complete the assessment is, relation by relation:")
        st.dataframe(completeness(study), hide_index=True)
