"""Importing, as plain data: what may be imported, what a person decided, what came of it."""
