"""The editor of an event, and the dialogs around it."""
