"""Tests of the web page: one file, nothing fetched, text as text."""

import re

import pandas as pd

from mixedmethods.report.document import Figure, Quote, Section, Table
from mixedmethods.report.html import page

HOSTILE = '<script>alert("x")</script> & "q"'
SECTIONS = [
    Section("One", paragraphs=(HOSTILE,), tables=[
        Table("A & B", pd.DataFrame({"<b>": ["=1+1", None], "n": [1, 2]}), "A note.")]),
    Section("Two", 2, figures=(Figure("F", b"png", f"{HOSTILE}"),),
            quotes=(Quote("We\nwaited.", "P1, FG1, turn 2"),)),
    Section("Three", tables=[Table("T", pd.DataFrame({"x": ["y"]}))]),
]  # fmt: skip


def test_the_page_is_one_file_that_fetches_nothing():
    text = page("Title", "Sub", SECTIONS, "Synthetic", "DRAFT: wait").decode()
    assert text.startswith("<!DOCTYPE html>")
    assert 'lang="en"' in text
    assert not re.search(r"(src|href)=\"(?!data:|#)", text)
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert "&lt;b&gt;" in text


def test_tables_and_figures_are_numbered_named_and_described():
    text = page("Title", "", SECTIONS).decode()
    assert re.findall(r"Table \d\. [^<]*", text) == ["Table 1. A &amp; B", "Table 2. T"]
    assert "Figure 1. F" in text
    assert 'alt="&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &quot;q&quot;"' in text
    assert '<th scope="col">' in text
    assert "<td></td>" in text
    assert "“We<br>waited.”" in text


def test_contents_lead_to_the_first_level_and_a_draft_says_so_first():
    text = page("Title", "", SECTIONS, "Synthetic", "DRAFT: wait").decode()
    assert re.findall(r'<li><a href="#(s\d)">', text) == ["s0", "s2"]
    assert text.index("DRAFT: wait") < text.index("Synthetic") < text.index("<nav")
    assert page("Title", "", SECTIONS) == page("Title", "", SECTIONS)
