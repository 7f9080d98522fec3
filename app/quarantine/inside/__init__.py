"""What runs in the process that opens a file. Imports nothing of the house but `limits`, and as little as can be."""
