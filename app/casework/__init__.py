"""What every process shares: cases, work items, clocks, papers, opinions, numbers, audit, outbox, the command."""
