"""The passphrase that keys are sealed with in tests of backups."""

PASSPHRASE = "a long word of the office 2026"
