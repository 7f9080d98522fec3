"""The law as pure functions: standard library only, no clock of its own, no database.

Every rule takes its dates, calendar and parameters as arguments; days are dates of the
office (Asia/Shanghai), instants carry an offset.
"""
