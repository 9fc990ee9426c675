"""Sharing records: with whom, how far, and who may do what already, and why."""
