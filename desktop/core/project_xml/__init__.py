"""Plans as Microsoft Project exchanges them: its XML format (MSPDI), written and understood."""
