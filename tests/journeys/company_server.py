"""A company's server for journeys, and how people join it and edit its customer."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from desktop.server import installing, people
from desktop.server.cluster import Cluster, find_programs
from desktop.server.connections import connect
from desktop.server.trial import DATABASE, write_invitation
from tests.journeys.hands import Hands
from tests.journeys.stored import asked
from tests.journeys.waiting import go_to, pid_of_holder, until

PASSWORD = "bi mat cua cong ty 1"
NAME = "Công ty Cổ phần Sông Hương"
PEOPLE = {"an": "Nguyễn Văn An", "binh": "Trần Thanh Bình"}


class Server:
    """A company's PostgreSQL in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._cluster = Cluster(folder, find_programs())
        self._cluster.make()
        self._cluster.start(fsync="off")
        with connect(self._cluster.address()) as admin:
            installing.make_database(admin, DATABASE)
        with connect(self._cluster.address(DATABASE)) as admin:
            installing.prepare_database(admin)
            installing.upgrade(admin)
            people.make_administrators(admin)
            for login, name in PEOPLE.items():
                people.add_person(admin, login, name, PASSWORD, is_administrator=True)

    def invite(self, path: Path, login: str) -> Path:
        """Write an invitation file."""
        known = self._cluster.address()
        place = (known["host"], known["port"], DATABASE, login)
        write_invitation(path, *place, self._cluster.authority)
        return path

    def die(self) -> None:
        """End as in a power cut."""
        self._cluster.stop("immediate")

    def live(self) -> None:
        """Start again where it was."""
        self._cluster.start(self._cluster.port, fsync="off")

    def end(self) -> None:
        if self._cluster.is_running():
            self._cluster.stop("immediate")


def surroundings(folder: Path) -> dict[str, str]:
    """Return an environment with a keyring of its own, as each computer has one."""
    return {
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHON_KEYRING_BACKEND": "tests.journeys.keyring_file.FileKeyring",
        "LIENHE_TEST_KEYRING": str(folder.with_name(folder.name + ".keys")),
    }


def fill_in(program: Hands, invitation: Path) -> None:
    """Choose the invitation and type the password in the dialog that is open."""
    program.sees("Làm việc chung với đồng nghiệp")
    program.click("Chọn thư mời…")
    program.sees("*.lienhe")
    program.type(str(invitation))
    program.press("Return")
    program.sees("127.0.0.1")
    program.type(PASSWORD)
    program.click("Tham gia", exact=True)


def begin_again(program: Hands, start) -> Hands:
    """Wait until the program has ended to start anew; return it with a guest in it."""
    end_after_start(program)
    folder = program.profile
    again = start(folder, environment=surroundings(folder))
    again.until_ready()
    again.sees("Đã đồng bộ", 30)
    return again


def end_after_start(program: Hands) -> None:
    """Wait until the program has ended and was started anew by itself; end that one."""
    assert program.process.wait(30) == 0
    folder, gone = program.profile, program.process.pid
    until(lambda: pid_of_holder(folder) not in {0, gone}, "the program again")
    os.kill(pid_of_holder(folder), signal.SIGKILL)


def make_customer(program: Hands) -> None:
    program.press("Ctrl+Shift+U")
    program.sees("Biểu mẫu đầy đủ…")
    program.type(NAME)
    program.press("Ctrl+S")
    program.sees(f"Đã thêm {NAME}")


def open_customer(program: Hands) -> None:
    """Open the only customer's card from the list, which may be read anew just then."""
    program.press("Ctrl+2")
    program.sees(NAME)

    def is_open() -> bool:
        program.ask("click", text=NAME, double=True)
        try:
            program.sees("Tên viết tắt", 4)
        except AssertionError:
            return False
        return True

    program.until(is_open, "the customer's card", 40)


def edit_short_name(program: Hands, text: str) -> None:
    go_to(program, "Tên viết tắt")
    program.press("Ctrl+A")
    program.type(text)
    program.press("Ctrl+S")
    program.until(lambda: short_name(program.profile) == text, f"{text} in the database")


def short_name(profile: Path) -> str:
    found = asked(profile, "SELECT short_name FROM account")
    return found[0][0] if found else ""


def sync(program: Hands) -> None:
    """Let a round be done, as by the menu."""
    program.run("sync.now")


def join_from_menu(profile: Path, invitation: Path, start) -> Hands:
    """Join as somebody who worked alone so far, and has a customer."""
    program = start(profile, environment=surroundings(profile))
    program.until_ready()
    make_customer(program)
    program.run("sync.join")
    fill_in(program, invitation)
    program.sees("Các mã đã cấp trên máy này")
    program.click("Tham gia", exact=True)
    return begin_again(program, start)


def join_at_first_start(folder: Path, invitation: Path, start) -> Hands:
    """Join as somebody who never used the program."""
    program = start(folder, "--language", "vi", environment=surroundings(folder))
    program.sees("Chào mừng")
    program.click("Tiếp theo")
    program.click("Tiếp theo")
    program.click("Tham gia máy chủ của công ty")
    program.click("Bắt đầu", exact=True)
    fill_in(program, invitation)
    return begin_again(program, start)
