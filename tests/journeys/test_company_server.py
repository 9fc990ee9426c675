"""Two people, two computers, one server: joined by clicks, apart for a while, together again."""

from __future__ import annotations

import pytest

from tests.journeys.company_server import (
    NAME,
    edit_short_name,
    end_after_start,
    join_at_first_start,
    join_from_menu,
    open_customer,
    short_name,
    sync,
)
from tests.journeys.hands import Hands
from tests.journeys.stored import asked


def work_apart(an: Hands, binh: Hands) -> None:
    """Let both edit the same field without the server; the status says how it stands."""
    edit_short_name(an, "Sông Hương")
    edit_short_name(binh, "SoHuCo")
    for program in (an, binh):
        sync(program)
        program.sees("Ngoại tuyến · 1 thay đổi đang chờ")


def insist(program: Hands) -> None:
    """Settle the only conflict by taking the own value."""
    program.click("1 xung đột")
    for text in (f"{NAME}: Tên viết tắt", "Sông Hương", "SoHuCo"):
        program.sees(text)
    program.click("Lấy của tôi")
    program.sees("Không có thay đổi nào bị từ chối.")
    program.sees("Mọi dữ liệu đã đồng bộ với máy chủ.")


@pytest.mark.timeout(180)
def test_two_people_work_together_apart_and_together_again(profile, tmp_path, start, server):
    an = join_from_menu(profile, server.invite(tmp_path / "an.lienhe", "an"), start)
    invitation = server.invite(tmp_path / "binh.lienhe", "binh")
    binh = join_at_first_start(tmp_path / "binh", invitation, start)
    open_customer(an)
    open_customer(binh)
    edit_short_name(an, "SH")
    an.sees_no_more("đang chờ")  # it was sent by itself
    sync(binh)
    binh.sees("SH")

    server.die()
    work_apart(an, binh)
    server.live()
    sync(an)
    an.sees("Đã đồng bộ")
    sync(binh)
    insist(binh)
    sync(an)
    an.sees("SoHuCo")

    binh.click("Rời máy chủ…")
    binh.sees("Rời máy chủ công ty?")
    assert (an.ask("told"), binh.ask("told")) == ([], [])
    binh.click("Rời máy chủ", exact=True)
    end_after_start(binh)  # it is used alone now, with all that was there
    assert short_name(binh.profile) == "SoHuCo"
    assert asked(binh.profile, "SELECT count(*) FROM sqlite_master WHERE name = 'outbox'") == [(0,)]
