"""What is written here: drafts, the outbox, and getting letters out exactly once."""
