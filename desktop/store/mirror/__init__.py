"""What a profile keeps that is joined to a centre: waiting edits, server rows, the cursor.

`docs/sync.md` is the contract. Nothing here opens a connection; `desktop.sync` does.
"""
