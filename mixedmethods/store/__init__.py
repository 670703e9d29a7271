"""The project on disk: the only room that knows the database."""

from mixedmethods.store.project import Entry, Project, digest, new_project, open_project

__all__ = ["Entry", "Project", "digest", "new_project", "open_project"]
