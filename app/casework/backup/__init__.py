"""Backups: everything that this database and its file store hold, as one file that either database can take back."""
