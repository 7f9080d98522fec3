"""Papers of a case and the file store; what is uploaded is checked here."""
