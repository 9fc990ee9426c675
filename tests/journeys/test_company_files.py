"""A file that one person attaches, another opens at his own computer, until he loses the right."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from desktop.server import people
from desktop.server.connections import as_owner, connect
from desktop.server.files.preparing import prepare_files
from desktop.server.trial import DATABASE
from tests.journeys.company_server import (
    PASSWORD,
    join_at_first_start,
    make_customer,
    open_customer,
    sync,
)
from tests.journeys.hands import Hands
from tests.journeys.waiting import until

NAME = "Hợp đồng.pdf"
CONTENT = b"%PDF-1.7 " + bytes(range(256)) * 9000  # three chunks
PATH = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def company(server):
    """The server with files, and with Chi, who sees only what is shared."""
    address = server._cluster.address(DATABASE)
    assert prepare_files(address) == []
    with connect(address) as admin:
        people.add_person(admin, "chi", "Lê Thị Chi", PASSWORD)
    return server


def share(company, *, is_shared: bool) -> None:
    """Let everybody see the customers of all, or nobody but their owners."""
    with connect(company._cluster.address(DATABASE)) as admin, as_owner(admin):
        admin.execute("UPDATE app.account SET is_shared = %s", (is_shared,))


def show_files(program: Hands, tab: str) -> None:
    program.ask("resize", width=1600, height=900)  # so that every tab is in reach
    open_customer(program)
    program.click(tab, exact=True)


def blob(program: Hands) -> Path:
    return program.profile / "blobs" / PATH[:2] / PATH


@pytest.mark.timeout(240)
def test_a_file_is_attached_here_kept_there_and_gone_with_the_right(tmp_path, start, company):
    an = join_at_first_start(tmp_path / "an", company.invite(tmp_path / "an.lienhe", "an"), start)
    make_customer(an)
    an.sees_no_more("đang chờ", 30)
    share(company, is_shared=True)
    path = tmp_path / NAME
    path.write_bytes(CONTENT)
    show_files(an, "Tệp")
    an.click("Đính kèm…")
    an.sees("Đính kèm tệp")
    an.type(str(path))
    an.press("Return")
    an.sees(NAME)
    an.sees("Trên máy này", 30)

    chi = join_at_first_start(
        tmp_path / "chi", company.invite(tmp_path / "chi.lienhe", "chi"), start
    )
    show_files(chi, "Tệp (1)")
    chi.sees(NAME)
    chi.sees("Ở máy chủ công ty")
    assert not blob(chi).exists()
    chi.click(NAME)
    chi.click("Giữ trên máy này", exact=True)
    chi.sees("Luôn giữ trên máy này", 30)
    assert blob(chi).read_bytes() == CONTENT

    share(company, is_shared=False)
    sync(chi)
    until(lambda: not blob(chi).exists(), "the file to go with the right")
    assert blob(an).exists()
    assert an.ask("told") == []
