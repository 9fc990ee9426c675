"""Reminders: what an entity declares of them, when they ring, and what a person did about them."""
