"""What the Findings page shows behind a finding."""

import pandas as pd
import streamlit as st

from mixedmethods.app import messages
from mixedmethods.app.link_form import link_name
from mixedmethods.integration import Study
from mixedmethods.model import Finding


def rests_on(study: Study, finding: Finding) -> None:
    """Show what is behind a finding: its numbers, and all that its links stand on."""
    links = [link for link in study.links if link.id in finding.links]
    rows = [("this text", f"{{{token}}}", value) for token, value in finding.evidence]
    rows += [(link_name(study, link), *pair) for link in links for pair in link.evidence]
    if not rows:
        return
    with st.expander("What it rests on"):
        shown = pd.DataFrame(rows, columns=["In", "Evidence", "As it was saved"])
        st.dataframe(shown, hide_index=True)
        for code in dict.fromkeys(link.code for link in links if link.code in study.codes):
            st.page_link(
                messages.PAGES / "thread.py", label=f"Thread of {study.codes[code].name}",
                icon=":material/conversion_path:", query_params={"theme": code},
            )  # fmt: skip
