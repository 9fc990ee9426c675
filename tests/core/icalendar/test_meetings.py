"""Invitations, answers and cancellations by mail come together, in whatever order they arrive."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.icalendar.alarms import Alarm
from desktop.core.icalendar.components import parse_calendars
from desktop.core.icalendar.entries import new_entry
from desktop.core.icalendar.flaws import Flaw, Remarks
from desktop.core.icalendar.items import Item
from desktop.core.icalendar.messages import Method, read_messages
from desktop.core.icalendar.people import Person
from desktop.core.icalendar.receiving import Verdict, applied, judge
from desktop.core.icalendar.sending import (
    asked_anew,
    item_at,
    make_cancel,
    make_counter,
    make_decline_counter,
    make_refresh,
    make_reply,
    make_request,
    next_sequence,
)
from desktop.core.icalendar.times import Moment, Span
from tests.core.icalendar.texts import HERE, clock, vcalendar

NOW = clock("2026-11-22 09:00").replace(tzinfo=UTC)
BOSS, AN, BINH = "sep@a.vn", "an@b.vn", "binh@c.vn"
ACTING = (Verdict.NEW, Verdict.UPDATE, Verdict.CANCEL, Verdict.ANSWER)


def at(text):
    return Moment(clock(text), HERE)


MEETING = Item(
    uid="1@a.vn",
    summary="Họp giao ban",
    start=at("2026-11-23 09:00"),
    end=at("2026-11-23 10:00"),
    rules=("FREQ=WEEKLY;COUNT=5",),
    organizer=Person(BOSS),
    attendees=asked_anew([Person(BOSS, role="CHAIR", status="ACCEPTED"), Person(AN), Person(BINH)]),
    alarms=(Alarm(before=Span(seconds=-900)),),
)
SECOND = at("2026-11-30 09:00")


def meeting(**changes):
    return new_entry([replace(MEETING, **changes)], HERE)


def sent(entry):
    """Return the message as whoever gets it reads it."""
    (calendar,) = parse_calendars(entry.text.encode(), "utf-8", Remarks())
    (message,) = read_messages(calendar, HERE)
    return message


def later(minutes):
    return NOW + timedelta(minutes=minutes)


def test_an_invitation_is_new_and_carries_no_reminder_of_the_sender():
    message = sent(make_request(meeting(), NOW))
    assert message.method is Method.REQUEST
    assert judge(message, None, BOSS) is Verdict.NEW
    assert not message.entry.items[0].alarms
    assert message.entry.items[0].rules == MEETING.rules
    assert applied(message, None, AN).items[0].attendee(AN).answer == "NEEDS-ACTION"


def test_an_answer_reaches_the_organiser():
    entry = meeting()
    reply = sent(make_reply(sent(make_request(entry, NOW)).entry, AN, "ACCEPTED", later(5), "Vâng"))
    assert judge(reply, entry, AN) is Verdict.ANSWER
    after = applied(reply, entry, BOSS, sender=AN)
    assert after.items[0].attendee(AN).status == "ACCEPTED"
    assert after.items[0].attendee(BINH).answer == "NEEDS-ACTION"
    assert after.items[0].alarms == MEETING.alarms
    assert reply.entry.parts[0].text("COMMENT") == "Vâng"
    assert [one.key for one in reply.entry.items[0].attendees] == [AN]


def test_an_answer_to_one_time_varies_that_time_alone():
    entry = meeting()
    asked = replace(make_request(entry, NOW))
    one = new_entry([item_at(asked, SECOND)], HERE)
    reply = sent(make_reply(one, AN, "DECLINED", later(5)))
    after = applied(reply, entry, BOSS, sender=AN)
    assert after.master.attendee(AN).answer == "NEEDS-ACTION"
    (varied,) = after.variations
    assert (varied.original, varied.attendee(AN).status) == (SECOND, "DECLINED")
    assert (varied.start, varied.end) == (SECOND, at("2026-11-30 10:00"))


def test_a_delegate_is_invited_too():
    asked = sent(make_request(meeting(), NOW)).entry
    me = replace(asked.items[0].attendee(AN), delegated_to=("moi@b.vn",))
    others = tuple(one for one in asked.items[0].attendees if one.key != AN)
    mine = asked.with_items([replace(asked.items[0], attendees=(me, *others))])
    reply = sent(make_reply(mine, AN, "DELEGATED", later(1)))
    after = applied(reply, meeting(), BOSS, sender=AN).items[0]
    assert after.attendee(AN).status == "DELEGATED"
    assert after.attendee("moi@b.vn").delegated_from == (AN,)


def test_a_cancelled_meeting_is_cancelled_and_one_time_of_it_alone():
    entry = applied(sent(make_request(meeting(), NOW)), None, AN)
    one = sent(make_cancel(meeting(), later(5), original=SECOND))
    assert judge(one, entry, BOSS) is Verdict.CANCEL
    after = applied(one, entry, AN)
    assert not after.master.is_cancelled
    assert [item.original for item in after.variations if item.is_cancelled] == [SECOND]
    whole = sent(make_cancel(meeting(), later(9)))
    assert all(item.is_cancelled for item in applied(whole, after, AN).items)


def test_who_need_not_come_any_more_is_told_and_the_rest_meets():
    entry = applied(sent(make_request(meeting(), NOW)), None, BINH)
    told = sent(make_cancel(meeting(), later(5), addresses=[AN]))
    assert [one.key for one in told.entry.items[0].attendees] == [AN]
    after = applied(told, entry, BINH)
    assert not after.items[0].is_cancelled
    assert after.items[0].attendee(AN) is None
    assert applied(told, entry, AN).items[0].is_cancelled


@pytest.mark.parametrize("sender", [AN, "ke.gian@x.example", ""])
def test_only_the_organiser_changes_and_cancels(sender):
    entry = applied(sent(make_request(meeting(), NOW)), None, AN)
    for made in (make_request(meeting(sequence=5), later(9)), make_cancel(meeting(), later(9))):
        assert judge(sent(made), entry, sender) is Verdict.FORGED


def test_another_organiser_of_the_same_uid_is_forged():
    entry = applied(sent(make_request(meeting(), NOW)), None, AN)
    other = meeting(organizer=Person("ke.gian@x.example"), sequence=9)
    assert judge(sent(make_request(other, later(9))), entry, "ke.gian@x.example") is Verdict.FORGED


def test_an_answer_counts_from_who_gives_it_alone():
    entry = meeting()
    reply = sent(make_reply(entry, AN, "ACCEPTED", later(5)))
    assert judge(reply, entry, BINH) is Verdict.FORGED
    stranger = sent(make_reply(entry, "la@x.example", "ACCEPTED", later(5)))
    assert judge(stranger, entry, "la@x.example") is Verdict.UNINVITED
    assert judge(reply, None, AN) is Verdict.UNKNOWN
    assert judge(reply, entry, AN, {AN: clock("2026-11-22 09:06")}) is Verdict.OLD
    assert judge(reply, entry, AN, {AN: clock("2026-11-22 09:05")}) is Verdict.SAME
    assert judge(reply, meeting(sequence=1), AN) is Verdict.OLD


def test_a_secretary_answers_for_somebody():
    entry = meeting(attendees=(Person(AN, sent_by="thu.ky@b.vn"),))
    reply = sent(make_reply(entry, AN, "ACCEPTED", NOW))
    assert judge(reply, entry, "thu.ky@b.vn") is Verdict.ANSWER


def test_a_proposal_a_refusal_and_a_question_are_known_as_such():
    entry = meeting()
    wish = replace(MEETING, start=at("2026-11-23 14:00"), end=at("2026-11-23 15:00"))
    proposal = sent(make_counter(entry, AN, wish, later(1), "Buổi chiều"))
    assert judge(proposal, entry, AN) is Verdict.PROPOSAL
    assert proposal.entry.items[0].start == at("2026-11-23 14:00")
    assert applied(proposal, entry, BOSS, sender=AN) == entry
    assert judge(sent(make_refresh(entry, AN, NOW)), entry, AN) is Verdict.ASKS
    assert judge(sent(make_decline_counter(entry, AN, NOW)), entry, BOSS) is Verdict.REFUSED


def test_a_new_time_asks_anew_and_a_new_title_does_not():
    entry = applied(sent(make_request(meeting(), NOW)), None, AN)
    accepted = entry.with_items(
        [replace(entry.items[0], alarms=MEETING.alarms, attendees=(Person(AN, status="ACCEPTED"),))]
    )
    titled = sent(make_request(meeting(summary="Họp gấp"), later(5)))
    moved = sent(make_request(meeting(sequence=1, start=at("2026-11-23 08:00")), later(6)))
    for message, answer in ((titled, "ACCEPTED"), (moved, "NEEDS-ACTION")):
        assert judge(message, accepted, BOSS) is Verdict.UPDATE
        after = applied(message, accepted, AN).items[0]
        assert after.attendee(AN).answer == answer
        assert after.alarms == MEETING.alarms


@pytest.mark.parametrize(
    ("changes", "sequence"),
    [
        ({"summary": "khác"}, 3),
        ({"attendees": ()}, 3),
        ({"start": at("2026-11-23 08:00")}, 4),
        ({"location": "Phòng 2"}, 4),
        ({"rules": ()}, 4),
        ({"status": "CANCELLED"}, 4),
    ],
)
def test_only_what_concerns_the_invited_raises_the_sequence(changes, sequence):
    old = replace(MEETING, sequence=3)
    assert next_sequence(old, replace(old, **changes)) == sequence


def test_a_message_that_lacks_what_is_needed_is_broken_at_its_line():
    text = vcalendar("METHOD:REQUEST", "BEGIN:VEVENT", "UID:1", "DTSTART:20261122", "END:VEVENT")
    (calendar,) = parse_calendars(text.encode(), "utf-8", Remarks())
    (message,) = read_messages(calendar, HERE)
    assert (message.entry.refusal.flaw, message.entry.refusal.line) == (Flaw.MISSING, 4)
    assert judge(message, None, BOSS) is Verdict.BROKEN
    (other,) = parse_calendars(text.replace("REQUEST", "DANCE").encode(), "utf-8", Remarks())
    assert read_messages(other, HERE)[0].entry.refusal.flaw is Flaw.NO_METHOD


def of_organizer(number):
    """Return one of the organiser's messages, each later than the one before."""
    when = later(number)
    moved = item_at(meeting(), SECOND)
    return [
        make_request(meeting(), when),
        make_request(meeting(summary="Họp gấp"), when),
        make_request(new_entry([replace(moved, sequence=1, location="Phòng 2")], HERE), when),
        make_request(meeting(sequence=2, start=at("2026-11-23 08:00")), when),
        make_cancel(meeting(sequence=2), when, original=SECOND),
        make_request(meeting(sequence=4, summary="Lại"), when),
        make_cancel(meeting(sequence=4), when),
    ][number]


MESSAGES = [sent(of_organizer(number)) for number in range(7)]


def take(state, message):
    if judge(message, state, BOSS) in ACTING:
        return applied(message, state, AN)
    return state


def told(entry):
    """Return what an entry says, in no order; of what does not take place no more than that."""
    return {
        Item(original=one.original, sequence=one.sequence, status=one.status)
        if one.is_cancelled
        else replace(one, stamp=None)
        for one in entry.items
    }


@given(st.integers(1, len(MESSAGES)), st.data())
def test_messages_that_come_doubled_and_in_any_order_give_one_state(count, data):
    first = MESSAGES[0]
    news = MESSAGES[1:count]
    order = data.draw(st.permutations([*news, *news]))
    straight = reduce(take, news, take(None, first))
    assert told(reduce(take, order, take(None, first))) == told(straight)
