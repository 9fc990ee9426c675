"""Snapshots of PostgreSQL as a cursor holds them: which transactions they show."""

from __future__ import annotations


def is_visible(transaction: int, snapshot: str) -> bool:
    """Tell whether a snapshot "xmin:xmax:xip,…" shows what a transaction did.

    The three parts are numbers of 64 bits: the oldest open transaction, the first not begun, and
    the open ones between them (PostgreSQL manual, "Transaction ID and Snapshot Information").
    """
    oldest, following, still_open = snapshot.split(":")
    if transaction < int(oldest):
        return True
    return transaction < int(following) and str(transaction) not in still_open.split(",")
