"""What tests read off the page "Today"."""

from __future__ import annotations


def titles(view, key: str) -> list[str]:
    return [result.text for result in view.feeds[key].card.rows.results]


def shown_keys(view) -> list[str]:
    return [key for key, feed in view.feeds.items() if not feed.card.isHidden()]
