"""The loop of asyncio, on top of Qt's."""

from __future__ import annotations

import asyncio

import qasync
from PySide6.QtWidgets import QApplication


def join_loop(app: QApplication) -> asyncio.AbstractEventLoop:
    """Return a loop for asyncio that runs as long as Qt's, which runs already."""
    loop: asyncio.AbstractEventLoop = qasync.QEventLoop(app, already_running=True)
    asyncio.set_event_loop(loop)
    return loop
