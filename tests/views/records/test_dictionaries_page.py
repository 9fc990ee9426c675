"""The page of all dictionaries."""

from __future__ import annotations

import pytest

from desktop.core.entities import get_entity
from desktop.views.customer.dictionaries_page import DictionariesPage, dictionaries
from desktop.views.shell.targets import LIST


@pytest.fixture
def page(jobs, qtbot):
    made = DictionariesPage(jobs)
    qtbot.addWidget(made)
    made.show()
    return made


def tile(page, entity: str):
    return page._tiles[get_entity(entity)]


def test_it_names_every_dictionary_with_the_number_of_its_entries(page, qtbot):
    assert {"tag", "source", "industry", "card_group", "stop_reason"} <= {
        entity.key for entity in dictionaries()
    }
    qtbot.waitUntil(lambda: "(8)" in tile(page, "tag").text())
    assert tile(page, "tag").text().startswith("Tags")


def test_a_click_opens_the_list(page, qtbot):
    with qtbot.waitSignal(page.target_chosen) as chosen:
        tile(page, "industry").click()
    (target,) = chosen.args
    assert (target.screen, target.entity) == (LIST, "industry")


def test_a_new_entry_is_counted(page, run, qtbot, jobs):
    qtbot.waitUntil(lambda: "(8)" in tile(page, "tag").text())
    jobs.announce(run("tag.create", values={"name": "Khách Tết"}))
    qtbot.waitUntil(lambda: "(9)" in tile(page, "tag").text())
