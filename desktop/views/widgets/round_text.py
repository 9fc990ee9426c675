"""Texts of many lines with rounded corners."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractScrollArea


def round_corners(text: QAbstractScrollArea) -> None:
    """Let the field that the style paints behind a text show at its corners."""
    text.viewport().setAutoFillBackground(False)
