"""A tiny application that shows every component with invented content, for looking at and for tests."""
