"""Scenes of mail: cards and lines, a conversation, the dialogs of accounts."""

from __future__ import annotations

from desktop.views.mail.accounts.accounts_dialog import AccountsDialog
from desktop.views.mail.accounts.setup_dialog import AccountSetup
from desktop.views.mail.compose.letter_window import LetterWindow
from desktop.views.mail.folder_popup import FolderPopup
from desktop.views.mail.mail_page import MailPage
from desktop.views.shell.targets import Target
from tools.shots.scenes.register import scene
from tools.shots.studio import Studio


async def mail(studio: Studio) -> MailPage:
    """Show the inbox of the demo company."""
    await fill(studio)
    page = await studio.go(Target("mail"))
    if not isinstance(page, MailPage):
        raise TypeError(f"{page} is no page of mail")
    page.refresh()
    await studio.until(lambda: page.middle.model.order.total)
    page.look_so(is_table=False, conversations=False)
    await studio.settle()
    page.list.go_to(page.middle.model.layout_now.messages(0, 1)[0])
    await studio.until(lambda: page.pane.view)
    page.reader.let_unread()
    await studio.settle()
    return page


async def fill(studio: Studio) -> None:
    """Give the demo company its mailbox, once."""
    if not getattr(studio, "has_mail", False):
        await studio.jobs.ask("mail.demo", {})
        studio.has_mail = True  # type: ignore[attr-defined]  # a mark of these scenes alone


@scene("mail")
async def cards_and_lines(studio: Studio) -> None:
    page = await mail(studio)
    await studio.shoot("mail")
    page.look_so(is_table=True)
    await studio.shoot("mail-table")
    page.look_so(is_table=False)
    page.message_actions.ask_move()
    popup = await studio.top(FolderPopup)
    await studio.shoot("mail-move")
    popup.close()


@scene("mail-conversation")
async def conversation(studio: Studio) -> None:
    page = await mail(studio)
    page.look_so(conversations=True)
    await studio.settle()
    model = page.middle.model
    rows = [model.row(number) for number in range(12)]
    first = next(row.id for row in rows if row is not None and row.count > 1)
    page.list.go_to(first)
    await studio.until(lambda: page.pane.view and page.pane.view.row.id == first)
    page.actions_here.toggle_conversation(first)
    page.pane.conversation.open()
    await studio.shoot("mail-conversation")
    page.look_so(conversations=False)


@scene("mail-letter")
async def letter(studio: Studio) -> None:
    page = await mail(studio)
    studio.window.commands.run("mail.reply")
    window = await studio.top(LetterWindow)
    await studio.shoot("mail-letter")
    window.is_leaving = True
    window.close()
    page.focus_first()


@scene("mail-account")
async def accounts(studio: Studio) -> None:
    page = await mail(studio)
    page.account_deeds.add()
    dialog = await studio.top(AccountSetup)
    dialog.name.setText("Nguyễn An")
    dialog.address.setText("an@cty.vn")
    await studio.shoot("mail-account")
    dialog.close()
    page.account_deeds.show_all()
    listing = await studio.top(AccountsDialog)
    await studio.shoot("mail-accounts")
    listing.close()
