"""What every process shares: cases, work items, clocks, documents, opinions, numbers, audit, outbox; the one command."""
