"""Work items and who may read what: inbox, reading rights, recipients, history, figures."""
