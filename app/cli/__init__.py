"""`flask …` commands: exit 0 good, 1 a finding, 2 wrong usage or bad input; errors are one line, never a traceback."""
