"""Backups as people use them: going back with everything, and moving to another computer."""

from __future__ import annotations

import os
import signal

from desktop.core.paths import Profile
from desktop.store.backup_shelf import read_shelf
from tests.journeys.stored import asked, customers, is_sound
from tests.journeys.waiting import pid_of_holder, until


def test_a_person_goes_back_to_a_backup(company, start):
    kept = customers(company)
    program = start(company)
    program.until_ready()
    program.ask("run", action="tools.backups")
    program.sees("Sao lưu và phục hồi")
    program.click("Sao lưu ngay")
    program.sees("Bản sao lưu tốt gần nhất")
    until(lambda: read_shelf(Profile(company).backups), "a backup")
    program.press("Escape")
    program.press("Ctrl+2")
    program.sees("300 khách hàng")
    program.press("Ctrl+A")
    program.press("Delete")
    program.sees("Xóa 300 bản ghi?")
    program.click("Xóa", exact=True)
    until(lambda: not customers(company), "the deletion")

    program.ask("run", action="tools.backups")
    program.sees("Phục hồi về bản này")
    program.click("Phục hồi về bản này")
    program.sees("+300")
    program.click("Phục hồi", exact=True)
    assert program.process.wait(30) == 0
    until(lambda: pid_of_holder(company) not in {0, program.process.pid}, "the program again")
    os.kill(pid_of_holder(company), signal.SIGKILL)
    assert customers(company) == kept
    assert is_sound(company)
    kinds = [one.kind for one in read_shelf(Profile(company).backups)]
    assert "restore" in kinds


def test_a_new_computer_begins_with_the_file_of_the_old_one(company, start, tmp_path):
    from desktop.core.clock import SystemClock
    from desktop.services.backups.moving import write_bundle
    from desktop.services.long_work import LongWork
    from desktop.services.opening import open_for_window
    from desktop.store.reads import LocalReads

    opened = open_for_window(company)
    reads = lambda: LocalReads(opened.store.path, SystemClock())  # noqa: E731 - one line
    work = LongWork(opened.store, opened.actor, reads, company, lambda *_done: None)
    bundle = tmp_path / "all.lienhe"
    write_bundle(work, str(bundle))
    opened.close()

    folder = tmp_path / "new"
    program = start(folder)
    program.sees("Chào mừng")
    program.click("Tiếp theo")
    program.click("Tiếp theo")
    program.click("Mở từ tệp")
    program.sees("Tệp của Lienhe")
    program.type(str(bundle))
    program.press("Return")
    program.sees("all.lienhe")
    program.click("Bắt đầu", exact=True)
    program.until_ready()
    program.press("Ctrl+2")
    program.sees("300 khách hàng")
    assert customers(folder) == customers(company)
    assert asked(folder, "SELECT count(*) FROM app_user") == asked(
        company, "SELECT count(*) FROM app_user"
    )
