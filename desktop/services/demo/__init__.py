"""Data that were made up: names, addresses and numbers for the demo company and for measuring."""
