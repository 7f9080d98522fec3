"""Builders and drivers for tests."""
