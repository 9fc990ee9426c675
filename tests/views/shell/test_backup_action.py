"""Backing up by hand."""

from __future__ import annotations


class Copier:
    """A worker that copies nothing and says where."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def ask(self, request, arguments, progress=None):
        self.asked.append(request)
        progress(1, 2, "")
        return "/sao-luu/hom-nay.sqlite"


def test_the_snackbar_says_where_the_backup_is(qt_loop, window, qtbot):
    window.jobs.worker = copier = Copier()
    window.commands.run("tools.backup")
    qtbot.waitUntil(lambda: "hom-nay.sqlite" in window.snackbar.text)
    assert copier.asked == ["backup.run"]
    assert not window.running.works
