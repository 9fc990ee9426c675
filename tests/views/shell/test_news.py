"""What is new is told once after an update, and whenever somebody asks."""

from __future__ import annotations

import pytest

from desktop.core.version import VERSION
from desktop.views.shell.help_pages import find_page
from desktop.views.shell.news import PAGE


@pytest.fixture
def asked(window):
    found = []
    window.help_asked.connect(found.append)
    return found


def test_a_first_start_has_nothing_new(window, settings, asked):
    window.companions.news.tell_once()
    assert asked == []
    assert settings.settings.news_seen == VERSION


def test_an_update_is_told_once(window, settings, asked):
    settings.change(news_seen="0.0.9")
    window.companions.news.tell_once()
    window.companions.news.tell_once()
    assert asked == [PAGE]


def test_the_page_opens_from_the_menu_too(window, asked):
    window.commands.run("help.news")
    assert asked == [PAGE]
    assert find_page(PAGE) is not None
    assert VERSION.rpartition(".")[0] in find_page(PAGE).text
