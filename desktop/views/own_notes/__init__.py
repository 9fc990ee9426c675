"""The pane of own notes on a record."""
