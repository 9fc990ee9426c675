"""Two people, one company: what one does the other sees, and nothing is lost."""

from __future__ import annotations

import pytest

from desktop.server.connections import connect
from desktop.sync import transport


@pytest.fixture
def an(desk):
    return desk(is_administrator=True)


@pytest.fixture
def binh(desk):
    return desk(is_administrator=True)


def test_a_customer_made_at_one_desk_appears_at_the_other(an, binh):
    made = an.make("account", name="Công ty Hoa Sen", extra={"x_size": 40})
    an.sync()
    binh.sync()
    assert binh.cell("account", made, "name") == "Công ty Hoa Sen"
    assert binh.cell("account", made, "name_key") == an.cell("account", made, "name_key")
    assert binh.cell("account", made, "owner_id") == an.me.user_id.bytes


def test_edits_of_different_fields_meet(an, binh):
    made = an.make("account", name="Hoa Sen")
    an.sync()
    binh.sync()
    an.change("account", made, short_name="HS")
    binh.change("account", made, website="https://hoasen.example.vn")
    for one in (an, binh, an):
        one.sync()
    for one in (an, binh):
        assert one.cell("account", made, "short_name") == "HS"
        assert one.cell("account", made, "website") == "https://hoasen.example.vn"
        assert one.asked("SELECT count(*) FROM shadow") == [(0,)]


def test_an_edit_of_the_same_field_is_kept_as_a_conflict(an, binh):
    made = an.make("account", name="Hoa Sen")
    an.sync()
    binh.sync()
    an.change("account", made, name="Sen Vàng")
    binh.change("account", made, name="Sen Trắng")
    an.sync()
    assert binh.sync().problems == 1
    assert binh.cell("account", made, "name") == "Sen Vàng"
    (found,) = binh.asked("SELECT kind, col, base, theirs, mine FROM sync_problem")
    assert found == ("conflict", "name", '"Hoa Sen"', '"Sen V\\u00e0ng"', '"Sen Tr\\u1eafng"')


def test_an_own_edit_stays_visible_until_the_centre_shows_it(an):
    made = an.make("account", name="Hoa Sen")
    an.sync()
    an.change("account", made, name="Sen Vàng")
    assert an.cell("account", made, "name") == "Sen Vàng"
    an.sync()
    assert an.cell("account", made, "name") == "Sen Vàng"
    assert an.asked("SELECT status, count(*) FROM outbox GROUP BY 1") == [("settled", 2)]


def test_customers_are_told_when_a_colleagues_call_changes_when_they_were_contacted(an, binh):
    """The column follows from the calls, so no row of the customer comes along."""
    made = an.make("account", name="Hoa Sen")
    an.sync()
    binh.sync()
    an.make("call", subject="Hỏi thăm", account_id=made, status="held", called_at=an.clock.now())
    an.sync()
    told = []
    binh.store.listen(told.append)
    binh.sync()
    assert binh.cell("account", made, "last_contact_at") is not None
    assert any("account" in changes.ids for changes in told)


def test_customers_are_told_when_a_colleagues_entry_changes_their_points(an, binh):
    made = an.make("account", name="Hoa Sen")
    an.sync()
    binh.sync()
    an.make("point_entry", account_id=made, points=5, reason="Mua hàng")
    an.sync()
    told = []
    binh.store.listen(told.append)
    binh.sync()
    assert binh.cell("account", made, "points_left") == 5
    assert any("account" in changes.ids for changes in told)


def test_what_goes_into_the_bin_goes_there_for_all(an, binh):
    made = an.make("account", name="Hoa Sen")
    an.sync()
    binh.sync()
    binh.delete("account", made)
    binh.sync()
    an.sync()
    assert an.cell("account", made, "deleted_at") is not None


def test_a_round_without_news_changes_nothing(an):
    an.make("account", name="Hoa Sen")
    an.sync()
    done = an.sync()
    assert (done.sent, done.received) == (0, 0)


def test_a_row_that_somebody_holds_for_a_moment_makes_nobody_offline(desk, company, monkeypatch):
    an = desk(is_administrator=True)
    made = an.make("account", name="Hoa Sen")
    an.sync()
    an.change("account", made, short_name="HS")
    with connect(company.cluster.address(company.name)) as other:
        other.autocommit = False
        other.execute("SELECT FROM app.account WHERE id = %s FOR UPDATE", (made,))
        monkeypatch.setattr(transport.time, "sleep", lambda _seconds: other.commit())
        assert an.sync().sent == 1
    assert company.rows("SELECT short_name FROM app.account") == [("HS",)]
