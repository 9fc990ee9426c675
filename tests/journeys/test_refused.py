"""Disk full, read-only, held by another: told in a sentence, kept, and saved at the next try."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import suppress

import pytest

from desktop.core.paths import Profile
from tests.journeys.hands import ROOT
from tests.journeys.stored import asked, customers, is_sound, settle
from tests.journeys.test_interrupted import has_draft, open_first_customer
from tests.journeys.waiting import go_to

HELD = "Cơ sở dữ liệu đang được dùng ở nơi khác."
HOLD = """
import sys
from pathlib import Path
from desktop.store.engine import Role, connect_writer
connection = connect_writer(Path(sys.argv[1]), Role.WORKER)
connection.execute("PRAGMA busy_timeout = 20000")  # the program may be writing a draft
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
connection.execute("COMMIT")
"""
NO_PRIVILEGE = "-dac_override,-dac_read_search,-fowner"


class Holder:
    """Another process that holds the database until it is told to let go."""

    def __init__(self, profile):
        command = [sys.executable, "-c", HOLD, str(Profile(profile).main)]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True)
        assert self._process.stdout.readline() == "held\n"

    def __enter__(self):
        return self

    def let_go(self):
        self._process.communicate("\n", timeout=10)

    def __exit__(self, *_error):
        if self._process.poll() is None:
            self._process.kill()
            self._process.communicate()


def short_names(profile):
    query = "SELECT short_name FROM account WHERE short_name IS NOT NULL"
    return [name for (name,) in asked(profile, query)]


@pytest.mark.slow
@pytest.mark.soak
def test_a_database_held_by_another_is_told_and_the_save_succeeds_later(company, start, rounds):
    program = start(company)
    program.until_ready()
    open_first_customer(program, company)
    go_to(program, "Tên viết tắt")
    program.type("Bát Tràng")
    program.until(lambda: has_draft(company, "Bát Tràng"), "the draft")
    with Holder(company) as holder:
        for number in range(rounds(1, 3)):  # each waits for ten seconds
            program.press("Ctrl+S")
            program.until(lambda told=number: len(program.ask("told")) > told, "to be told", 15)
            program.sees(HELD)
            assert program.shows("Bát Tràng")
        assert has_draft(company, "Bát Tràng")
        assert short_names(company) == []
        holder.let_go()
    program.press("Ctrl+S")
    program.sees("Đã sửa ")
    assert short_names(company) == ["Bát Tràng"]


@pytest.mark.slow
def test_a_new_customer_refused_by_a_held_database_is_not_lost(profile, start):
    program = start(profile)
    program.until_ready()
    program.press("Ctrl+Shift+U")
    program.sees("Biểu mẫu đầy đủ…")
    program.type("Công ty Gốm Chu Đậu")
    with Holder(profile) as holder:
        program.press("Ctrl+S")
        program.sees(HELD, 15)
        program.sees("Công ty Gốm Chu Đậu")
        holder.let_go()
    program.press("Ctrl+S")
    program.sees("Đã thêm Công ty Gốm Chu Đậu")
    assert customers(profile) == {"Công ty Gốm Chu Đậu"}


class Limited:
    """No file of the program may grow: writing fails as on a quota that is used up."""

    sentence = "Không đọc hoặc ghi được ổ đĩa."

    def __init__(self, _profile):
        pass

    def fill(self, program):
        program.limit_files(1000)

    def free(self, program):
        program.limit_files(-1)


class Full:
    """The profile lies on a small disk of its own, on which no byte is left."""

    sentence = "Ổ đĩa đã đầy."

    def __init__(self, profile):
        self._profile = profile
        self._filler = profile / "filler"

    def fill(self, _program):
        settle(self._profile)
        with self._filler.open("wb", buffering=0) as file, suppress(OSError):
            while file.write(b"x" * 4096):
                pass

    def free(self, _program):
        self._filler.unlink()


@pytest.fixture
def small_disk(company):
    """Put the profile on a disk of 30 MB."""
    kept = shutil.copytree(company, company.with_name("kept"))
    mount = ["mount", "-t", "tmpfs", "-o", "size=30m", "tmpfs", str(company)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("nobody may mount a disk here")
    shutil.copytree(kept, company, dirs_exist_ok=True)
    yield
    subprocess.run(["umount", "--lazy", str(company)], check=True)


@pytest.mark.usefixtures("small_disk")
def test_a_full_disk_is_told_and_nothing_is_half_saved(company, start):
    expect_refusal_and_retry(company, start(company, log=company.with_name("stderr")), Full)


def test_a_disk_that_refuses_is_told_and_nothing_is_half_saved(company, start):
    expect_refusal_and_retry(company, start(company), Limited)


def expect_refusal_and_retry(company, program, disk_kind):
    disk = disk_kind(company)
    program.until_ready()
    name = open_first_customer(program, company)
    go_to(program, "Tên viết tắt")
    program.type("Bát Tràng")
    program.until(lambda: has_draft(company, "Bát Tràng"), "the draft")
    disk.fill(program)
    program.press("Ctrl+S")
    program.sees(disk.sentence)
    assert program.shows("Bát Tràng")
    assert short_names(company) == []
    disk.free(program)
    program.press("Ctrl+S")
    program.sees(f"Đã sửa {name}")
    assert short_names(company) == ["Bát Tràng"]
    assert is_sound(company)


def as_an_ordinary_person():
    """Return the words before a command that let root respect the modes of files."""
    if os.geteuid() != 0:
        return ()
    assert shutil.which("setpriv"), "setpriv (util-linux) lets root be refused"
    return ("setpriv", f"--bounding-set={NO_PRIVILEGE}", f"--inh-caps={NO_PRIVILEGE}", "--")


@pytest.mark.parametrize("manifest", ["kept", "gone"])
def test_a_profile_that_may_only_be_read_is_told(company, start, manifest):
    if manifest == "gone":
        Profile(company).manifest.unlink()
    before = customers(company)
    paths = [company, *company.rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        program = start(company, prefix=as_an_ordinary_person())
        program.sees("Không ghi được vào thư mục hồ sơ.")
        program.sees(str(company))
        assert program.ask("bugs") == []
        program.press("Return")
        assert program.process.wait(20) == 0
    finally:
        for path in paths:
            path.chmod(0o755 if path.is_dir() else 0o644)
    assert customers(company) == before


def test_a_place_where_no_profile_can_be_made_is_told(tmp_path, start):
    (tmp_path / "tep").write_text("no folder")
    place = tmp_path / "tep" / "profile"
    program = start(place, "--language", "vi", log=tmp_path / "stderr")
    program.sees("Chào mừng")
    program.press("Esc")
    program.sees(str(place))
    program.press("Return")
    assert program.process.wait(20) == 0


def test_what_is_typed_while_the_database_is_held_is_kept_at_once(company, start):
    program = start(company)
    program.until_ready()
    open_first_customer(program, company)
    go_to(program, "Tên viết tắt")
    program.type("Bát Tràng")
    with Holder(company):
        program.press("Ctrl+S")
        program.type(" và Chu Đậu")
        program.until(lambda: has_draft(company, "và Chu Đậu"), "the draft", 5)
        program.kill()
