"""The steps of the wizard, a small file, and going on from step to step."""

from __future__ import annotations

FILE, TABLE, COLUMNS, OPTIONS, CHECK, IMPORT = range(6)
HEADERS = ["Mã KH", "Tên khách hàng", "MST", "Điện thoại", "Nguồn", "Doanh thu"]
ROWS = [
    ["KH1", "Công ty An Bình", "0101243150", "0912 345 678", "Facebook", 5],
    ["KH2", "Công ty Hoa Sen", "0100109106", "024 3825 1234", "Hội chợ", "rất nhiều"],
]


def go_on(wizard, step, qtbot):
    while wizard.step < step:
        qtbot.waitUntil(wizard._next.isEnabled, timeout=20_000)
        before = wizard.step
        wizard._next.click()
        assert wizard.step == before + 1
