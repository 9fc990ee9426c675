"""What the editor of an event saves: values and people, of all or some times, as one step."""

from __future__ import annotations

import uuid

import pytest

from desktop.core.clock import to_micros
from desktop.core.diary.event_times import to_utc
from desktop.core.errors import ConflictError, RuleBrokenError
from desktop.core.ids import new_id
from desktop.core.pages import ListQuery
from desktop.views.diary.editor.event_reading import read_people
from tests.core.recurrence.drawn_rules import at

ZONE = "Asia/Ho_Chi_Minh"


def micros(text: str) -> int:
    return to_micros(to_utc(at(text), ZONE))


def times(start: str, end: str) -> dict[str, int]:
    return {"starts_at": micros(start), "ends_at": micros(end)}


def people_of(hands, event) -> list[str]:
    return sorted(one.shown for one in read_people(hands.reads, uuid.UUID(event)))


@pytest.fixture
def lan(hands):
    return hands.run("app_user.create", values={"full_name": "Trần Lan"})


def test_a_new_event_and_its_people_are_one_step(hands, lan):
    event = str(new_id())
    values = {"title": "Họp", "zone": ZONE, **times("2026-11-24T09:00", "2026-11-24T10:00")}
    guests = [{"user_id": lan}, {"email": "minh@abc.vn", "name": "Minh"}]
    assert hands.run("event.write", id=event, values=values, people=guests) == event
    assert {"Trần Lan", "Minh"} <= set(people_of(hands, event))
    assert hands.starts() == ["24/11 09:00"]
    hands.undo()
    assert hands.starts() == []
    assert people_of(hands, event) == []


def test_saved_twice_it_is_one_event(hands):
    event = str(new_id())
    values = {"title": "Họp", "zone": ZONE, **times("2026-11-24T09:00", "2026-11-24T10:00")}
    for _twice in range(2):
        hands.run("event.write", id=event, values=values, people=[{"email": "a@b.vn"}])
    assert len(hands.look()) == 1
    assert people_of(hands, event) == ["a@b.vn"]


def test_people_are_taken_off(hands, lan):
    event = hands.enter("Họp", "2026-11-24T09:00", "2026-11-24T10:00")
    made = hands.run("event.invite", id=event, people=[{"user_id": lan}])
    hands.run("event.write", id=event, gone=made)
    assert "Trần Lan" not in people_of(hands, event)


def test_somebody_elses_edit_is_told(hands):
    event = hands.enter("Họp", "2026-11-24T09:00", "2026-11-24T10:00")
    hands.run("event.change", ids=[event], values={"title": "Của người khác"})
    with pytest.raises(ConflictError):
        hands.run("event.write", id=event, edits={"title": ["Họp", "Của tôi"]})
    assert hands.value("event", uuid.UUID(event), "title") == "Của người khác"


def edits_of(before: tuple[str, str], after: tuple[str, str]) -> dict[str, list[int]]:
    old, new = times(*before), times(*after)
    return {name: [old[name], new[name]] for name in old}


MONDAY = ("2026-11-23T08:00", "2026-11-23T09:00")
SECOND = ("2026-11-30T08:00", "2026-11-30T09:00")


def test_one_time_of_a_series_is_moved_and_renamed(hands, series):
    edits = edits_of(SECOND, ("2026-12-01T14:00", "2026-12-01T16:00"))
    edits["title"] = ["Giao ban", "Giao ban muộn"]
    arguments = {"original": "20261130T080000", "scope": "this"}
    hands.run("event.write", id=series, edits=edits, **arguments)
    assert hands.titles()[:3] == ["23/11 Giao ban", "01/12 Giao ban muộn", "07/12 Giao ban"]
    assert "01/12 14:00" in hands.starts()
    hands.undo()
    assert hands.titles()[:2] == ["23/11 Giao ban", "30/11 Giao ban"]


def test_this_and_the_following_are_another_series(hands, series):
    edits = {"title": ["Giao ban", "Họp tuần"], "rule": ["FREQ=WEEKLY", "FREQ=WEEKLY;COUNT=2"]}
    arguments = {"original": "20261130T080000", "scope": "following"}
    made = hands.run("event.write", id=series, edits=edits, **arguments)
    assert made != series
    assert hands.titles() == ["23/11 Giao ban", "30/11 Họp tuần", "07/12 Họp tuần"]


def test_a_whole_series_moves_with_its_exceptions(hands, series):
    hands.run("event.vary", id=series, original="20261130T080000", scope="this",
              values={"title": "Khác"})  # fmt: skip
    edits = edits_of(MONDAY, ("2026-11-24T09:00", "2026-11-24T10:00"))
    edits["rule"] = ["FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=TU"]
    hands.run("event.write", id=series, edits=edits)
    assert hands.titles()[:2] == ["24/11 Giao ban", "01/12 Khác"]
    assert hands.starts()[0] == "24/11 09:00"


def test_a_series_ends_to_be_one(hands, series):
    hands.run("event.write", id=series, edits={"rule": ["FREQ=WEEKLY", None]})
    assert hands.starts() == ["23/11 08:00"]


def test_a_rule_is_not_for_one_time(hands, series):
    arguments = {"original": "20261130T080000", "scope": "this"}
    with pytest.raises(RuleBrokenError):
        hands.run("event.write", id=series, edits={"rule": ["FREQ=WEEKLY", None]}, **arguments)


def test_an_event_becomes_one_of_whole_days(hands):
    event = hands.enter("Nghỉ", "2026-11-24T09:00", "2026-11-24T10:00")
    before = ("2026-11-24T09:00", "2026-11-24T10:00")
    edits = edits_of(before, ("2026-11-24T00:00", "2026-11-26T00:00"))
    hands.run("event.write", id=event, edits={**edits, "is_all_day": [False, True]})
    (shown,) = hands.look()
    assert shown.is_all_day
    assert (shown.start, shown.end) == (at("2026-11-24T00:00"), at("2026-11-26T00:00"))


ONE_TIME = {"original": "20261130T080000", "scope": "this"}


def test_participants_of_one_time_are_others_than_those_of_the_series(hands, series):
    binh, lan = (
        hands.run("app_user.create", values={"full_name": name}) for name in ("Bình", "Lan")
    )
    hands.run("event.invite", id=series, people=[{"user_id": binh}])
    (row,) = hands.run("event.invite", id=series, people=[{"user_id": binh}])
    alone = hands.run("event.write", id=series, people=[{"user_id": lan}], gone=[row], **ONE_TIME)
    assert alone != series
    assert hands.titles()[:3] == ["23/11 Giao ban", "30/11 Giao ban", "07/12 Giao ban"]
    assert {"Bình"} <= set(people_of(hands, series))
    assert "Lan" not in people_of(hands, series)
    assert "Lan" in people_of(hands, alone)
    assert "Bình" not in people_of(hands, alone)
    hands.undo()
    assert hands.titles()[:3] == ["23/11 Giao ban", "30/11 Giao ban", "07/12 Giao ban"]
    assert "Lan" not in people_of(hands, series)


def test_one_time_with_other_people_keeps_what_else_was_said_of_it(hands, series):
    edits = edits_of(SECOND, ("2026-12-01T14:00", "2026-12-01T16:00"))
    edits["title"] = ["Giao ban", "Giao ban muộn"]
    guests = [{"email": "lan@hoasen.vn"}]
    alone = hands.run("event.write", id=series, edits=edits, people=guests, **ONE_TIME)
    assert hands.titles()[:3] == ["23/11 Giao ban", "01/12 Giao ban muộn", "07/12 Giao ban"]
    assert "01/12 14:00" in hands.starts()
    assert len(people_of(hands, alone)) == 1
    assert people_of(hands, series) == []


def files_of(hands, event):
    rows = hands.reads.first_page(ListQuery("attachment", ("name", "event_id"))).rows
    return sorted(row.texts[0] for row in rows if str(row.values[1]) == str(event))


@pytest.mark.parametrize("scope", ["this", "following"])
def test_files_go_along_where_a_series_is_cut(hands, series, scope):
    file = {"name": "Biên bản.docx", "blob": "a" * 64, "size": 10}
    hands.run("attachment.attach", entity="event", id=series, files=[file])
    how = {**ONE_TIME, "scope": scope, "values": {"is_private": True}}
    made = hands.run("event.vary", id=series, **how)
    assert made != series
    assert files_of(hands, series) == files_of(hands, made) == ["Biên bản.docx"]
    hands.undo()
    assert files_of(hands, made) == []


def revision(hands, event) -> int:
    with hands.opened.store.reading() as connection:
        query = "SELECT sequence FROM event WHERE id = ?"
        return connection.execute(query, (uuid.UUID(event).bytes,)).fetchone()[0] or 0


def test_what_the_invited_are_told_of_is_another_revision_whatever_wrote_it(hands):
    event = hands.enter("Họp", "2026-11-24T09:00", "2026-11-24T10:00")
    first = revision(hands, event)
    old, new = times("2026-11-24T09:00", "2026-11-24T10:00"), micros("2026-11-24T11:00")
    hands.run("event.save", id=event, values={"ends_at": [old["ends_at"], new]})
    assert revision(hands, event) == first + 1
    hands.run("event.change", ids=[event], values={"place": "Phòng 2"})
    assert revision(hands, event) == first + 2
    hands.run("event.write", id=event, edits={"rule": [None, "FREQ=WEEKLY"]})
    assert revision(hands, event) == first + 3
    hands.run("event.save", id=event, values={"show_as": ["busy", "free"]})
    assert revision(hands, event) == first + 3
    hands.undo()
    hands.run("event.vary", id=event, values={"title": "Họp lớn"})
    assert revision(hands, event) == first + 4
