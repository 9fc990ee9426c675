"""A mailbox to look at, to measure and to test with: mail as a Vietnamese company gets it."""
