"""The company's server in the windows of the program: offered, told, settled, left."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMessageBox

from desktop.core.errors import InputError
from desktop.core.join_plan import Choice
from desktop.core.protection import Protected
from desktop.views.sync.join_dialog import JoinDialog
from desktop.views.sync.match_dialog import MatchDialog
from desktop.views.sync.sync_button import SyncButton
from tests.views.shell.stand_ins import id_of
from tests.views.shell.test_whole_shell import nameless
from tests.views.sync.conftest import JOINED, press, shown

INVITATION = {"lienhe": 1, "host": "may-chu.example.vn", "port": 5432, "user": "an"}


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


def test_everything_in_the_dialog_has_a_name(dialog):
    assert nameless(dialog) == []


def test_where_no_keyring_keeps_it_the_password_is_told_to_a_new_worker(make, worker, qtbot):
    worker.tell()
    company = make(password="bí mật")
    assert worker.requests()[0] == "sync.unlock"
    qtbot.waitUntil(lambda: "sync.round" in worker.requests())
    worker.asked.clear()
    worker.answers["sync.round"] = {**JOINED, "state": "locked"}  # the worker died, say
    company.watch.ask_now()
    qtbot.waitUntil(lambda: "sync.unlock" in worker.requests())
    worker.tell(state="refused", code="28P01")
    company.watch.ask_now()
    qtbot.waitUntil(lambda: company.memory.password() == "")  # it is not the right one any more


@pytest.mark.parametrize(("kept", "left"), [(True, ""), (False, "bí mật")])
def test_the_password_outlives_joining_only_where_no_keyring_has_it(
    dialog, worker, run_async, qtbot, kept, left
):
    worker.answers |= {"sync.look": INVITATION, "sync.join": {"joined": True, "kept": kept}}
    run_async(dialog.take_file("x"))
    dialog.password.setText("bí mật")
    company = dialog.company
    press(qtbot, dialog.join)
    qtbot.waitUntil(lambda: company.told == [True], timeout=10_000)
    assert company.memory.password() == left


def test_a_paused_profile_asks_for_orders_at_its_start(make, worker, qtbot):
    worker.tell(state="paused")
    make()
    qtbot.waitUntil(lambda: "sync.round" in worker.requests())


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
