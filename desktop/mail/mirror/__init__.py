"""Keeps the folders of a server and those of the mailbox on this computer the same."""
