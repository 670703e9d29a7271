"""Sentences of a text, as stretches: NLTK's Punkt with our own abbreviations, no download."""

from functools import cache
from typing import Any

ABBREVIATIONS = """
mr mrs ms dr prof st rd ave no nos vs etc e.g i.e eg ie approx dept est fig gp hr hrs jan feb mar
apr jun jul aug sep sept oct nov dec jr sr ltd inc min mins p pp ref tel wk wks yr yrs a.m p.m
ph.d b.a m.sc cf vol ed eds al
"""
# After an abbreviation these start a sentence: "I said no. Then she rang." is two.
STARTERS = """
a after all and as at because but did do everybody for from had have he her his how i if in is it
my no nobody not now of on one or our she so some that the their then there these they this to was
we well what when where which who why with yeah yes you your
"""


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the sentences of a text as stretches (code points, half open), in order.

    Returns
    -------
    list of (int, int)
        They cover all words and do not overlap; white space between them is in none. Empty for a
        text without words.
    """
    stretches = []
    for start, end in _splitter().span_tokenize(text):
        words = text[start:end].strip()
        start += text[start:end].find(words)
        if words:
            stretches.append((start, start + len(words)))
    return stretches


@cache
def _splitter() -> Any:
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer  # slow to import

    parameters = PunktParameters()
    parameters.abbrev_types = set(ABBREVIATIONS.split())
    parameters.sent_starters = set(STARTERS.split())
    return PunktSentenceTokenizer(parameters)
