"""The statistics pane that sits under any list."""
