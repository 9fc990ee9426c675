"""What is done with messages and folders: seen at once, told in the snackbar, taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from desktop.core.changes import Changes
from desktop.core.i18n import _
from desktop.core.mail.ports import MailActs, MailReads
from desktop.core.mail.values import MAILBOX, Done
from desktop.core.ports import Outcome
from desktop.views.jobs import Jobs
from desktop.views.mail.list_model import MailListModel

Act = Callable[[MailActs, Sequence[int]], Done]
COMMAND = "mailbox.act"
AT_ONCE = 500  # messages whose conversations are looked up in one question


class MailDeeds(QObject):
    """Acts on messages; a conversation that is folded counts as all its messages here."""

    def __init__(self, jobs: Jobs, model: MailListModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._model = model

    def do(self, messages: Sequence[int], act: Act, *, is_told: bool = True) -> None:
        """Do something with messages; returns at once."""
        if messages:
            work = self._do(tuple(messages), act, is_told=is_told)
            self._jobs.start(work, name=_("Mail"))

    def do_once(self, act: Callable[[MailActs], Done]) -> None:
        """Do something that is not about single messages; returns at once."""
        self._jobs.start(self._do_once(act), name=_("Mail"))

    def take_files(self, paths: Sequence[str], folder: int) -> None:
        """Put messages from files into a folder."""
        self._jobs.start(self._take_files(tuple(paths), folder), name=_("Reading files"))

    async def _do(self, messages: tuple[int, ...], act: Act, *, is_told: bool) -> None:
        ids = await self._whole(messages)
        done = await self._jobs.act_on_mail(_Bound(act, ids))
        self._tell(done, is_told=is_told)

    async def _do_once(self, act: Callable[[MailActs], Done]) -> None:
        self._tell(await self._jobs.act_on_mail(act), is_told=True)

    async def _take_files(self, paths: tuple[str, ...], folder: int) -> None:
        def read() -> list[bytes]:
            return [Path(path).read_bytes() for path in paths if _is_message(path)]

        raw = await self._jobs.aside(read)
        if not raw:
            self._jobs.failed.emit(_("These are no files of messages (.eml)."))
            return

        def act(acts: MailActs) -> Done:
            return acts.append(folder, raw)

        self._tell(await self._jobs.act_on_mail(act), is_told=True)

    def _tell(self, done: Done, *, is_told: bool) -> None:
        ids = done.changes.ids or {MAILBOX: frozenset()}
        group = done.group if is_told else 0
        self._jobs.announce(Outcome(done.sentence, Changes(ids, group, COMMAND)))

    async def _whole(self, messages: tuple[int, ...]) -> tuple[int, ...]:
        """Return messages with what lies in the same folder of folded conversations."""
        model = self._model
        order = model.order
        if not order.query.conversations:
            return messages
        single = set(model.unfolded) | model.layout_now.children
        folded = [one for one in messages if one not in single]

        def ask(reads: MailReads) -> list[int]:
            found: list[int] = []
            for start in range(0, len(folded), AT_ONCE):
                for row in reads.rows(folded[start : start + AT_ONCE], order.query):
                    if row.count > 1:
                        others = reads.conversation(row.thread)
                        found += [one.id for one in others if one.folder == row.folder]
            return found

        return tuple(dict.fromkeys((*messages, *await self._jobs.read_mail(ask))))


class _Bound:
    """An act with its messages."""

    def __init__(self, act: Act, messages: Sequence[int]) -> None:
        self._act = act
        self._messages = messages

    def __call__(self, acts: MailActs) -> Done:
        return self._act(acts, self._messages)


def _is_message(path: str) -> bool:
    return Path(path).suffix.lower() in {".eml", ".txt"}
