"""Texts of messages and of the public guide, which an office may write itself, and what they say now."""
