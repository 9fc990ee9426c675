"""An encrypted profile as people use it: made, opened, recovered; nothing in it is plain."""

from __future__ import annotations

import os
import re
import shutil
import signal
from base64 import b64encode
from pathlib import Path
from typing import NoReturn

import pytest

from desktop.core.paths import KEY_FILE, Profile
from desktop.core.protection import Protected
from desktop.core.recovery_key import read_recovery_key, write_recovery_key
from desktop.core.revision import program_revision
from desktop.core.settings import Settings, save_settings
from desktop.services.backups.moving import write_bundle
from desktop.services.keys import ProfileKeys
from desktop.services.long_work import LongWork
from desktop.services.opening import open_for_window, write_manifest
from tests.journeys.hands import Hands
from tests.journeys.stored import customers
from tests.journeys.waiting import pid_of_holder, until

PASSWORD = "quả táo xanh bay cao"
NO_SAFE = {
    "QT_QPA_PLATFORM": "offscreen",
    "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
}
SAFE = "tests.journeys.keyring_file.FileKeyring"
KEY = bytes(range(1, 33))
CANARY = "Chimhoangyen"
GROUP = re.compile(r"[0-9A-HJKMNP-TV-Z]{5}")


def begin_encrypted(program: Hands) -> str:
    """Go through the first steps with the switch on; return the recovery key."""
    program.sees("Chào mừng")
    program.click("Tiếp theo")
    program.type("Nguyễn Văn An")
    program.click("Tiếp theo")
    program.click("Mã hóa dữ liệu trên máy này")
    program.click("Tiếp theo")
    program.sees("Máy này không có kho khóa")
    program.type(PASSWORD)
    program.press("Tab")
    program.type(PASSWORD)
    program.sees("Mật khẩu rất tốt")
    program.click("Tiếp theo")
    recovery = keep_recovery_key(program)
    program.click("Tiếp theo")
    program.click("Bắt đầu", exact=True)
    program.until_ready()
    return recovery


def keep_recovery_key(program: Hands) -> str:
    """Read the recovery key and type the groups that are asked for; return the key."""
    program.sees("rồi gõ nhóm")
    texts = program.texts()
    groups = [text for text in texts if GROUP.fullmatch(text)]
    assert len(groups) == 13
    asked = next(text for text in texts if "rồi gõ nhóm" in text)
    first, second = (int(number) for number in re.findall(r"nhóm (\d+)", asked))
    program.type(groups[first - 1].lower())
    program.press("Tab")
    program.type(groups[second - 1])
    return "-".join(groups)


def plain_places(folder: Path, word: str) -> list[str]:
    """Return the files of a profile that hold a word in plain."""
    kinds = ("utf-8", "utf-16-le")
    words = [form.encode(kind) for form in (word, word.lower()) for kind in kinds]
    return [
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and any(form in path.read_bytes() for form in words)
    ]


def open_by_password(program: Hands, password: str = PASSWORD) -> None:
    """Type the master password as soon as it is asked for."""
    program.sees("Dữ liệu này được mã hóa")
    program.type(password)
    program.press("Return")


def test_an_encrypted_profile_is_made_closed_and_opened(tmp_path, start):
    folder = tmp_path / "profile"
    program = start(folder, environment=NO_SAFE)
    recovery = begin_encrypted(program)
    program.press("Ctrl+Shift+U")
    program.sees("Biểu mẫu đầy đủ")
    program.type(f"Công ty {CANARY}")
    program.press("Ctrl+S")
    program.sees(f"Đã thêm Công ty {CANARY}")
    program.press("Ctrl+E")
    program.type(CANARY.lower())
    program.press("Return")
    program.sees("Tên viết tắt")
    assert program.quit() == 0
    assert Profile(folder).key_file.exists()
    assert plain_places(folder, CANARY) == []
    assert plain_places(folder, PASSWORD) == []

    program = start(folder, environment=NO_SAFE)
    open_by_password(program, "sai mật khẩu")
    program.sees("Mật khẩu không đúng")
    program.press("Ctrl+A")
    program.type(PASSWORD)
    program.press("Return")
    program.until_ready()
    program.press("Ctrl+2")
    program.sees(f"Công ty {CANARY}")
    require_no_secret_in_processes(program, recovery)
    assert program.quit() == 0
    assert plain_places(folder, CANARY) == []
    files = [path for path in (*folder.rglob("*"), program.log) if path.is_file()]
    assert not [path for path in files if holds_secret(path.read_bytes(), recovery)]


def require_no_secret_in_processes(program: Hands, recovery: str) -> None:
    """Look at what other programs of the same person can see of window and worker."""
    for process in (program.process.pid, program.ask("worker")):
        for name in ("cmdline", "environ"):
            content = Path("/proc", str(process), name).read_bytes()
            assert not holds_secret(content, recovery)


def holds_secret(content: bytes, recovery: str) -> bool:
    key = read_recovery_key(recovery)
    secrets = (key, key.hex().encode(), recovery.encode(), PASSWORD.encode(), b64encode(key))
    return any(secret in content for secret in secrets)


@pytest.fixture
def sealed(_company_free_profile: Path, tmp_path: Path) -> Path:
    """Return the folder of an encrypted profile that PASSWORD opens."""
    folder = tmp_path / "profile"
    shutil.copytree(_company_free_profile, folder)
    return folder


@pytest.fixture(scope="module")
def _company_free_profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sealed") / "profile"
    Profile(folder).make()
    ProfileKeys(folder).protect(KEY, PASSWORD)
    opened = open_for_window(folder, "Nguyễn Văn An", KEY)
    opened.commands.run("account.create", {"values": {"name": f"Công ty {CANARY}"}})
    write_manifest(Profile(folder), program_revision(), opened.actor, KEY)
    opened.close()
    save_settings(Profile(folder), Settings(language="vi", theme="light", first_run_done=True))
    return folder


def test_whoever_forgot_the_password_opens_by_the_recovery_key(sealed, start):
    program = start(sealed, environment=NO_SAFE)
    program.click("Dùng mã khôi phục")
    program.type(write_recovery_key(KEY).replace("-", " ").lower())
    program.click("Mở", exact=True)
    program.sees("Từ nay mở dữ liệu này bằng gì?")
    program.type("mật khẩu mới tinh")
    program.press("Tab")
    program.type("mật khẩu mới tinh")
    program.click("Dùng từ bây giờ")
    program.until_ready()
    program.press("Ctrl+2")
    program.sees(f"Công ty {CANARY}")
    assert program.quit() == 0

    program = start(sealed, environment=NO_SAFE)
    open_by_password(program, "mật khẩu mới tinh")
    program.until_ready()
    assert program.quit() == 0


@pytest.mark.parametrize("damage", ["lost", "broken"])
def test_without_its_key_file_the_recovery_key_opens_the_profile(sealed, start, damage):
    for path in (Profile(sealed).key_file, Profile(sealed).backups / KEY_FILE):
        path.unlink() if damage == "lost" else path.write_text("{broken")
    program = start(sealed, environment=NO_SAFE)
    program.sees("Tệp cho biết cách mở dữ liệu này đã mất hoặc bị hỏng")
    program.type(write_recovery_key(bytes(32)))
    program.click("Mở", exact=True)
    program.sees("Mã khôi phục này không mở được dữ liệu này")
    program.press("Ctrl+A")
    program.type(write_recovery_key(KEY))
    program.click("Mở", exact=True)
    program.click("Để sau")
    program.until_ready()
    program.press("Ctrl+2")
    program.sees(f"Công ty {CANARY}")
    assert program.quit() == 0


def test_the_keyring_opens_the_profile_without_a_question(sealed, start, tmp_path):
    kept = tmp_path / "keyring.json"
    with_safe = {**NO_SAFE, "PYTHON_KEYRING_BACKEND": SAFE, "LIENHE_TEST_KEYRING": str(kept)}
    program = start(sealed, environment=with_safe)
    open_by_password(program)
    program.until_ready()
    program.ask("run", action="tools.encryption")
    program.sees("Mỗi lần mở chương trình phải gõ mật khẩu chính")
    program.click("Đổi mật khẩu…")
    program.sees("Dùng mã khôi phục")
    program.type(PASSWORD)
    program.press("Return")
    program.click("Hỏi thêm mật khẩu mỗi lần mở")
    program.click("Dùng từ bây giờ")
    program.sees("Khóa nằm trong kho khóa của máy này; mở chương trình không phải gõ mật khẩu")
    assert program.quit() == 0
    assert b64encode(KEY).decode() in kept.read_text()

    program = start(sealed, environment=with_safe)
    program.until_ready()
    program.press("Ctrl+2")
    program.sees(f"Công ty {CANARY}")
    assert program.quit() == 0

    kept.write_text("locked")
    program = start(sealed, environment=with_safe)
    program.sees("Kho khóa của hệ điều hành đang khóa hoặc không đưa khóa ra")
    program.sees("Mã khôi phục")
    program.click("Thoát")
    assert program.process.wait(20) == 0


def test_everything_moves_to_another_computer_with_its_password(sealed, start, tmp_path):
    opened = open_for_window(sealed, key=KEY)
    work = LongWork(opened.store, opened.actor, no_reads, sealed, lambda *_done: None)
    bundle = tmp_path / "all.lienhe"
    write_bundle(work, str(bundle))
    opened.close()
    folder = tmp_path / "new"
    program = start(folder, environment=NO_SAFE)
    program.sees("Chào mừng")
    program.click("Tiếp theo")
    program.click("Tiếp theo")
    program.click("Mở từ tệp")
    program.sees("Tệp của Lienhe")
    program.type(str(bundle))
    program.press("Return")
    program.sees("all.lienhe")
    program.click("Bắt đầu", exact=True)
    open_by_password(program)
    program.until_ready()
    program.press("Ctrl+2")
    program.sees(f"Công ty {CANARY}")
    assert program.quit() == 0
    assert plain_places(folder, CANARY) == []


def test_a_plain_profile_is_encrypted_from_its_menu(company, start):
    kept = customers(company)
    program = start(company, environment=NO_SAFE)
    program.until_ready()
    program.ask("run", action="tools.encryption")
    program.sees("Dữ liệu trên máy này không mã hóa")
    program.click("Mã hóa dữ liệu này…")
    program.sees("Máy này không có kho khóa")
    program.type(PASSWORD)
    program.press("Tab")
    program.type(PASSWORD)
    program.click("Tiếp theo")
    keep_recovery_key(program)
    program.click("Mã hóa ngay")
    assert program.process.wait(60) == 0
    until(lambda: pid_of_holder(company) not in {0, program.process.pid}, "the program again")
    os.kill(pid_of_holder(company), signal.SIGKILL)
    keys = ProfileKeys(company)
    assert keys.protected() is Protected.BY_PASSWORD
    program = start(company, environment=NO_SAFE)
    open_by_password(program)
    program.until_ready()
    program.press("Ctrl+2")
    program.sees("300 khách hàng")
    assert program.quit() == 0
    assert plain_places(company, next(iter(kept))) == []


def no_reads() -> NoReturn:
    raise AssertionError("nothing is read")
