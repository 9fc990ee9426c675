"""Arguments with which the commands of mail have something to do, and some drawn at random."""

from __future__ import annotations

import uuid
from typing import Any

from hypothesis import strategies as st

from desktop.services.opening import OpenProfile
from tests.examples import ExampleMaker
from tests.services.work_arguments import Arguments, Maker
from tests.services.work_drawn import Draw

MESSAGE = {"key": "5f1c", "subject": "Báo giá", "sent_at": "2026-11-20T09:30:00+07:00"}


def _filed(opened: OpenProfile, make: ExampleMaker) -> Arguments:
    about = {"record_type": "account", "record_id": make("account")}
    link = opened.commands.run("mail_link.file", {"message": MESSAGE, **about}).value
    return {"ids": [str(link)]}


def _message(drawn: Any) -> Arguments | None:
    kind = drawn.pick(st.sampled_from(["account", "contact", "task", "project"]))
    found = drawn.some(kind, 1)
    sharing = drawn.pick(st.sampled_from(["metadata", "full"]))
    message = {**MESSAGE, "key": drawn.pick(st.sampled_from(["5f1c", "5f1d"])), "body": "<p>a</p>"}
    about = {"message": message, "record_type": kind, "sharing": sharing}
    return {**about, "record_id": found[0]} if found else None


OWN: dict[str, Maker] = {
    "mail_link.file": lambda _o, make: {
        "message": {**MESSAGE, "key": uuid.uuid4().hex},
        "record_type": "account",
        "record_id": make("account"),
    },
    "mail_link.withdraw": _filed,
}
DRAWN: dict[str, Draw] = {"mail_link.file": _message}
