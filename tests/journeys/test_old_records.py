"""What lies before the last months is at the server; a person fetches it where it is wanted."""

from __future__ import annotations

import pytest

from desktop.server.connections import as_owner, connect
from desktop.server.trial import DATABASE
from tests.journeys.company_server import (
    NAME,
    join_at_first_start,
    open_customer,
    sync,
)

_MADE = (
    "INSERT INTO app.account (id, party_type, name, is_shared) "
    "VALUES (gen_random_uuid(), 'company', %s, true)"
)
_CALLED = (
    "INSERT INTO app.call (id, subject, account_id, called_at, status) SELECT gen_random_uuid(), "
    "%s, id, now() - %s::interval, 'held' FROM app.account WHERE name = %s"
)
CALLS = {"Gọi tháng trước": "1 month", "Gọi năm kia": "2 years", "Gọi ngày xưa": "9 years"}


def fill(server) -> None:
    """Let the company have a customer who was called now and then."""
    with connect(server._cluster.address(DATABASE)) as admin, as_owner(admin):
        admin.execute(_MADE, (NAME,))
        for subject, ago in CALLS.items():
            admin.execute(_CALLED, (subject, ago, NAME))


@pytest.mark.timeout(180)
def test_older_calls_are_fetched_in_the_list_and_on_the_card(tmp_path, start, server):
    fill(server)
    program = join_at_first_start(
        tmp_path / "binh", server.invite(tmp_path / "b.lienhe", "binh"), start
    )
    program.click("Cuộc gọi", exact=True)
    program.sees("Gọi tháng trước")
    program.sees("chưa có đủ trên máy này")
    assert not program.shows("Gọi năm kia")
    program.click("Tải thêm một năm")
    program.sees("Gọi năm kia")
    open_customer(program)
    program.click("Dòng thời gian")
    program.sees("Hoạt động trước ngày")
    server.die()
    sync(program)
    program.sees("Ngoại tuyến")
    program.click("Tải hoạt động cũ hơn")
    program.sees("hiện chưa kết nối được")
    server.live()
    sync(program)
    program.sees("Đã đồng bộ")
    program.click("Tải hoạt động cũ hơn")
    program.sees("Gọi ngày xưa")
    program.sees_no_more("Hoạt động trước ngày")
