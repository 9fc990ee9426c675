"""Mail as values: what a mailbox holds and what screens show of it; no network and no window."""
