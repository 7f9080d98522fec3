"""What stands in public, for every process: publishing, correcting, withdrawing, reviewing, finding."""
