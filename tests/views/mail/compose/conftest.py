"""Letters over a real profile with an account, and a server that takes them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from operator import methodcaller
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMainWindow

from desktop.core.clock import SystemClock
from desktop.core.mail.letters import Letters
from desktop.mail.sending.drafts import LocalLetters
from desktop.services.commands import LocalCommands
from desktop.services.opening import declare
from desktop.store.engine import Role
from desktop.store.profile import open_profile
from desktop.store.reads import LocalReads
from desktop.views.change_signal import ChangeSignal
from desktop.views.jobs import Jobs
from desktop.views.mail.compose.letter_window import LetterWindow
from desktop.views.mail.compose.opening import LetterDesk

declare()


@pytest.fixture(scope="session")
def _made(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("letters")
    store = open_profile(folder, SystemClock(), Role.WINDOW, owner_name="Nguyễn An")
    commands = LocalCommands(store, store.owner())

    def add(entity: str, **values: object) -> str:
        return str(commands.run(f"{entity}.create", {"values": values}).value)

    signature = add("signature", name="Công việc", body="<p><strong>Nguyễn An</strong></p>")
    add(
        "mail_account",
        name="Công ty",
        address="an@congty.vn",
        sender_name="Nguyễn An",
        outgoing_host="127.0.0.1",
        outgoing_port=1,
        outgoing_security="none",
        signature_id=signature,
        is_default=True,
    )
    group = add("card_group", name="Hội chợ")
    add("contact", full_name="Đặng Thị Hường", emails=["huong@khach.vn"], card_groups=[group])
    add("contact", full_name="Trần Bình", emails=["binh@khach.vn"], card_groups=[group])
    add(
        "mail_template",
        name="Chào hàng",
        subject="Chào hàng",
        body="<p>Kính gửi {contact.full_name},</p><p>{contact.nickname}</p>",
    )
    store.close()
    return folder


@pytest.fixture
def folder(_made, tmp_path) -> Path:
    for file in _made.iterdir():
        if file.is_file():
            (tmp_path / file.name).write_bytes(file.read_bytes())
    return tmp_path


@pytest.fixture
def letters(folder) -> Iterator[Letters]:
    """The letters, as another window of the profile sees them."""
    made = LocalLetters(folder, SystemClock())
    yield made
    made.close()


@pytest.fixture
def jobs(qapp, qt_loop, folder) -> Iterator[Jobs]:
    made = Jobs(ChangeSignal())
    for lane in (made.lists, made.cards):
        lane.start(
            lambda: LocalReads(folder / "main.sqlite", SystemClock()),
            interrupt=LocalReads.interrupt,
            close=LocalReads.close,
        )
    made.letters.start(lambda: LocalLetters(folder, SystemClock()), close=methodcaller("close"))
    yield made
    made.finish(10)


@pytest.fixture
def desk(jobs, qtbot) -> LetterDesk:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    return LetterDesk(jobs, window)


@pytest.fixture
def opened(desk, qtbot) -> Callable[[], LetterWindow]:
    """Waits until a letter is open, and returns its window."""

    def wait() -> LetterWindow:
        qtbot.waitUntil(lambda: bool(desk.windows()), timeout=10_000)
        return desk.windows()[0]

    return wait


@pytest.fixture
def account(letters) -> uuid.UUID:
    return letters.senders()[0].account
