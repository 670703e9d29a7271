"""The frame round every page: navigation, the open project, who is working."""

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from mixedmethods.app import state
from mixedmethods.app.messages import shown_errors

HERE = Path(__file__).parent
SECTIONS = {
    "": (
        ("overview", "Overview", "home"),
        ("import_files", "Import", "upload_file"),
    ),
    "Survey": (
        ("survey", "Survey", "bar_chart"),
        ("knowledge", "Knowledge audit", "fact_check"),
        ("base_audit", "Base audit", "percent"),
        ("free_text", "Free text", "short_text"),
    ),
    "Texts": (
        ("code", "Code", "ink_highlighter"),
        ("suggestions", "Suggestions", "lightbulb"),
        ("codebook", "Codebook", "menu_book"),
        ("matrices", "Matrices", "grid_on"),
        ("quotes", "Quotes", "format_quote"),
        ("agreement", "Agreement", "compare"),
    ),
    "Numbers": (
        ("outcomes", "Outcomes", "query_stats"),
        ("pathway", "Pathway", "waterfall_chart"),
        ("deprivation", "Deprivation", "stairs"),
        ("models", "Models", "tune"),
    ),
    "Argument": (
        ("links", "Links", "link"),
        ("joint_display", "Joint display", "join_inner"),
        ("thread", "Thread", "conversion_path"),
        ("coverage", "Coverage", "rule"),
        ("claim_check", "Claim check", "spellcheck"),
    ),
    "Hand in": (
        ("findings", "Findings", "edit_note"),
        ("checklists", "Checklists", "checklist"),
        ("report", "Report", "description"),
        ("project", "Project", "folder_open"),
    ),
}


def main() -> None:
    """Show the page that was chosen."""
    st.set_page_config(page_title="mixedmethods", page_icon=str(HERE / "icon.svg"), layout="wide")
    page = st.navigation(
        {section: [_page(*each) for each in pages] for section, pages in SECTIONS.items()},
        expanded=True,
    )
    st.logo(str(HERE / "logo.svg"), icon_image=str(HERE / "icon.svg"), size="large")
    st.html(HERE / "frame.css")
    with st.sidebar, shown_errors():
        state.choose_project()
        state.choose_coder()
    page.run()


def _page(name: str, title: str, icon: str) -> StreamlitPage:
    return st.Page(
        HERE / "pages" / f"{name}.py",
        title=title,
        icon=f":material/{icon}:",
        url_path=name,
        default=name == "overview",
    )
