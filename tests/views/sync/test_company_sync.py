"""The company's server in the windows of the program: offered, told, settled, left."""

from __future__ import annotations

import uuid

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop.core.errors import InputError
from desktop.core.join_plan import Choice
from desktop.core.protection import Protected
from desktop.views.sync.company_sync import CompanySync
from desktop.views.sync.join_dialog import JoinDialog
from desktop.views.sync.match_dialog import MatchDialog
from desktop.views.sync.sync_button import SyncButton
from desktop.views.sync.sync_window import SyncWindow
from tests.views.shell.stand_ins import NAMES, id_of
from tests.views.shell.test_whole_shell import nameless

INVITATION = {"lienhe": 1, "host": "may-chu.example.vn", "port": 5432, "user": "an"}
CONFLICT = {
    "n": 5,
    "kind": "conflict",
    "entity": "account",
    "id": str(id_of(0)),
    "field": "short_name",
    "base": None,
    "theirs": "Sen",
    "mine": "HSV",
    "code": None,
    "at": 1_795_000_000_000_000,
}
REFUSED = {**CONFLICT, "n": 6, "kind": "refused", "id": str(uuid.uuid4()), "code": "denied"}


def shown(kind):
    found = (w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())
    return next(found, None)


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def make(qt_loop, windows, backstage, worker, qtbot):
    made = []

    def begin(**how):
        company = CompanySync(backstage.jobs, windows, windows, **how)
        made.append(company)
        company.begin()
        qtbot.waitUntil(lambda: bool(worker.asked) and not company.watch._is_asking)
        return company

    yield begin
    for company in made:
        company.watch.stop()


@pytest.fixture
def dialog(make, worker, first, qtbot):
    company = make()
    company.told = []
    company.over.connect(company.told.append)
    first.commands.run("sync.join")
    found = shown(JoinDialog)
    found.company = company
    yield found
    if shown(JoinDialog):
        found.close()


@pytest.fixture
def screen(make, worker, first, qtbot):
    worker.tell(problems=2, waiting=1)
    worker.answers["sync.problems"] = [CONFLICT, REFUSED]
    make()
    press(qtbot, first.findChild(SyncButton))
    found = shown(SyncWindow)
    qtbot.waitUntil(lambda: len(found.problems.cards) == 2)
    yield found
    if shown(SyncWindow):
        found.close()


def test_used_alone_there_is_no_button_and_joining_is_offered(make, first):
    make()
    assert not first.findChild(SyncButton).isVisible()
    assert first.commands.is_enabled("sync.join")
    assert not first.commands.is_bound("sync.show")


class Bare:
    """A profile whose data are not encrypted."""

    def protected(self):
        return Protected.NOT


def test_encryption_is_offered_before_the_data_of_a_company_come(make, first, qtbot):
    first.settings.make_keys = Bare
    make()
    first.commands.run("sync.join")
    dialog = shown(JoinDialog)
    qtbot.waitUntil(dialog.encrypt.isVisible, timeout=10_000)
    first.settings.make_keys = None  # the dialog of encryption has tests of its own
    with qtbot.waitSignal(dialog.encryption_asked):
        press(qtbot, dialog.encrypt)
    assert shown(JoinDialog) is None


def test_joined_there_is_a_button_and_no_further_joining(make, worker, first):
    worker.tell()
    make()
    button = first.findChild(SyncButton)
    assert (button.isVisible(), button.text()) == (True, "In sync")
    assert "Last sync" in button.toolTip()
    assert first.commands.is_enabled("sync.now")
    assert not first.commands.is_bound("sync.join")


def test_every_window_has_a_button_and_one_watch_serves_them(make, worker, windows, qtbot):
    worker.tell(waiting=3)
    make()
    second = windows.open()
    assert second.findChild(SyncButton).text() == "3 changes waiting"
    assert worker.requests().count("sync.status") == 1
    second.close()


def test_the_demo_company_is_offered_nothing(make, windows, first):
    windows.is_demo = True
    make()
    assert not first.commands.is_bound("sync.join")


def test_who_asked_for_it_at_the_first_start_is_led_to_joining(make, qtbot):
    make(joins=True)
    found = shown(JoinDialog)
    assert found is not None
    found.close()


def test_joining_takes_an_invitation_a_login_and_a_password(dialog, worker, run_async, qtbot):
    worker.answers |= {"sync.look": INVITATION, "sync.join": {"joined": True}}
    assert not dialog.join.isEnabled()
    run_async(dialog.take_file("thư mời.lienhe"))
    assert dialog.server.text() == "may-chu.example.vn:5432"
    assert dialog.login.text() == "an"
    dialog.password.setText("bí mật")
    company = dialog.company
    press(qtbot, dialog.join)
    qtbot.waitUntil(lambda: company.told == [True])
    arguments = dict(worker.asked)["sync.join"]
    assert arguments == {
        "invitation": INVITATION,
        "login": "an",
        "password": "bí mật",
        "offers": True,
    }


def test_what_the_company_has_already_is_decided_before_anything_is_sent(
    dialog, worker, run_async, qtbot
):
    pair = {
        "entity": "account",
        "mine": str(id_of(0)),
        "theirs": str(id_of(1)),
        "reasons": ["phones"],
        "values": {"name": ["Sen", "Hoa Sen"]},
    }
    compared = {"count": 3, "codes": 2, "code": "KH00002", "clashes": 0, "pairs": [pair]}
    told = {"sync.look": INVITATION, "sync.join": {"joined": True}, "sync.compare": compared}
    worker.answers |= told
    run_async(dialog.take_file("thư mời.lienhe"))
    dialog.password.setText("bí mật")
    press(qtbot, dialog.join)
    qtbot.waitUntil(lambda: shown(MatchDialog) is not None)
    shown(MatchDialog).reject()
    qtbot.waitUntil(dialog.join.isEnabled)
    assert "sync.join" not in worker.requests()
    press(qtbot, dialog.join)
    qtbot.waitUntil(lambda: shown(MatchDialog) is not None)
    matching = shown(MatchDialog)
    matching.choose(Choice.THEIRS)
    press(qtbot, matching.branch.own)
    press(qtbot, matching.join)
    company = dialog.company
    qtbot.waitUntil(lambda: company.told == [True])
    arguments = dict(worker.asked)["sync.join"]
    assert arguments["branch"] == "CN1-"
    assert [one["choice"] for one in arguments["matches"]] == ["theirs"]


@pytest.mark.parametrize("request_name", ["sync.look", "sync.join"])
def test_what_goes_wrong_is_told_in_the_dialog(dialog, worker, run_async, qtbot, request_name):
    worker.answers |= {"sync.look": INVITATION, request_name: InputError("No such thing.")}
    run_async(dialog.take_file("x"))
    if request_name == "sync.join":
        dialog.password.setText("x")
        press(qtbot, dialog.join)
    qtbot.waitUntil(lambda: dialog.problem.text() == "No such thing.")
    assert dialog.company.told == []
    qtbot.waitUntil(dialog._buttons.isEnabled)
    assert shown(JoinDialog) is dialog


def test_everything_that_the_tabulator_reaches_has_a_name(screen):
    assert nameless(screen) == []


def test_everything_in_the_dialog_has_a_name(dialog):
    assert nameless(dialog) == []


def test_a_conflict_shows_all_sides_and_what_is_chosen_is_told(screen, worker, qtbot):
    conflict, _refused = screen.problems.cards
    texts = [label.text() for label in conflict.findChildren(type(screen.state))]
    assert f"{NAMES[0]}: Short name" in texts
    assert {"Sen", "HSV", "(empty)"} <= set(texts)
    worker.tell(problems=1)
    worker.answers["sync.problems"] = [REFUSED]
    press(qtbot, conflict.answers["mine"])
    qtbot.waitUntil(lambda: len(screen.problems.cards) == 1)
    assert dict(worker.asked)["sync.solve"] == {"problem": 5, "choice": "mine"}
    assert not screen.problems.cards[0].opens.isVisible()  # that record is not here


def test_an_answer_that_failed_can_be_given_again(screen, worker, qtbot):
    worker.answers["sync.solve"] = InputError("Not now.")
    before = screen.problems.cards[0]
    press(qtbot, before.answers["theirs"])
    qtbot.waitUntil(lambda: screen.problems.cards[0] is not before)
    assert screen.problems.cards[0].isEnabled()


def test_the_record_of_a_problem_is_opened_in_the_window(screen, first, qtbot):
    press(qtbot, screen.problems.cards[0].opens)
    qtbot.waitUntil(lambda: first.workspace.current_target().record_id == id_of(0))


def test_pausing_and_going_on(screen, worker, qtbot):
    worker.tell(state="paused")
    press(qtbot, screen.pause)
    qtbot.waitUntil(lambda: screen.pause.text() == "Go on syncing")
    assert not screen.now.isEnabled()
    worker.tell()
    press(qtbot, screen.pause)
    qtbot.waitUntil(screen.now.isEnabled)


def test_a_password_that_is_not_known_is_asked_for(screen, worker, first, qtbot):
    assert not screen.password.isVisible()
    worker.tell(state="locked")
    press(qtbot, screen.now)
    qtbot.waitUntil(screen.password.isVisible)
    assert first.findChild(SyncButton).text() == "Server password needed"
    worker.tell()
    screen.password.setText("bí mật")
    press(qtbot, screen.unlock)
    qtbot.waitUntil(lambda: not screen.password.isVisible())
    assert dict(worker.asked)["sync.unlock"] == {"password": "bí mật"}
    assert screen.password.text() == ""


def test_leaving_asks_first_and_closes_the_window(screen, worker, first, qtbot):
    worker.answers["sync.leave"] = {"joined": False}
    press(qtbot, screen.leave)
    qtbot.waitUntil(lambda: shown(QMessageBox) is not None)
    box = shown(QMessageBox)
    assert "not sent" in box.informativeText() + box.text()
    press(qtbot, box.button(QMessageBox.StandardButton.Yes))
    qtbot.waitUntil(lambda: shown(SyncWindow) is None)
    assert not first.findChild(SyncButton).isVisible()
    assert first.commands.is_enabled("sync.join")


def test_a_device_that_was_emptied_says_so_and_begins_anew(make, worker, first, qtbot):
    worker.tell()
    company = make()
    told = []
    company.over.connect(told.append)
    worker.answers["sync.round"] = {"joined": False, "state": "wiped"}
    company.watch.ask_now()
    qtbot.waitUntil(lambda: shown(QMessageBox) is not None)
    assert "removed the company's data" in shown(QMessageBox).text()
    assert not first.findChild(SyncButton).isVisible()
    press(qtbot, shown(QMessageBox).button(QMessageBox.StandardButton.Ok))
    qtbot.waitUntil(lambda: told == [True])
