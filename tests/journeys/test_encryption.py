"""An encrypted profile as people use it: made, closed, opened, recovered; nothing in it is plain."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from desktop.core.paths import Profile
from tests.journeys.hands import Hands

PASSWORD = "quả táo xanh bay cao"
NO_SAFE = {
    "QT_QPA_PLATFORM": "offscreen",
    "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
}
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
    program.sees("Cất giữ mã khôi phục")
    texts = program.texts()
    groups = [text for text in texts if GROUP.fullmatch(text)]
    assert len(groups) == 13
    asked = next(text for text in texts if "rồi gõ nhóm" in text)
    first, second = (int(number) for number in re.findall(r"nhóm (\d+)", asked))
    program.type(groups[first - 1].lower())
    program.press("Tab")
    program.type(groups[second - 1])
    program.click("Tiếp theo")
    program.click("Bắt đầu", exact=True)
    program.until_ready()
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


@pytest.mark.slow
def test_an_encrypted_profile_is_made_closed_and_opened(tmp_path, start):
    folder = tmp_path / "profile"
    program = start(folder, environment=NO_SAFE)
    recovery = begin_encrypted(program)
    program.press("Ctrl+Shift+U")
    program.sees("Tên")
    program.type(f"Công ty {CANARY}")
    program.press("Ctrl+S")
    program.sees(f"Công ty {CANARY}")
    assert program.quit() == 0
    assert Profile(folder).key_file.exists()
    assert plain_places(folder, CANARY) == []

    program = start(folder, environment=NO_SAFE)
    program.sees("Dữ liệu này được mã hóa")
    program.type("sai mật khẩu")
    program.press("Return")
    program.sees("Mật khẩu không đúng")
    program.press("Ctrl+A")
    program.type(PASSWORD)
    program.press("Return")
    program.until_ready()
    program.press("Ctrl+2")
    program.sees(f"Công ty {CANARY}")
    assert program.quit() == 0
    assert plain_places(folder, CANARY) == []
    assert recovery
