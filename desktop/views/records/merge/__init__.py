"""Duplicates on the screen: told of in forms, searched for in lists, merged side by side."""
