"""The blocks of what comes up and of who mentioned the person."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.models.activities import gift
from desktop.views.home.home_view import HomeView
from tests.views.home.reading import titles


@pytest.fixture(autouse=True)
def _same_clock(monkeypatch, clock):
    """Let the next day of an anniversary be that from the day of the page on."""
    monkeypatch.setattr(gift, "SystemClock", lambda: clock)


@pytest.fixture
def me(run_async, jobs):
    def ask(reads):
        return reads.choices("app_user", "Nguyễn An")[0].ref.id

    return run_async(jobs.read(ask))


def result_texts(view, key):
    return [(row.text, row.detail, row.hint) for row in view.feeds[key].card.rows.results]


def test_anniversaries_and_birthdays_stand_by_day(show_home, make, customer):
    # It is Tuesday 29/12/2026, the 21st day of the eleventh lunar month.
    hoa_sen = str(customer)
    make(
        "anniversary",
        title="Thành lập Hoa Sen",
        day=2,
        month=1,
        occasion="founding",
        account_id=hoa_sen,
    )
    make(
        "anniversary",
        title="Giỗ cụ tổ",
        day=23,
        month=11,
        calendar="lunar",
        occasion="death_day",
        account_id=hoa_sen,
    )
    make("anniversary", title="Mãi sau", day=1, month=6, account_id=hoa_sen)
    make("anniversary", title="Chưa đến", day=9, month=1, remind_days=10, account_id=hoa_sen)
    make("anniversary", title="Nhắc sớm", day=1, month=3, remind_days=90, account_id=hoa_sen)
    make("contact", full_name="Trần Hà", account_id=hoa_sen, birth_on="1980-12-30")
    make("account", name="Lê Nam", party_type="person", birth_on="1990-01-20")
    view = show_home()
    assert result_texts(view, "upcoming") == [
        ("Trần Hà", "Birthday · Công ty Hoa Sen · turns 46", "Tomorrow"),
        ("Giỗ cụ tổ", "Death anniversary · Công ty Hoa Sen · lunar 23/11", "31/12"),
        ("Thành lập Hoa Sen", "Founding day · Công ty Hoa Sen", "02/01"),
        ("Lê Nam", "Birthday · turns 37", "20/01"),
        ("Nhắc sớm", "Birthday · Công ty Hoa Sen", "01/03"),
    ]


@pytest.mark.parametrize(("days", "is_told"), [(None, True), (0, False), (9, False), (10, True)])
def test_an_anniversary_is_told_of_from_its_days_of_notice_on(show_home, make, days, is_told):
    make("anniversary", title="A", day=8, month=1, remind_days=days)  # it is 29/12/2026
    view = show_home()
    assert titles(view, "upcoming") == (["A"] if is_told else [])


def test_a_gift_is_begun_from_a_row_with_what_is_known(show_home, make, begun, customer):
    contact = make("contact", full_name="Trần Hà", account_id=str(customer), birth_on="1980-12-30")
    view = show_home()
    feed = view.feeds["upcoming"]
    feed.card.acted.emit(feed.card.rows.results[0].payload)
    ((entity, values),) = begun
    assert entity == "gift"
    assert values == {
        "title": "Gift: Trần Hà",
        "given_on": "2026-12-30",
        "occasion": "Birthday",
        "account_id": str(customer),
        "contact_id": str(contact),
    }


def test_the_number_opens_the_list_of_what_comes(show_home, make, qtbot):
    make("anniversary", title="A", day=30, month=12)
    view = show_home()
    with qtbot.waitSignal(view.target_chosen) as chosen:
        view.feeds["upcoming"].card.list_asked.emit()
    (target,) = chosen.args
    assert (target.entity, bool(target.filter)) == ("anniversary", True)


def test_a_mention_is_noticed_and_opens_what_it_is_about(qtbot, context, clock, run, customer, me):
    run("comment.post", record_type="account", record_id=str(customer), text="@Nguyễn An gọi nhé")
    run("comment.post", record_type="account", record_id=str(customer), text="không ai cả")
    view = HomeView(context, me, clock)
    qtbot.addWidget(view)
    view.resize(1100, 760)
    with qtbot.waitSignal(view._order.finished):
        view.show()
    card = view.feeds["mentions"].card
    (row,) = card.rows.results
    assert row.text == "@Nguyễn An gọi nhé"
    assert "Công ty Hoa Sen" in row.detail
    with qtbot.waitSignal(view.target_chosen) as chosen:
        card.chosen.emit(row.payload)
    assert (chosen.args[0].entity, chosen.args[0].record_id) == ("account", customer)


@pytest.fixture
def mentioned(qtbot, context, clock, run, customer, me):
    """Show the page of somebody whom three comments on one customer name."""
    for text in ("một", "hai", "ba"):
        said = f"@Nguyễn An {text}"
        run("comment.post", record_type="account", record_id=str(customer), text=said)
    view = HomeView(context, me, clock)
    qtbot.addWidget(view)
    view.resize(1100, 760)
    with qtbot.waitSignal(view._order.finished):
        view.show()
    assert len(titles(view, "mentions")) == 3
    return view


def test_a_mention_that_was_read_leaves_the_page(mentioned, qtbot):
    card = mentioned.feeds["mentions"].card
    second = card.rows.results[1]
    card.acted.emit(second.payload)
    qtbot.waitUntil(lambda: len(titles(mentioned, "mentions")) == 2)
    assert second.text not in titles(mentioned, "mentions")
    assert card.number.text() == "2"


def test_all_mentions_are_read_at_once(mentioned, qtbot):
    card = mentioned.feeds["mentions"].card
    assert card.all.isVisible()
    assert card.all.accessibleName()
    qtbot.mouseClick(card.all, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: titles(mentioned, "mentions") == [])
    assert not card.all.isVisible()


def test_nobody_mentioned_is_one_line(show_home):
    view = show_home()
    assert titles(view, "mentions") == []
