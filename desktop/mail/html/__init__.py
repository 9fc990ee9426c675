"""Hostile HTML made harmless: what `safe_html` returns may be shown, and loads nothing."""

from __future__ import annotations

from desktop.mail.html.making_safe import safe_html

__all__ = ["safe_html"]
