"""Backups: made, listed, checked, looked into, gone back to, and taken to another computer."""
