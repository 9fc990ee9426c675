"""Joining a company, how it stands with its server, and what the server did not take over."""
