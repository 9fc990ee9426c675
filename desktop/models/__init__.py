"""The records; `load_all` imports every area and so registers every entity."""

from __future__ import annotations

from importlib import import_module

AREAS = (
    "contacts",
    "activities",
    "organisation",
    "system",
    "calendar",
    "work",
    "notices",
    "mail",
)


def load_all() -> None:
    """Import every area; harmless when done before."""
    for area in AREAS:
        import_module(f"desktop.models.{area}")
