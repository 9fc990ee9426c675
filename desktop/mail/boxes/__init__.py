"""The mailbox of a profile: one database for all accounts, and what is read from and done to it.

What came from servers can be fetched again; what waits for them stands in the same file, so that a
change that is seen and the operation that carries it to the server are one commit.
"""
