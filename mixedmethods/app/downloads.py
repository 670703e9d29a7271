"""What a page hands out: the same table or figure as a file, made when it is asked for."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from mixedmethods.report import guarded_csv, save, workbook

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def tables(
    name: str,
    frame: pd.DataFrame,
    about: Mapping[str, str],
    draw: "Callable[[], Figure] | None" = None,
) -> None:
    """Offer a table as CSV and XLSX, and its figure, where it has one, as PNG and SVG.

    Parameters
    ----------
    name : str
        File name without its ending.
    frame : DataFrame
        The tidy table.
    about : mapping
        What the workbook says on its first sheet.
    draw : callable, optional
        Draws the figure; called only when a picture is asked for.
    """
    offers: list[tuple[str, str, Callable[[], bytes]]] = [
        ("csv", "text/csv", lambda: guarded_csv(frame).encode("utf-8-sig")),
        ("xlsx", XLSX, lambda: workbook({name: frame}, about)),
    ]
    if draw is not None:
        offers += [
            ("png", "image/png", lambda: save(draw(), "png")),
            ("svg", "image/svg+xml", lambda: save(draw(), "svg")),
        ]
    with st.container(horizontal=True):
        for ending, mime, make in offers:
            file(ending.upper(), f"{name}.{ending}", mime, make)


def file(label: str, name: str, mime: str, make: Callable[[], bytes]) -> None:
    """Offer one file, made when it is asked for; the page does not run again."""
    st.download_button(
        label,
        data=make,
        file_name=name,
        mime=mime,
        icon=":material/download:",
        on_click="ignore",
        key=f"download.{name}",
    )
