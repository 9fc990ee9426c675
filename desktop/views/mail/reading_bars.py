"""The bars between the head and the text of a message: warnings, pictures, invitations, state."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.i18n import _, ngettext
from desktop.core.mail.values import BodyState, MailView
from desktop.views.mail.trust_bar import TrustBar
from desktop.views.records.notice_bar import NoticeBar


class ReadingBars(QWidget):
    """Shows what there is to say of one message.

    Signals:
        pictures_wanted: those from the web are to be shown, and whether of this sender always.
        invitation_wanted: the invitation is to be put into the calendar.
        body_wanted: the text is to be fetched from the server.
        unsubscribe_wanted: the person wants no more of these.
    """

    pictures_wanted = Signal(bool)
    invitation_wanted = Signal()
    body_wanted = Signal()
    unsubscribe_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.warnings = TrustBar(self)
        self.report = NoticeBar(self)
        self.pictures = NoticeBar(self)
        self.invitation = NoticeBar(self)
        self.state = NoticeBar(self)
        self.mailing = NoticeBar(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        bars = (self.warnings, self.report, self.state, self.invitation, self.mailing)
        for bar in (*bars, self.pictures):
            layout.addWidget(bar)
        self.pictures.accepted.connect(self._on_pictures_accepted)
        self.pictures.dismissed.connect(self._on_pictures_always)
        self.invitation.accepted.connect(self.invitation_wanted)
        self.state.accepted.connect(self.body_wanted)
        self.mailing.accepted.connect(self.unsubscribe_wanted)

    def show_message(self, view: MailView, *, invitation: str, can_fetch: bool) -> None:
        """Show what there is to say.

        Args:
            view: the message.
            invitation: what it invites to, in words.
            can_fetch: whether pictures from the web can be fetched.
        """
        for bar in (self.report, self.pictures, self.invitation, self.state, self.mailing):
            bar.hide()
        self.warnings.show_warnings(view.warnings)
        if view.report:
            self.report.say(view.report)
        if view.row.failed:
            self.state.say(view.row.failed)
        elif view.body is not BodyState.HERE:
            self._show_body_state(view)
        if invitation:
            self.invitation.tell(invitation, _("Put into the calendar…"))
        if view.unsubscribe:
            self.mailing.tell(_("This is a mailing to many."), _("Unsubscribe…"))
        if view.remote and can_fetch:
            words = ngettext(
                "{count} picture from the web is blocked.",
                "{count} pictures from the web are blocked.",
                view.remote,
            )
            sentence = words.format(count=view.remote)
            self.pictures.ask(sentence, _("Show pictures"), _("Always of this sender"))

    def _show_body_state(self, view: MailView) -> None:
        if view.body is BodyState.REMOTE:
            self.state.tell(_("The text is on the server alone."), _("Fetch it"))
        elif view.body is BodyState.WAITING:
            self.state.say(_("The text is being fetched…"))
        else:
            self.state.say(_("This message cannot be read. Its source can be looked at."))

    def _on_pictures_accepted(self) -> None:
        self.pictures_wanted.emit(False)

    def _on_pictures_always(self) -> None:
        self.pictures_wanted.emit(True)
