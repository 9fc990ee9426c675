"""Recurring events: rules, when they come, and what changing one time of them does to the rest."""
