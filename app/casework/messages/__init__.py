"""What leaves the database after the commit: outbox, dispatch, mail."""
