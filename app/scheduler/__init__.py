"""The scheduler: a process of its own that only ticks. Truth is rows, so any number of schedulers may run."""
