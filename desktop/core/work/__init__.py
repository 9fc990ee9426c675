"""Projects and tasks as values: what screens show of them, and what planning makes of these."""
