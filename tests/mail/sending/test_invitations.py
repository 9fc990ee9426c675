"""The invitation to an event, for those who are not of the company."""

from __future__ import annotations

import uuid

from desktop.core.clock import SystemClock
from desktop.core.icalendar.messages import Method
from desktop.core.mail.composing import method_of
from desktop.core.mail.letters import Letter
from desktop.mail.sending.invitations import read_invitation
from desktop.services.commands import LocalCommands
from desktop.services.long_work import LongWork
from desktop.services.opening import declare
from desktop.store.engine import Role
from desktop.store.profile import open_profile

declare()


def test_guests_from_outside_get_an_invitation_that_calendars_read(tmp_path):
    store = open_profile(tmp_path, SystemClock(), Role.WINDOW, owner_name="Nguyễn An")
    commands = LocalCommands(store, store.owner())
    account = {"name": "Công ty", "address": "an@congty.vn"}
    commands.run("mail_account.create", {"values": account})
    event = commands.run(
        "event.enter",
        {
            "values": {"title": "Họp báo giá"},
            "start": "2026-11-25T09:00",
            "end": "2026-11-25T10:00",
            "zone": "Asia/Ho_Chi_Minh",
        },
    ).value
    guest = {"event_id": str(event), "name": "Trần Bình", "email": "binh@khach.vn"}
    commands.run("attendee.create", {"values": guest})
    work = LongWork(store, store.owner(), lambda: None, tmp_path, lambda *_: None)
    found = read_invitation(work, str(event))
    store.close()
    assert found["people"] == [["Trần Bình", "binh@khach.vn"]]
    assert found["subject"] == "Họp báo giá"
    letter = Letter(uuid.uuid4(), calendar=found["text"])
    assert method_of(letter) == Method.REQUEST
    unfolded = found["text"].replace("\r\n ", "")
    assert "ORGANIZER:mailto:an@congty.vn" in unfolded
    assert "mailto:binh@khach.vn" in unfolded
