"""Migrations of the history's schema, run by alembic when a history is opened."""
