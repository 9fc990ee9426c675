"""The duplicates of a list, searched for and shown in groups."""
