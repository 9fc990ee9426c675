"""Words that the program ships: everybody brings them, in one language or another."""

from __future__ import annotations

from desktop.services.seeding import shipped_id
from desktop.store.mirror import problems
from desktop.store.mirror.outbox import waiting_count


def problems_of(desk):
    with desk.store.reading() as connection:
        return [(one["entity"], one["field"]) for one in problems.open_problems(connection)]


def test_shipped_words_of_whoever_joins_later_give_way_without_a_question(desk, company):
    fair = shipped_id("source", "fair")
    an, binh = desk(is_administrator=True), desk(is_administrator=True)
    an.make("source", id=fair, name="Hội chợ")
    binh.make("source", id=fair, name="Fair")
    an.sync()
    binh.sync()
    assert problems_of(binh) == []
    assert binh.cell("source", fair, "name") == "Hội chợ"
    with binh.store.reading() as connection:
        assert waiting_count(connection) == 0
    assert company.rows("SELECT count(*) FROM sync.conflict") == [(0,)]


def test_a_shipped_word_that_two_changed_is_a_conflict_like_any_other(desk):
    fair = shipped_id("source", "fair")
    an, binh = desk(is_administrator=True), desk(is_administrator=True)
    an.make("source", id=fair, name="Hội chợ")
    an.sync()
    binh.sync()
    an.change("source", fair, name="Hội chợ, triển lãm")
    binh.change("source", fair, name="Triển lãm")
    an.sync()
    binh.sync()
    assert problems_of(binh) == [("source", "name")]
