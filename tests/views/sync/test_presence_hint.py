"""The line on a card that says which colleagues edit the same record."""

from __future__ import annotations

import uuid

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.errors import RetryError
from desktop.views.records import presence_hint
from desktop.views.records.presence_hint import PresenceHint, sentence_of

RECORD = uuid.uuid4()


@pytest.fixture
def card(qt_loop, backstage, worker, qtbot, monkeypatch):
    monkeypatch.setattr(presence_hint, "SOON_MS", 5)
    monkeypatch.setattr(presence_hint, "EVERY_MS", 20)
    made = QWidget()
    qtbot.addWidget(made)
    made.hint = PresenceHint("account", backstage.jobs, made)
    QVBoxLayout(made).addWidget(made.hint)
    made.show()
    return made


def test_a_colleague_who_edits_is_named_until_he_is_done(card, worker, qtbot):
    worker.answers["sync.presence"] = {"asks": True, "names": ["An"]}
    card.hint.show_record(RECORD)
    qtbot.waitUntil(card.hint.isVisible, timeout=10_000)
    assert "An" in card.hint.text()
    worker.answers["sync.presence"] = {"asks": True, "names": []}
    qtbot.waitUntil(lambda: not card.hint.isVisible(), timeout=10_000)


def test_what_is_not_known_just_now_leaves_what_was_known(card, worker, qtbot):
    worker.answers["sync.presence"] = {"asks": True, "names": ["An"]}
    card.hint.show_record(RECORD)
    qtbot.waitUntil(card.hint.isVisible, timeout=10_000)
    worker.answers["sync.presence"] = RetryError("starting")
    asked = len(worker.asked)
    qtbot.waitUntil(lambda: len(worker.asked) > asked + 1, timeout=10_000)
    assert card.hint.isVisible()


def test_it_is_said_that_one_edits_oneself(card, worker, qtbot):
    worker.answers["sync.presence"] = {"asks": True, "names": []}
    card.hint.show_record(RECORD)
    card.hint.show_editing(True)
    qtbot.waitUntil(lambda: any(a["edits"] for _r, a in worker.asked), timeout=10_000)
    about = worker.asked[-1][1]
    assert (about["entity"], about["record"]) == ("account", str(RECORD))


def test_alone_it_is_asked_once(card, worker, qtbot):
    worker.answers["sync.presence"] = {"asks": False, "names": []}
    card.hint.show_record(RECORD)
    qtbot.waitUntil(lambda: worker.requests() == ["sync.presence"], timeout=10_000)
    qtbot.waitUntil(lambda: not card.hint._is_asking, timeout=10_000)
    assert not card.hint._timer.isActive()
    assert not card.hint.isVisible()


def test_a_record_that_is_being_made_asks_nothing(card, worker):
    card.hint.show_record(None)
    assert not card.hint._timer.isActive()


@pytest.mark.parametrize("count", [1, 2, 5])
def test_many_names_are_cut(count):
    names = [f"Người {n}" for n in range(count)]
    sentence = sentence_of(names)
    assert ("…" in sentence) == (count > presence_hint.MOST)
    assert names[0] in sentence
