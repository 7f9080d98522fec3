"""Bound texts: slots of a case, their versions, and the signatures that stand on them."""
