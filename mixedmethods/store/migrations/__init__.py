"""Alembic migrations of a project."""
