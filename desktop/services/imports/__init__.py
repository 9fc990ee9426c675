"""Importing rows of a table: read as fields, recognised as records, written in short transactions.

Knows no file: `desktop.files.importing` opens the tables and hands over their rows.
"""
