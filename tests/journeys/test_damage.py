"""A damaged, foreign or closed profile: told in a sentence, and the way out is offered."""

from __future__ import annotations

import os
import shutil
import signal
from contextlib import closing

import pytest

from desktop.core.clock import SystemClock
from desktop.core.paths import Profile
from desktop.store.backup import back_up
from desktop.store.engine import Role, connect_writer
from tests.journeys.stored import asked, customers, is_sound, settle
from tests.journeys.waiting import pid_of_holder, until

DAMAGED = "Tệp dữ liệu của hồ sơ này bị hỏng."
OFFER = "Quay về bản sao lưu tốt mới nhất?"
PAGE = 4096


def overwrite(profile, at, data):
    settle(profile)
    with Profile(profile).main.open("r+b") as file:
        file.seek(at)
        file.write(data)


def with_text(profile):
    overwrite(profile, 0, b"Day khong phai la co so du lieu. " * 400)


def cut_short(profile):
    settle(profile)
    os.truncate(Profile(profile).main, 10 * PAGE)


def emptied(profile):
    settle(profile)
    os.truncate(Profile(profile).main, 0)


def first_page_of_customers(profile):
    ((page,),) = asked(profile, "SELECT rootpage FROM sqlite_master WHERE name = 'account'")
    overwrite(profile, (page - 1) * PAGE, b"\xff" * PAGE)


def own_table(profile):
    ((page,),) = asked(profile, "SELECT rootpage FROM sqlite_master WHERE name = 'work_context'")
    overwrite(profile, (page - 1) * PAGE, b"\xff" * PAGE)


def back_up_now(profile):
    return back_up(Profile(profile).main, Profile(profile).backups, SystemClock())


@pytest.mark.parametrize(
    "damage", [with_text, cut_short, emptied, first_page_of_customers, own_table]
)
def test_a_damaged_database_is_replaced_by_the_newest_good_backup(company, start, damage):
    kept = customers(company)
    back_up_now(company)
    damage(company)
    program = start(company)
    if damage is first_page_of_customers:
        program.press("Ctrl+2")
    program.sees(DAMAGED)
    program.sees(OFFER)
    assert program.ask("bugs") == []
    program.click("Phục hồi", exact=True)
    assert program.process.wait(20) == 0

    until(lambda: pid_of_holder(company) not in {0, program.process.pid}, "the program again")
    os.kill(pid_of_holder(company), signal.SIGKILL)
    assert customers(company) == kept
    assert is_sound(company)
    assert list((company / "damaged").glob("*/main.sqlite")), "what was there is kept"


def test_without_a_backup_it_says_so_and_changes_nothing(company, start):
    shutil.rmtree(Profile(company).backups)
    with_text(company)
    before = Profile(company).main.read_bytes()
    program = start(company)
    program.sees(DAMAGED)
    program.sees("Không có bản sao lưu nào dùng được")
    program.press("Return")
    assert program.process.wait(20) == 0
    assert Profile(company).main.read_bytes() == before


def test_a_backup_is_refused_by_whoever_wants_to_look_first(company, start):
    back_up_now(company)
    with_text(company)
    before = Profile(company).main.read_bytes()
    program = start(company)
    program.sees(OFFER)
    program.press("Return")  # what changes nothing is what Enter does
    assert program.process.wait(20) == 0
    assert Profile(company).main.read_bytes() == before


def test_damage_that_shows_in_the_middle_of_the_work_is_told(company, start):
    back_up_now(company)
    program = start(company)
    program.until_ready()
    program.press("Ctrl+2")
    program.sees("300 khách hàng")
    ((page,),) = asked(company, "SELECT rootpage FROM sqlite_master WHERE name = 'contact'")
    overwrite(company, (page - 1) * PAGE, b"\xff" * PAGE)
    program.click("Người liên hệ")
    program.sees(DAMAGED)
    program.sees(OFFER)
    assert program.process.poll() is None


def test_a_broken_journal_of_drafts_stops_nobody(company, start):
    Profile(company).drafts.write_bytes(b"nonsense " * 1000)
    program = start(company)
    program.until_ready()
    assert customers(company)
    assert not program.shows(DAMAGED)


def test_a_profile_of_a_later_version_is_left_alone(company, start):
    with closing(connect_writer(Profile(company).main, Role.WORKER)) as connection:
        connection.execute("PRAGMA user_version = 99")
    program = start(company)
    program.sees("Hồ sơ này do phiên bản mới hơn của chương trình ghi")
    program.sees(str(company))
    program.press("Return")
    assert program.process.wait(20) == 0
    assert asked(company, "PRAGMA user_version") == [(99,)]
