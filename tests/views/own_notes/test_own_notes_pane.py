"""The pane of own notes: written for all involved or for oneself, changed and deleted."""

from __future__ import annotations

import uuid

import pytest
from PySide6.QtCore import Qt

from desktop.views.own_notes.own_notes_pane import OwnNotesPane


@pytest.fixture
def me(run_async, jobs):
    def ask(reads):
        return reads.choices("app_user", "Nguyễn An")[0].ref.id

    return run_async(jobs.read(ask))


@pytest.fixture
def project(run):
    return uuid.UUID(run("project.create", values={"name": "Triển khai"}).value)


@pytest.fixture
def pane(jobs, me, project, qtbot):
    made = OwnNotesPane(jobs, me)
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    with qtbot.waitSignal(made.counted):
        made.show_record("project", project)
    return made


def write(pane, qtbot, text: str, audience: str = "people") -> None:
    before = len(pane.cards)
    pane.audience.setCurrentIndex(pane.audience.findData(audience))
    pane.edit.setPlainText(text)
    qtbot.keyClick(pane.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(pane.cards) == before + 1)


def texts(pane) -> list[str]:
    return [card.text.text() for card in pane.cards]


def test_what_is_written_stands_first_with_its_author_and_for_whom(pane, qtbot):
    write(pane, qtbot, "Gọi lại trước 9h")
    write(pane, qtbot, "Chị Hà khó tính", "me")
    assert texts(pane) == ["Chị Hà khó tính", "Gọi lại trước 9h"]
    assert pane.cards[0].author.text() == "Nguyễn An"
    assert [card.audience.text() for card in pane.cards] == ["Only me", "Everybody involved"]
    assert pane.edit.toPlainText() == ""


def test_its_author_says_it_otherwise_and_to_others(pane, qtbot):
    write(pane, qtbot, "Sai", "me")
    pane.cards[0].change.click()
    assert pane.audience.currentData() == "me"
    pane.edit.setPlainText("Đúng")
    pane.audience.setCurrentIndex(pane.audience.findData("people"))
    pane.post_button.click()
    qtbot.waitUntil(lambda: texts(pane) == ["Đúng"])
    assert pane.cards[0].audience.text() == "Everybody involved"
    pane.cards[0].delete.click()
    qtbot.waitUntil(lambda: pane.cards == [])


def test_nobody_else_is_offered_to(jobs, project, run, qtbot):
    run("own_note.write", record_type="project", record_id=str(project), text="Của An")
    stranger = OwnNotesPane(jobs, uuid.uuid4())
    qtbot.addWidget(stranger)
    stranger.show()
    stranger.show_record("project", project)
    qtbot.waitUntil(lambda: len(stranger.cards) == 1)
    assert stranger.cards[0].change.isHidden()
    assert stranger.cards[0].delete.isHidden()


def test_what_was_typed_waits_while_another_record_is_looked_at(pane, project, run, qtbot):
    other = uuid.UUID(run("project.create", values={"name": "Khác"}).value)
    pane.edit.setPlainText("Nửa câu")
    pane.show_record("project", other)
    assert pane.edit.toPlainText() == ""
    pane.show_record("project", project)
    assert pane.edit.toPlainText() == "Nửa câu"


def test_too_long_a_note_is_told_and_stays_in_the_box(pane, jobs, qtbot):
    pane.edit.setPlainText("x" * 20_001)
    with qtbot.waitSignal(jobs.failed) as told:
        pane.post()
    assert "too long" in told.args[0]
    assert len(pane.edit.toPlainText()) == 20_001
    assert pane.cards == []


def test_the_card_of_a_project_has_them_as_a_tab(make_page, project, run, qtbot):
    run("own_note.write", record_type="project", record_id=str(project), text="Của An")
    page = make_page("project")
    page.open(project)
    qtbot.waitUntil(lambda: "Own notes (1)" in tab_names(page))


def tab_names(page) -> list[str]:
    tabs = page._tabs
    return [tabs.tabText(index) for index in range(tabs.count())]
