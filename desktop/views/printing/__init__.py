"""Printing: what a list or a card shows is laid out on pages, looked at, printed or kept as PDF."""
