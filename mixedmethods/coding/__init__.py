"""Coding of texts: suggestions from a lexicon, themes by group. Pure; knows no disk."""

from mixedmethods.coding.match import Suggestion, matches
from mixedmethods.coding.ranking import answering, rank_codes, says_nothing, voices
from mixedmethods.coding.suggest import still_open, suggest, suggestions_frame
from mixedmethods.coding.themes import quotes, summary_table, theme_table

__all__ = [
    "Suggestion",
    "answering",
    "matches",
    "quotes",
    "rank_codes",
    "says_nothing",
    "still_open",
    "suggest",
    "suggestions_frame",
    "summary_table",
    "theme_table",
    "voices",
]
