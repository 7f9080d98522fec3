"""The engine: diagrams in, open tasks out. SpiffWorkflow is used here and nowhere else.

Pure: no database, no Flask, no clock. The caller (`app.casework`) owns the transaction, stores the bytes of
`Run.dump`, projects `ready()` and `timers()` into its tables and gives `perform` for the service tasks.

Public names
    diagrams    DiagramSet, load_diagrams
    lint        check_diagrams, require_sound (Finding and Vocabulary come from findings)
    operations  Operations, Operation
    runner      start, restore, Run, FORMAT (ReadyTask and WaitingTimer come from open_work)
    choices     Choice
    trail       Trail
    drawing     draw
    gathering   gather_folders, gather_with_calls
    errors      EngineError and what derives from it

A Run that raised is thrown away. What diagrams may contain: DIAGRAMS.md beside this file.
"""
