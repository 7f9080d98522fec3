"""The long proofs: `python -m tests.prove` runs them and writes docs/prove.md."""
