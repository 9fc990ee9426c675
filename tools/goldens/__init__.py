"""Pictures of the main screens that must stay as they are, painted anew and compared."""
