"""One act, one transaction: who acts, the command function, audit chain, numbers."""
