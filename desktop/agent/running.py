"""The service itself: goes from one duty to the next until it is told to end."""

from __future__ import annotations

import logging
import platform
import threading
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import psycopg

from desktop.agent.centre import CentreDuties
from desktop.agent.folder_lock import FolderLock
from desktop.agent.heart import Heart
from desktop.agent.profiles import ProfileDuties
from desktop.core.clock import Clock
from desktop.core.errors import AppError
from desktop.core.version import VERSION
from desktop.server.installing import ServerError
from desktop.server.tasks import Agent

STEP_SECONDS: Final = 2.0  # between two looks for a task
TROUBLE_SECONDS: Final = 5.0  # after a fault of the centre
# A line that is dead is found out within a minute; what the administrator says of it comes first.
LIVELY: Final[dict[str, Any]] = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a service is for."""

    folder: Path  # where its copies lie
    address: dict[str, Any] | None = None  # of the centre; None: there is none
    profiles: tuple[Path, ...] = ()


def agent_of(folder: Path) -> Agent:
    """Return who the service of a folder on this machine is: the same after each start."""
    host = platform.node() or "server"
    known = uuid.uuid5(uuid.NAMESPACE_URL, f"lienhe-agent:{host}:{folder.resolve()}")
    return Agent(known, host, VERSION, str(folder.resolve()))


def serve(setting: Setting, clock: Clock, ends: threading.Event) -> None:
    """Work until `ends` is set.

    Raises:
        BusyError: another service works in that folder.
    """
    lock = FolderLock(setting.folder)
    agent = agent_of(setting.folder)
    profiles = ProfileDuties(setting.profiles)
    heart = Heart(LIVELY | setting.address, agent) if setting.address else None
    try:
        if heart is None or setting.address is None:
            _look_after(profiles, ends)
        else:
            heart.start()
            _work(heart, CentreDuties(LIVELY | setting.address, agent, clock, ends), profiles, ends)
    finally:
        if heart is not None:
            heart.stop()
        lock.release()


def _look_after(profiles: ProfileDuties, ends: threading.Event) -> None:
    while not ends.wait(STEP_SECONDS):
        profiles.step()


def _work(
    heart: Heart, duties: CentreDuties, profiles: ProfileDuties, ends: threading.Event
) -> None:
    has_begun = False
    pause = 0.0
    while not ends.wait(pause):
        pause = STEP_SECONDS
        profiles.step()
        if not heart.is_chosen:
            has_begun = False
            continue
        try:
            if not has_begun:
                duties.begin()
                has_begun = True
            pause = 0.0 if duties.step() else STEP_SECONDS
        except (psycopg.Error, ServerError, AppError, OSError) as error:
            log.warning("the centre is in trouble: %s", error)
            duties.close()
            has_begun = False  # what was under way is not any more, and must be told so
            pause = TROUBLE_SECONDS
    duties.close()
