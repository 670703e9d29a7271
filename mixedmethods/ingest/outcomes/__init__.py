"""Outcome data, one module per form."""
