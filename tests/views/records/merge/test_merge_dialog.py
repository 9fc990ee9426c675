"""Side by side: what is proposed, what can be chosen, what is not asked."""

from __future__ import annotations

import uuid

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QRadioButton

from desktop.core.entities import get_entity
from desktop.core.i18n import _
from desktop.core.pages import Card
from desktop.models import load_all
from desktop.views.records.merge.merge_dialog import MergeDialog

load_all()
IDS = [uuid.UUID(int=number) for number in (1, 2, 3)]
RECORDS = (
    {"name": "Hoa Mai", "code": "KH-1", "phones": [{"number": "+84912345678", "label": ""}]},
    {
        "name": "Công ty Hoa Mai",
        "phones": [{"number": "+84987654321", "label": ""}],
        "tax_code": "0101234567",
        "description": "Khách quen",
        "currency": "VND",
    },
    {"name": "Hoa Mai", "description": "Giao buổi sáng", "currency": "VND"},
)


@pytest.fixture
def cards():
    return [
        Card("account", one, values["name"], values, {k: str(v) for k, v in values.items()})
        for one, values in zip(IDS, RECORDS, strict=True)
    ]


@pytest.fixture
def dialog(cards, qtbot):
    made = MergeDialog(get_entity("account"), cards)
    qtbot.addWidget(made)
    made.show()
    return made


def choices(dialog, text: str) -> list[QRadioButton]:
    return [b for b in dialog.findChildren(QRadioButton) if b.text().replace("\n", " ") == text]


def test_the_fullest_record_is_proposed_and_what_it_lacks_is_filled(dialog):
    assert dialog.master() == IDS[1]
    values = dialog.values()
    assert values["name"] == "Công ty Hoa Mai"
    assert values["code"] == "KH-1"
    assert values["tax_code"] == "0101234567"


def test_lists_are_united_the_main_number_first(dialog):
    numbers = [one["number"] for one in dialog.values()["phones"]]
    assert numbers == ["+84987654321", "+84912345678"]
    assert dialog.values()["description"] == "Khách quen\n\nGiao buổi sáng"


def test_another_record_can_stay_and_gives_its_values_then(dialog):
    choices(dialog, _("Keep this record"))[0].click()
    assert dialog.master() == IDS[0]
    assert dialog.values()["name"] == "Hoa Mai"
    numbers = [one["number"] for one in dialog.values()["phones"]]
    assert numbers == ["+84912345678", "+84987654321"]


def test_each_value_can_be_chosen_by_itself(dialog):
    choices(dialog, "Hoa Mai")[0].click()
    choices(dialog, "Giao buổi sáng")[0].click()
    assert dialog.master() == IDS[1]
    assert dialog.values()["name"] == "Hoa Mai"
    assert dialog.values()["description"] == "Giao buổi sáng"


def test_what_is_the_same_in_all_is_shown_only_on_demand(qtbot, cards):
    same = [Card(c.entity, c.id, c.title, {**c.values, "short_name": "HM"}, {}) for c in cards]
    made = MergeDialog(get_entity("account"), same)
    qtbot.addWidget(made)
    made.show()
    label = _(get_entity("account").field("short_name").label)
    assert label not in visible_texts(made)
    made.findChild(QCheckBox).click()
    assert label in visible_texts(made)
    assert "short_name" not in made.values()


def visible_texts(dialog) -> set[str]:
    return {label.text() for label in dialog.findChildren(QLabel) if label.isVisible()}


def test_not_a_duplicate_is_one_click_away(dialog, qtbot):
    (button,) = [b for b in dialog.findChildren(QPushButton) if b.text() == _("Not a duplicate")]
    with qtbot.waitSignal(dialog.rejected):
        button.click()
    assert dialog.are_different
