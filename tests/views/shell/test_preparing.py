"""While the data is made ready, something is on the screen."""

from __future__ import annotations

import pytest

from desktop.views.shell.preparing import Preparing, shown_while


def shown(qapp):
    return [w for w in qapp.topLevelWidgets() if isinstance(w, Preparing) and w.isVisible()]


def test_what_takes_its_time_is_shown_until_it_ends(qapp, qt_loop, qtbot):
    made_ready = qt_loop.create_future()
    waiting = qt_loop.create_task(shown_while(made_ready))
    qtbot.waitUntil(lambda: len(shown(qapp)) == 1)
    made_ready.set_result("ready")
    qtbot.waitUntil(waiting.done)
    assert waiting.result() == "ready"
    assert shown(qapp) == []


def test_what_fails_is_told_by_others(qapp, run_async):
    async def fail() -> None:
        raise OSError("disk")

    with pytest.raises(OSError, match="disk"):
        run_async(shown_while(fail()))
    assert shown(qapp) == []
