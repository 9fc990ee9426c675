"""An administrator adds a colleague, shares a customer with her, and takes it back."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from desktop.core.clock import SystemClock
from desktop.models.base import record_class
from desktop.services.opening import declare
from desktop.store.engine import Role
from desktop.store.profile import open_profile
from tests.journeys.company_server import (
    NAME,
    PASSWORD,
    begin_again,
    fill_in,
    join_at_first_start,
    open_customer,
    surroundings,
    sync,
)
from tests.journeys.hands import Hands
from tests.journeys.stored import asked

WHOM = "Người, đơn vị hoặc vai trò"
COLLEAGUE = "Lê Thị Hoa"


def make_private_customer(profile: Path) -> None:
    """Make a customer that nobody else sees."""
    declare()
    with (
        closing(open_profile(profile, SystemClock(), Role.WORKER)) as store,
        store.work(store.owner(), "account.create") as work,
    ):
        record = record_class("account")(party_type="company", name=NAME, is_shared=False)
        work.session.add(record)


def join(profile: Path, invitation: Path, start) -> Hands:
    program = start(profile, environment=surroundings(profile))
    program.until_ready()
    program.run("sync.join")
    fill_in(program, invitation)
    return begin_again(program, start)


def add_colleague(program: Hands) -> None:
    """Add a person with a login and a first password in the administration."""
    program.run("admin.show")
    program.sees("Thêm người…")
    program.click("Thêm người…")
    program.sees("Mật khẩu ban đầu")
    program.type(COLLEAGUE)
    program.sees("hoa.le")
    program.press("Tab", "Tab", "Ctrl+A")
    program.type(PASSWORD)
    program.click("Tạo đăng nhập", exact=True)
    program.sees_no_more("Mật khẩu ban đầu")
    program.sees("Đang mở")
    program.until(lambda: knows(program, COLLEAGUE), "the colleague in the database")


def knows(program: Hands, name: str) -> bool:
    """Tell whether a user or a customer of that name is in the profile."""
    query = "SELECT full_name FROM app_user UNION ALL SELECT name FROM account"
    return (name,) in asked(program.profile, query)


def share_customer(program: Hands) -> None:
    """Share the customer whose card is in view, and leave the dialog open."""
    open_customer(program)
    program.run("record.share")
    program.sees("Toàn quyền, cả bàn giao")  # who has it already: the names are read
    program.until(lambda: program.ask("focus")["name"] == WHOM, "the cursor in the box of names")
    program.type(COLLEAGUE)
    program.press("Tab", "Tab")  # over the level to the button: the page behind has one so called
    program.until(lambda: program.ask("focus")["kind"] == "QPushButton", "the button")
    program.press("Space")
    program.sees("được chia sẻ")


@pytest.mark.timeout(180)
def test_a_colleague_is_added_sees_what_is_shared_and_no_more(profile, tmp_path, start, server):
    make_private_customer(profile)
    an = join(profile, server.invite(tmp_path / "an.lienhe", "an"), start)
    add_colleague(an)
    invitation = server.invite(tmp_path / "hoa.lienhe", "hoa.le")
    hoa = join_at_first_start(tmp_path / "hoa", invitation, start)
    assert not knows(hoa, NAME)
    share_customer(an)
    sync(an)
    an.sees_no_more("đang chờ")
    hoa.press("Ctrl+2")
    sync(hoa)
    hoa.sees(NAME)
    an.click("Thôi chia sẻ", exact=True)
    an.sees_no_more("được chia sẻ")
    sync(an)
    an.sees_no_more("đang chờ")
    sync(hoa)
    hoa.sees_no_more(NAME)
    assert not knows(hoa, NAME)
    assert (an.ask("told"), hoa.ask("told")) == ([], [])
