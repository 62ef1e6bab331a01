"""How alembic runs the migrations: in the transaction of whoever opens the history."""

from __future__ import annotations

from alembic import context

from svcqa.history.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
