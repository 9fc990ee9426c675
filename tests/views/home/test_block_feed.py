"""A block shows what its filter finds, and its number opens just that list."""

from __future__ import annotations

from datetime import timedelta

from desktop.core.clock import to_micros
from desktop.core.entities import get_entity
from desktop.core.errors import StorageError
from desktop.core.relative_filters import meant_now
from desktop.store.engine import Role
from desktop.store.mirror import horizons
from desktop.store.mirror.tables import make_tables
from desktop.store.profile import open_profile
from desktop.views.home.block_card import LINES
from desktop.views.shell.targets import LIST
from tests.views.home.reading import titles


def test_calls_of_today_and_overdue_ones_stand_apart(plan, show_home):
    plan("chiều nay", 5)
    plan("sáng nay", -2)
    plan("hôm qua", -24)
    plan("ngày mai", 24)
    view = show_home()
    assert titles(view, "calls_today") == ["sáng nay", "chiều nay"]
    assert titles(view, "calls_overdue") == ["hôm qua"]
    row = view.feeds["calls_today"].card.rows.results[0]
    assert (row.detail, row.hint) == ("Công ty Hoa Sen", "08:00")


def test_the_number_opens_the_list_that_it_counts(plan, show_home, qtbot, jobs, run_async, clock):
    for number in range(LINES + 3):
        plan(f"cuộc gọi {number}", -30 - number)
    view = show_home()
    card = view.feeds["calls_overdue"].card
    assert (card.number.text(), len(card.rows.results)) == (str(LINES + 3), LINES)
    with qtbot.waitSignal(view.target_chosen) as chosen:
        card.number.click()
    (target,) = chosen.args
    assert (target.screen, target.entity) == (LIST, "call")
    asked = meant_now(target.filter, get_entity("call"), None, view._today)
    assert run_async(jobs.read(lambda reads: reads.count("call", asked))) == LINES + 3


def test_a_customer_that_nobody_contacted_for_a_month_is_named(make, show_home, clock, run):
    clock.advance(timedelta(days=-47))
    quiet = make("account", name="Lâu rồi", account_type="customer")
    make("note", subject="Gặp ở hội chợ", account_id=str(quiet), noted_at=to_micros(clock.now()))
    make("account", name="Chưa ai gọi", account_type="customer")
    called = make("account", name="Vừa gọi", account_type="customer")
    make("account", name="Đối thủ", account_type="competitor")
    clock.advance(timedelta(days=46))
    make("account", name="Mới đây", account_type="customer")
    make("note", subject="Gọi", account_id=str(called), noted_at=to_micros(clock.now()))
    clock.advance(timedelta(days=1))
    view = show_home()
    assert titles(view, "customers_quiet") == ["Lâu rồi", "Chưa ai gọi"]
    hints = [row.hint for row in view.feeds["customers_quiet"].card.rows.results]
    assert hints == ["47 days", "never"]
    assert titles(view, "customers_changed") == ["Mới đây"]


def test_where_old_histories_are_not_here_nobody_was_never_contacted(
    make, show_home, folder, clock
):
    clock.advance(timedelta(days=-47))
    make("account", name="Chưa ai gọi", account_type="customer")
    clock.advance(timedelta(days=47))
    store = open_profile(folder, clock, Role.WORKER)
    with store.exclusive() as connection:
        make_tables(connection)
        horizons.begin(connection, to_micros(clock.now() - timedelta(days=540)), 18)
    store.close()
    view = show_home()
    hints = [row.hint for row in view.feeds["customers_quiet"].card.rows.results]
    assert hints == ["not since 07/07/2025"]


def test_a_lead_that_somebody_begins_to_work_on_is_new_no_more(make, show_home, run, qtbot, jobs):
    lead = make("lead", full_name="Lê Văn Tám", company="Cơ khí Tám")
    view = show_home()
    assert titles(view, "leads_new") == ["Lê Văn Tám"]
    outcome = run("lead.begin", ids=[str(lead)])
    jobs.changes.changed.emit(outcome.changes)
    qtbot.waitUntil(lambda: titles(view, "leads_new") == [])


def test_a_question_that_fails_is_told_in_its_card_and_the_others_go_on(
    show_home, plan, monkeypatch, jobs, qtbot
):
    import desktop.views.home.block_feed as feed

    read = feed.read_block

    def fail_for_leads(reads, query):
        if query.entity == "lead":
            raise StorageError("The disk is gone.")
        return read(reads, query)

    monkeypatch.setattr(feed, "read_block", fail_for_leads)
    plan("gọi lại", -24)
    with qtbot.waitSignal(jobs.failed) as told:
        view = show_home()
    assert told.args == ["The disk is gone."]
    assert view.feeds["leads_new"].card._title.text() == "“New leads” could not be read."
    assert titles(view, "calls_overdue") == ["gọi lại"]


def test_a_block_with_nothing_in_it_is_one_line(show_home, plan):
    plan("gọi lại", -24)
    view = show_home()
    empty, filled = view.feeds["calls_today"].card, view.feeds["calls_overdue"].card
    assert empty.rows.isHidden()
    assert empty._title.text() == "No call is planned for today"
    assert empty.height() < filled.height() < view.height() / 2
