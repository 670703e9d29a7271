"""Errors that a researcher can mend.

A message has three parts: what must hold, what came, what to do. It holds counts, names and row
numbers and never a respondent's words. Anything that is not a `DataError` is a bug and passes
through.
"""


class DataError(ValueError):
    """The researcher's data or request do not fit; the message says how to mend it."""


class FileError(DataError):
    """A file cannot be read as what it was taken for."""


class ProjectError(DataError):
    """The project does not allow the change: it is absent, out of date or in use."""
