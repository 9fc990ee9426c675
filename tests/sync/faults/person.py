"""A program of its own that edits and syncs until it is killed: `python -m … FOLDER SEED ADDRESS`.

It says `ready` when it begins, and `done` where nobody killed it.
"""

from __future__ import annotations

import json
import random
import sys
import uuid
from pathlib import Path

from desktop.core.errors import AppError
from desktop.services.opening import declare
from desktop.sync import transport
from desktop.sync.transport import Address
from tests.sync.desk import Desk

STEPS = 400
CALL_SECONDS = 2  # what a line swallows is found out soon


def main(folder: str, seed: str, address: str) -> None:
    """Work."""
    declare()
    transport.CALL_SECONDS = CALL_SECONDS  # type: ignore[misc]  # shorter than people need
    rng = random.Random(int(seed))
    desk = Desk(Path(folder), Address(**json.loads(address)), joins=False)
    print("ready", flush=True)  # noqa: T201 - to whom it started
    for step in range(STEPS):
        try:
            edit(desk, rng, f"{seed}.{step}")
            if rng.random() < 0.5:
                desk.sync()
        except AppError:
            continue  # offline; what was edited waits
    print("done", flush=True)  # noqa: T201 - likewise


def edit(desk: Desk, rng: random.Random, mark: str) -> None:
    """Make a customer with a person, or change one."""
    ids = [uuid.UUID(bytes=one) for (one,) in desk.asked("SELECT id FROM account ORDER BY id")]
    if len(ids) < 8 or rng.random() < 0.3:
        made = desk.make("account", name=f"Khách {mark}", is_shared=True)
        desk.make("contact", full_name=f"Người {mark}", account_id=made)
    else:
        desk.change("account", rng.choice(ids), description=f"sửa {mark} " * rng.randint(1, 400))


if __name__ == "__main__":
    main(*sys.argv[1:])
