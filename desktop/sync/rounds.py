"""What is told of a round with the centre."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Round:
    """What one round did."""

    sent: int = 0
    received: int = 0
    forked: bool = False
    copied: bool = False
    problems: int = 0
    lost: bool = False  # the centre wants everything here deleted
    wiped: bool = False  # and it is
    listens: bool = False  # whether the centre wants this client to listen for news
