"""Time: clocks projected from events, reminders, sweep, digest, holiday notices."""
