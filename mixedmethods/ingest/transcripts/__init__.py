"""Transcripts, one module per form."""
