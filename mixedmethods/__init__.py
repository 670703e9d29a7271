"""Surveys, focus groups and outcome gaps in one place, for health services research.

The rooms, in the order data flow: `model` (records), `ingest` (files to records), `store` (the
project on disk), `survey`, `coding` and `outcomes` (analysis, each on its own), `integration`
(where they meet), `report` (results to files), `app` and `cli` (for people).
"""

__version__ = "0.1.0"
