"""Questions before records are deleted."""
