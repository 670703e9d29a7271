"""Forms that hold what a person is writing, while others may change the same thing."""

import streamlit as st

CHANGED = (
    "Somebody has changed this since you opened it. What you wrote is still below; it can be saved "
    "once you have seen the new version."
)


def opened(form: str, id: str, version: int) -> tuple[int, str]:
    """Return the version a form was opened on, and a prefix for the keys of its widgets.

    Parameters
    ----------
    form : str
        Names the form; one thing is open in it at a time.
    id : str
        The thing that is edited. Another id opens the form anew.
    version : int
        Its version now. Where it is no longer the one that was opened, the page says so.
    """
    held = st.session_state.get(form)
    if held is None or held[0] != id:
        held = (id, version, 0 if held is None else held[2] + 1)
        st.session_state[form] = held
    if held[1] != version:
        st.warning(CHANGED, icon=":material/history:")
        if st.button("Show the new version", key=f"{form}.renew"):
            close(form)
            st.rerun()
    return held[1], f"{form}.{held[2]}."


def close(form: str) -> None:
    """Let the form open anew, with what is stored."""
    held = st.session_state.get(form)
    st.session_state[form] = ("", 0, 0 if held is None else held[2])
