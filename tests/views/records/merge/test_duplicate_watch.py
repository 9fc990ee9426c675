"""A form says whom a record may be the same as; who does not care goes on typing."""

from __future__ import annotations

import uuid

import pytest
from PySide6.QtWidgets import QPushButton, QToolButton

from desktop.core.entities import get_entity
from desktop.core.filters import Group
from desktop.core.i18n import _
from desktop.core.likeness import Duplicate, Likeness
from desktop.core.pages import Hit, Ref
from desktop.views.records.merge.duplicate_bar import DuplicateBar
from desktop.views.records.merge.duplicate_watch import DuplicateWatch

TYPED = {"name": "Hoa", "phones": [{"number": "0912 345 678", "label": ""}]}


def found(score: int = 45, *fields: str, number: int = 1) -> Duplicate:
    ref = Ref("account", uuid.UUID(int=number), f"Sao Mai {number}")
    return Duplicate(Hit(ref), Likeness(score, fields or ("phones",)))


@pytest.fixture
def bar(jobs, qtbot):
    made = DuplicateBar(get_entity("account"))
    qtbot.addWidget(made)
    made.resize(900, 60)
    return made


@pytest.fixture
def watch(bar, jobs):
    return DuplicateWatch(get_entity("account"), jobs, bar, bar)


@pytest.fixture
def known(run) -> str:
    values = {"party_type": "company", "name": "Sao Mai", "phones": ["0912345678"]}
    return str(run("account.create", values=values).value)


@pytest.fixture
def answered(jobs, qtbot):
    """Return what waits until the reader has answered all that was asked before."""

    def wait() -> None:
        answers: list[object] = []
        jobs.cards.submit(lambda reads: reads.count("account", Group()), answers.append)
        qtbot.waitUntil(lambda: answers != [])

    return wait


def button(bar, text: str) -> QPushButton:
    return next(b for b in bar.findChildren(QPushButton) if b.text() == text)


def test_it_names_the_record_and_the_reason(bar):
    bar.show_found([found()], is_saved=False)
    assert "Sao Mai 1" in bar.text
    assert _("same phone number") in bar.text
    bar.show_found([found(), found(number=2)], is_saved=False)
    assert "1" in bar.text.rpartition(")")[2]
    bar.show_found([], is_saved=False)
    assert bar.text == ""


def test_only_what_is_saved_can_be_compared(bar):
    bar.show_found([found()], is_saved=False)
    assert button(bar, _("Compare…")).isHidden()
    bar.show_found([found()], is_saved=True)
    assert not button(bar, _("Compare…")).isHidden()


@pytest.mark.parametrize(
    ("text", "signal"),
    [("Open it", "opened"), ("Compare…", "compare_requested"), ("Not a duplicate", "refused")],
)
def test_each_button_says_what_it_was_for(bar, qtbot, text, signal):
    bar.show_found([found()], is_saved=True)
    with qtbot.waitSignal(getattr(bar, signal)) as asked:
        button(bar, _(text)).click()
    (given,) = asked.args
    assert given in ([uuid.UUID(int=1)], Ref("account", uuid.UUID(int=1), "Sao Mai 1"))


def test_the_buttons_go_below_where_there_is_little_room(bar, qtbot):
    bar.show_found([found(60, "tax_code", "phones", "name")], is_saved=True)
    bar.show()
    wide = button(bar, _("Open it")).mapTo(bar, button(bar, _("Open it")).rect().topLeft())
    bar.resize(480, 120)
    qtbot.waitUntil(
        lambda: (
            button(bar, _("Open it")).mapTo(bar, button(bar, _("Open it")).rect().topLeft()).x()
            < wide.x()
        )
    )


def test_typing_a_known_number_tells_its_owner(watch, bar, known, qtbot):
    watch.typed("phones", TYPED, None)
    qtbot.waitUntil(lambda: "Sao Mai" in bar.text)


def test_typing_elsewhere_asks_nothing(watch, bar, known, answered):
    watch.typed("description", TYPED, None)
    watch.check({}, None)
    answered()
    assert bar.text == ""


def test_who_was_told_once_is_not_told_again(watch, bar, known, answered, qtbot):
    watch.check(TYPED, None)
    qtbot.waitUntil(lambda: "Sao Mai" in bar.text)
    bar.findChild(QToolButton).click()
    with qtbot.assertNotEmitted(bar.dismissed):
        watch.check(TYPED, None)
        watch.check({"name": "x"}, None)
        watch.check(TYPED, None)
        answered()
    assert bar.text == ""
    watch.forget()
    watch.check(TYPED, None)
    qtbot.waitUntil(lambda: "Sao Mai" in bar.text)


def test_a_weak_likeness_is_not_told_to_who_only_reads(watch, bar, known, answered):
    watch.check(TYPED, None, least=65)
    answered()
    assert bar.text == ""
