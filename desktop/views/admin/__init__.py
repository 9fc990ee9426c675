"""The administration of a company in the window: people, units, roles, and its server."""
