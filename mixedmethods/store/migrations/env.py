"""Alembic runs this inside the transaction that `store.migrate` has begun."""

from alembic import context

from mixedmethods.store.schema import metadata

if hasattr(context, "config"):  # absent where something else than alembic imports this file
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=metadata,
        render_as_batch=True,
        transactional_ddl=False,  # the caller's transaction is the one that counts
    )
    context.run_migrations()
