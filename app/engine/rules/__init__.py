"""The rules for diagrams, one module per concern. Each rule takes a sheet and yields findings.

A rule never raises on a strange file: the check must be able to say everything that is wrong at once.
"""
