"""The one door to other programs: the browser, the telephone, the mail program."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop.core.patterns import Pattern
from desktop.core.urls import may_open

# RFC 3966: a number with its country code, or a local one; nothing but digits and separators.
_TELEPHONE: Final = Pattern(r"tel:\+?[0-9*#.\-]{2,30}(?:;ext=[0-9]{1,10})?")


def may_leave(url: str) -> bool:
    """Tell whether an address may be handed to another program: the web or a telephone number.

    Anything else in a record could name a file or start a program.
    """
    return _TELEPHONE.fullmatch(url) is not None or may_open(url)


def open_outside(url: str) -> bool:
    """Open an address in the program that is there for it; tell whether one took it."""
    return may_leave(url) and QDesktopServices.openUrl(QUrl(url))
