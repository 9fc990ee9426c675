"""Reminders that come to the front, and what people are told; imported after the start."""
