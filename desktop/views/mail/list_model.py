"""The messages of a list: an array of ids, and the rows that were looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from desktop.core.clock import Clock
from desktop.core.i18n import N_, _
from desktop.core.mail.places import GROUP_LABELS, MailOrder, MailPlace, MailQuery, PlaceKind
from desktop.core.mail.ports import MailReads
from desktop.core.mail.values import MailRow
from desktop.core.quick_dataclass import dataclass
from desktop.views.jobs import Jobs
from desktop.views.mail.list_layout import ListLayout
from desktop.views.mail.message_mime import messages_as_mime
from desktop.views.mail.words import spoken

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
AHEAD: Final = 60  # rows that are read above and below those on the screen
KEPT: Final = 3_000  # rows
TOPIC: Final = "rows of mail"
NOWHERE: Final = MailQuery(MailPlace(PlaceKind.EVERYWHERE))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the list as a table."""

    key: str
    label: str  # English msgid
    width: int  # pixels at 100 %; 0: what is left
    is_always: bool = True  # else only where there is room


COLUMNS: Final = (
    Column("sender", N_("From"), 170),
    Column("subject", N_("Subject"), 0),
    Column("customer", N_("Customer"), 130, is_always=False),
    Column("date", N_("Received"), 104),
    Column("size", N_("Size"), 76, is_always=False),
)


class MailListModel(QAbstractTableModel):
    """Gives painters whole rows, and screen readers their words.

    Signals:
        rows_read: rows came that are to be painted.
    """

    rows_read = Signal()

    def __init__(self, jobs: Jobs, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._clock = clock
        self._rows: OrderedDict[int, MailRow | None] = OrderedDict()  # None: it is gone
        self._stale: set[int] = set()
        self._asked: tuple[int, ...] = ()
        self._unfolded: dict[int, tuple[int, ...]] = {}
        self.folded: set[str] = set()
        self.is_table = False
        self.layout_now = ListLayout(MailOrder(NOWHERE))

    # --- what is shown
    @property
    def order(self) -> MailOrder:
        """The order that is shown."""
        return self.layout_now.order

    @property
    def unfolded(self) -> Mapping[int, tuple[int, ...]]:
        """The other messages of the conversations that are unfolded."""
        return self._unfolded

    def show_order(self, order: MailOrder) -> None:
        """Show another order; rows that are known already are read again when they are seen."""
        self.beginResetModel()
        if order.query.place != self.order.query.place or not order.query.conversations:
            self._unfolded = {}
        self._stale = set(self._rows)
        self._asked = ()
        self._lay(order)
        self.endResetModel()

    def fold_group(self, key: str) -> None:
        """Show the head of a group alone, or what belongs to it too."""
        self.beginResetModel()
        self.folded ^= {key}
        self._lay(self.order)
        self.endResetModel()

    def unfold(self, message: int, others: Sequence[int] | None) -> None:
        """Show the other messages of a conversation below its row, or (None) no more."""
        self.beginResetModel()
        if others is None:
            self._unfolded.pop(message, None)
        else:
            self._unfolded[message] = tuple(others)
        self._lay(self.order)
        self.endResetModel()

    def show_table(self, *, on: bool) -> None:
        """Have columns, or one for cards."""
        self.beginResetModel()
        self.is_table = on
        self.endResetModel()

    def _lay(self, order: MailOrder) -> None:
        self.layout_now = ListLayout(order, self.folded, self._unfolded)

    # --- rows
    def row(self, number: int) -> MailRow | None:
        """Return the message in a row, as far as it was read."""
        return self._rows.get(self.layout_now.message(number))

    def known(self, message: int) -> MailRow | None:
        """Return a message, as far as it was read."""
        return self._rows.get(message)

    def take_in(self, rows: Iterable[MailRow]) -> None:
        """Keep rows that were read elsewhere."""
        for row in rows:
            self._keep(row.id, row)
        self.rows_read.emit()

    def forget(self, messages: Collection[int] | None = None) -> None:
        """Read messages (None: all of them) again when they are next seen."""
        self._stale |= set(self._rows) if messages is None else set(messages)
        self._asked = ()
        self.rows_read.emit()

    def show_rows(self, first: int, last: int) -> None:
        """Read what is to be seen and not known."""
        wanted = tuple(
            one
            for one in self.layout_now.messages(first - AHEAD, last + AHEAD)
            if one not in self._rows or one in self._stale
        )
        if not wanted or wanted == self._asked:
            return
        self._asked = wanted
        query = self.order.query

        def ask(reads: MailReads) -> tuple[tuple[int, ...], tuple[MailRow, ...]]:
            return wanted, reads.rows(wanted, query)

        self._jobs.mail.submit(ask, self._on_read, topic=TOPIC, urgent=True, asker=self)

    def _on_read(self, answer: tuple[tuple[int, ...], tuple[MailRow, ...]]) -> None:
        wanted, rows = answer
        found = {row.id: row for row in rows}
        for message in wanted:
            self._keep(message, found.get(message))
        if self._asked == wanted:
            self._asked = ()
        self.rows_read.emit()

    def _keep(self, message: int, row: MailRow | None) -> None:
        self._stale.discard(message)
        self._rows[message] = row
        self._rows.move_to_end(message)
        while len(self._rows) > KEPT:
            self._stale.discard(self._rows.popitem(last=False)[0])

    # --- Qt's names
    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self.layout_now)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are: one for cards."""
        return len(COLUMNS) if self.is_table else 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let messages be chosen and dragged, heads be passed over."""
        if not self.layout_now.message(index.row()):
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsDragEnabled

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Return what a screen reader says of a row."""
        if role not in (Role.DisplayRole, Role.AccessibleTextRole):
            return None
        group = self.layout_now.group(index.row())
        if group is not None:
            return _(GROUP_LABELS.get(group.key, group.key))
        row = self.row(index.row())
        return "" if row is None else spoken(row, self._clock.now())

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        """Return the label of a column."""
        is_label = orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole
        return _(COLUMNS[section].label) if is_label and section < len(COLUMNS) else None

    def mimeTypes(self) -> list[str]:
        """Return what messages are dragged as."""
        return [messages_as_mime(()).formats()[0]]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the messages that are dragged."""
        rows = dict.fromkeys(index.row() for index in indexes)
        ids = [self.layout_now.message(row) for row in rows]
        return messages_as_mime([one for one in ids if one])

    def supportedDragActions(self) -> Qt.DropAction:
        """Return what may be done with messages that are dragged."""
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
