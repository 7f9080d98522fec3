"""案卷: a case as one file for the archive: its papers in order, and what proves that none is missing or changed."""
