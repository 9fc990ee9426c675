"""An account is set up in a few steps, and looked after in a list."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from desktop.core.errors import InputError
from desktop.core.mail.values import AccountState
from desktop.core.ports import Outcome
from desktop.views.jobs import Writing
from desktop.views.mail.accounts.accounts_dialog import AccountsDialog
from desktop.views.mail.accounts.password_dialog import PasswordDialog
from desktop.views.mail.accounts.setup_dialog import DONE, SERVERS, WHO, AccountSetup
from desktop.views.mail.accounts.values import settings_from_json, steps_from_json

FOUND = {
    "source": "provider",
    "user_name": "an@cty.vn",
    "incoming": {"host": "imap.cty.vn", "port": 993, "security": "tls"},
    "outgoing": {"host": "smtp.cty.vn", "port": 587, "security": "starttls"},
    "sign_in": "password",
}
GOOD = {"steps": [{"key": "sign_in", "sentence": "The password is right.", "is_ok": True}]}
BAD = {"steps": [{"key": "sign_in", "sentence": "The password is wrong.", "is_ok": False}]}
UNKNOWN = {"steps": [{"key": "incoming", "sentence": "?", "is_ok": False, "certificate": "ab"}]}


class Worker:
    """Answers as the worker does, and notes what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {"mail.discover": FOUND, "mail.test": GOOD}
        self.asked: list[tuple[str, Mapping[str, Any]]] = []

    async def ask(self, request: str, arguments: Mapping[str, Any], progress: object = None) -> Any:
        self.asked.append((request, dict(arguments)))
        answer = self.answers.get(request, True)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def requests(self) -> list[str]:
        return [request for request, _arguments in self.asked]


class Commands:
    """Notes what is saved."""

    def __init__(self) -> None:
        self.ran: list[tuple[str, dict[str, Any]]] = []

    def run(self, key: str, arguments: Mapping[str, Any]) -> Outcome:
        self.ran.append((key, dict(arguments)))
        return Outcome(str(uuid.UUID(int=7)))


@pytest.fixture
def commands(jobs) -> Iterator[Commands]:
    made = Commands()
    jobs.store.start(lambda: Writing(made, None, None))
    yield made
    jobs.store.drain(5)


@pytest.fixture
def worker(jobs) -> Worker:
    jobs.worker = Worker()
    return jobs.worker


@pytest.fixture
def dialog(qtbot, jobs, window, worker, commands) -> AccountSetup:
    made = AccountSetup(jobs, window)
    qtbot.addWidget(made)
    made.show()
    made.name.setText("Nguyễn An")
    made.address.setText(" an@cty.vn ")
    made.password.setText("bí mật")
    return made


def test_a_known_address_and_a_right_password_are_all_it_takes(dialog, worker, commands, until):
    dialog.go_on.click()
    until(lambda: dialog.step == DONE)
    [(key, arguments)] = commands.ran
    assert key == "mail_account.create"
    values = arguments["values"]
    assert (values["address"], values["incoming_host"]) == ("an@cty.vn", "imap.cty.vn")
    assert "bí mật" not in str(values)
    assert worker.requests() == ["mail.discover", "mail.test", "mail.password", "mail.begin"]


def test_without_an_address_there_is_nothing_to_look_for(dialog):
    dialog.address.setText("an")
    assert not dialog.go_on.isEnabled()
    assert dialog.step == WHO


def test_a_wrong_password_is_said_and_nothing_is_saved(dialog, worker, commands, until):
    worker.answers["mail.test"] = BAD
    dialog.go_on.click()
    until(lambda: dialog.steps.texts == ["The password is wrong."])
    assert (dialog.step, commands.ran) == (SERVERS, [])
    worker.answers["mail.test"] = GOOD
    dialog.go_on.click()
    until(lambda: dialog.step == DONE)


def test_servers_that_nobody_names_are_shown_to_be_checked(dialog, worker, commands, until):
    worker.answers["mail.discover"] = {**FOUND, "source": "guess"}
    dialog.go_on.click()
    until(lambda: dialog.steps.texts and dialog.go_on.isEnabled())
    assert "mail.test" not in worker.requests()
    dialog.form.incoming.host.setText("thu.cty.vn")
    dialog.go_on.click()
    until(lambda: dialog.step == DONE)
    assert commands.ran[0][1]["values"]["incoming_host"] == "thu.cty.vn"


def test_a_certificate_is_trusted_only_when_the_person_says_so(dialog, worker, commands, until):
    worker.answers["mail.test"] = UNKNOWN
    dialog.go_on.click()
    until(dialog.trust.isVisible)
    dialog.go_on.click()
    until(lambda: worker.requests().count("mail.test") == 2 and dialog.trust.isVisible())
    assert "certificate" not in worker.asked[-1][1]["values"]
    worker.answers["mail.test"] = GOOD
    until(dialog.trust.isEnabled)
    dialog.trust.click()
    until(lambda: dialog.step == DONE)
    assert commands.ran[0][1]["values"]["certificate"] == "ab"


def test_what_the_worker_refuses_is_said(dialog, worker, until):
    worker.answers["mail.discover"] = InputError("This is no address.")
    dialog.go_on.click()
    until(lambda: dialog.steps.texts == ["This is no address."])


def test_the_usual_port_goes_along_with_the_security(dialog):
    line = dialog.form.incoming
    line.security.setCurrentIndex(line.security.findData("starttls"))
    assert line.port.value() == 143
    line.port.setValue(9143)
    line.security.setCurrentIndex(line.security.findData("tls"))
    assert line.port.value() == 9143


@pytest.mark.parametrize("answer", [None, [], {"steps": 3}, {"steps": [1, {}]}, {"incoming": 5}])
def test_an_answer_that_makes_no_sense_breaks_nothing(answer):
    assert settings_from_json(answer).incoming.port == 993
    assert all(not step.is_ok for step in steps_from_json(answer))


def test_the_list_of_accounts_says_how_each_stands(qtbot, jobs, window, mailbox, until):
    refused = mailbox.add_account("Bán hàng", "ban@cty.vn")
    mailbox.refuse(refused, "Máy chủ không nhận mật khẩu.")
    dialog = AccountsDialog(jobs, window)
    qtbot.addWidget(dialog)
    dialog.show()
    until(lambda: len(dialog.accounts()) == 2)
    dialog.list.setCurrentRow(1)
    assert dialog.chosen().state is AccountState.REFUSED
    assert dialog._problem.text() == "Máy chủ không nhận mật khẩu."


def test_an_account_that_is_not_let_in_is_named_above_the_list(
    inbox, jobs, worker, mailbox, popup, until
):
    mailbox.refuse(mailbox.accounts()[0], "Máy chủ không nhận mật khẩu.")
    inbox.refresh()
    bar = inbox.middle.trouble
    until(bar.isVisible)
    assert "Máy chủ không nhận mật khẩu." in bar._text.text()
    bar._accept.click()
    dialog = popup(PasswordDialog)
    dialog.line.setText("mới")
    dialog.accept()
    until(lambda: "mail.sync" in worker.requests())
    assert worker.asked[-2][1]["incoming"] == "mới"
