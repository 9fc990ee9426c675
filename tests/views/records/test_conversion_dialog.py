"""The dialog that shows what a lead or card will become."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.services.commands import get_command
from desktop.services.opening import declare
from desktop.views.customer.conversion_dialog import ConversionDialog
from desktop.views.customer.questions import register_questions
from desktop.views.records.command_runner import CommandRunner
from desktop.views.records.form_editors import FormEditors

LEAD = {
    "full_name": "Trần Thị Hoa",
    "company": "Hoa Sen Group",
    "title": "Giám đốc",
    "phones": [{"number": "+84987654321", "label": ""}],
}


@pytest.fixture
def runner(qtbot, jobs):
    declare()
    register_questions()
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    facts = tuple(get_command(key).facts for key in ("lead.convert", "business_card.to_account"))
    editors = FormEditors(jobs, facts, lambda *_: None, window)
    return CommandRunner(jobs, facts, editors.make, window)


def dialog_of(qtbot) -> ConversionDialog:
    found = []

    def look():
        found[:] = [w for w in QApplication.topLevelWidgets() if isinstance(w, ConversionDialog)]
        return bool(found and found[0].isVisible())

    qtbot.waitUntil(look, timeout=8000)
    return found[0]


def texts(dialog) -> set[str]:
    return {label.text() for label in dialog._preview.widget().findChildren(QLabel)}


def values_of(jobs, qtbot, entity, record_id):
    import uuid

    found = []
    jobs.cards.submit(lambda reads: reads.card(entity, uuid.UUID(record_id)), found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found[0].values


def converted(jobs, qtbot, lead):
    done = []

    def look():
        done[:] = [values_of(jobs, qtbot, "lead", lead)]
        return done[0]["status"] == "converted"

    qtbot.waitUntil(look, timeout=8000)
    return done[0]


def test_it_shows_the_customer_and_the_contact_person(runner, run, qtbot, jobs):
    lead = run("lead.create", values=LEAD).value
    runner.run("lead.convert", [lead])
    dialog = dialog_of(qtbot)
    assert {"Customer", "Contact person", "Hoa Sen Group", "Giám đốc"} <= texts(dialog)
    assert dialog.new.isChecked()
    dialog.accept()
    known = converted(jobs, qtbot, lead)
    assert values_of(jobs, qtbot, "account", known["account_id"])["name"] == "Hoa Sen Group"


def test_a_customer_of_the_same_name_is_proposed(runner, run, company, qtbot, jobs):
    lead = run("lead.create", values={**LEAD, "company": "công ty hoa sen"}).value
    runner.run("lead.convert", [lead])
    dialog = dialog_of(qtbot)
    assert dialog.existing.isChecked()
    assert "Hoa Sen" in dialog._hint.text()
    assert "Customer" not in texts(dialog)
    dialog.accept()
    assert converted(jobs, qtbot, lead)["account_id"] == str(company)


def test_no_customer_chosen_is_no_answer(runner, run, qtbot, jobs):
    lead = run("lead.create", values=LEAD).value
    runner.run("lead.convert", [lead])
    dialog = dialog_of(qtbot)
    dialog.existing.setChecked(True)
    assert not dialog._accept.isEnabled()
    dialog.reject()
    qtbot.waitUntil(lambda: not jobs.busy())
    assert values_of(jobs, qtbot, "lead", lead)["status"] == "new"


def test_many_are_counted(runner, run, qtbot, jobs):
    leads = [run("lead.create", values=LEAD).value for _ in range(3)]
    runner.run("lead.convert", leads)
    dialog = dialog_of(qtbot)
    assert any("3" in text for text in texts(dialog))
    dialog.reject()
    qtbot.waitUntil(lambda: not jobs.busy())


def test_a_card_says_what_it_becomes(runner, run, qtbot, jobs):
    values = {"full_name": "Lê An", "website": "https://an.example"}
    card = run("business_card.create", values=values).value
    runner.run("business_card.to_account", [card])
    dialog = dialog_of(qtbot)
    assert {"Customer", "Lê An"} <= texts(dialog)
    assert "Contact person" not in texts(dialog)
    dialog.accept()
    qtbot.waitUntil(
        lambda: values_of(jobs, qtbot, "business_card", card)["account_id"] is not None,
        timeout=8000,
    )


def test_what_is_shown_for_a_customer_that_is_there_is_what_is_made(runner, run, qtbot, jobs):
    person = {"party_type": "person", "name": "Trần Thị Hoa"}
    customer = run("account.create", values=person).value
    lead = run("lead.create", values={**LEAD, "company": None}).value
    runner.run("lead.convert", [lead])
    dialog = dialog_of(qtbot)
    assert dialog.existing.isChecked()
    qtbot.waitUntil(lambda: any("is a person" in text for text in texts(dialog)), timeout=8000)
    assert "Contact person" not in texts(dialog)
    dialog.accept()
    known = converted(jobs, qtbot, lead)
    assert (known["account_id"], known["contact_id"]) == (customer, None)


def test_a_company_that_is_there_gets_the_contact_person_that_is_shown(
    runner, run, company, qtbot, jobs
):
    lead = run("lead.create", values={**LEAD, "company": "công ty hoa sen"}).value
    runner.run("lead.convert", [lead])
    dialog = dialog_of(qtbot)
    qtbot.waitUntil(lambda: "Contact person" in texts(dialog), timeout=8000)
    dialog.accept()
    assert converted(jobs, qtbot, lead)["contact_id"] is not None


@pytest.mark.parametrize("command", ["lead.convert", "business_card.to_account"])
def test_what_was_made_is_opened(runner, run, qtbot, jobs, command):
    opened = []
    runner.made.connect(lambda entity, record_id: opened.append((entity, str(record_id))))
    source = command.partition(".")[0]
    record = run(f"{source}.create", values=LEAD).value
    runner.run(command, [record])
    dialog_of(qtbot).accept()
    qtbot.waitUntil(lambda: bool(opened), timeout=10_000)
    assert opened == [("account", values_of(jobs, qtbot, source, record)["account_id"])]


def test_of_many_that_were_made_none_is_opened(runner, run, qtbot, jobs):
    opened = []
    runner.made.connect(lambda *made: opened.append(made))
    leads = [run("lead.create", values=LEAD).value for _ in range(2)]
    runner.run("lead.convert", leads)
    dialog_of(qtbot).accept()
    converted(jobs, qtbot, leads[1])
    qtbot.waitUntil(lambda: not jobs.busy(), timeout=10_000)
    assert opened == []
