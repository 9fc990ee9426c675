"""A line of its own to the centre, for what a window asks while a round may be under way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from desktop.core.i18n import _
from desktop.services.long_work import LongWork
from desktop.sync.errors import CentreError
from desktop.sync.serving import address_of
from desktop.sync.transport import PostgresCentre

C = TypeVar("C", bound=PostgresCentre)


@contextmanager
def own_line(work: LongWork, kind: type[C]) -> Iterator[C]:
    """Give the centre as one of its kinds; hang up at the end.

    Raises:
        CentreError: the password is not known.
    """
    address = address_of(work)
    if address is None:
        raise CentreError(_("Type your password for the server to go on."))
    centre = kind(address)
    try:
        yield centre
    finally:
        centre.close()
