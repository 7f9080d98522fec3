"""The engine's run of a case: workflow, timers, versions and drawings of diagrams."""
