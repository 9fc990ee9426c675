"""Mail accounts: set up in a few steps, looked after in one list."""
