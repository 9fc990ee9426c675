"""Backing up by hand."""

from __future__ import annotations


class Copier:
    """A worker that copies nothing and says where."""

    def __init__(self, warning: str = "") -> None:
        self.asked: list[str] = []
        self.warning = warning

    async def ask(self, request, arguments, progress=None):
        self.asked.append(request)
        if progress is not None:
            progress(1, 2, "")
        return {"path": "/sao-luu/hom-nay.sqlite", "warning": self.warning}


def test_the_snackbar_says_where_the_backup_is(qt_loop, window, qtbot):
    window.jobs.worker = copier = Copier()
    window.commands.run("tools.backup")
    qtbot.waitUntil(lambda: "hom-nay.sqlite" in window.snackbar.text)
    assert copier.asked == ["backup.run"]
    assert not window.running.works


def test_the_snackbar_says_that_the_second_folder_is_away(qt_loop, window, qtbot):
    window.jobs.worker = Copier("The stick is away.")
    window.commands.run("tools.backup")
    qtbot.waitUntil(lambda: window.snackbar.text == "The stick is away.")
    assert not window.running.works
