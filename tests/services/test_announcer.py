"""Changes of the worker are told soon, but not one by one."""

from __future__ import annotations

import time
import uuid

from desktop.core.changes import Changes
from desktop.services.announcer import Announcer

LAN, HOA = uuid.UUID(int=1), uuid.UUID(int=2)


def change(group, *ids):
    return Changes({"account": frozenset(ids)}, group, "import.run")


def test_the_first_change_is_told_at_once():
    told = []
    Announcer(told.append, every=60).add(change(1, LAN))
    assert told == [change(1, LAN)]


def test_changes_that_follow_closely_are_told_together():
    told = []
    announcer = Announcer(told.append, every=60)
    for record in (LAN, LAN, HOA):
        announcer.add(change(1, record))
    announcer.flush()
    assert told == [change(1, LAN), change(1, LAN, HOA)]


def test_another_group_of_changes_is_never_joined():
    told = []
    announcer = Announcer(told.append, every=60)
    announcer.add(change(1, LAN))
    announcer.add(change(1, HOA))
    announcer.add(change(2, LAN))
    announcer.flush()
    assert [one.group for one in told] == [1, 1, 2]


def test_what_waits_is_told_without_another_change():
    told = []
    announcer = Announcer(told.append, every=0.05)
    announcer.add(change(1, LAN))
    announcer.add(change(1, HOA))
    deadline = time.monotonic() + 5
    while len(told) < 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert told[1:] == [change(1, HOA)]
