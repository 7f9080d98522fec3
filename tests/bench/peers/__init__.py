"""The same process here and in another product, measured side by side (`make bench-peers`)."""
