"""收发室: what comes by post, fax or hand is taken in at once and waits until the desk has made a case of it."""
