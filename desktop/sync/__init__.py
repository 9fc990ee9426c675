"""Joining a centre: what is edited here goes there, what others may show comes here.

The contract is `docs/sync.md`. What a profile keeps for it stands in `desktop.store.mirror`.
"""
