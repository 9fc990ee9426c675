"""A letter goes out once, whatever breaks on the way (invariants E1 to E6 of sending)."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from desktop.core.errors import RuleBrokenError
from desktop.core.mail.letters import LetterState, RecipientState
from desktop.core.mail.values import Address
from desktop.mail.sending.freezing import frozen
from tests.mail.sending.post_office import CLIENT, SERVER, cutting

ARRIVED = (LetterState.ACCEPTED, LetterState.FILED)
# What the client says: a hundred bytes of commands, then the text (of whose bytes no two cuts
# differ, as the system takes all of them at once), its end and the farewell.
COMMANDS, TEXT_ENDS, END = 110, 450, 510
CUTS = {
    "commands": (CLIENT, range(COMMANDS)),
    "text": (CLIENT, range(COMMANDS, TEXT_ENDS, 37)),
    "end": (CLIENT, range(TEXT_ENDS, END)),
    "answers": (SERVER, range(210)),
}


@pytest.mark.parametrize("part", CUTS)
def test_no_cut_of_the_connection_doubles_or_loses_a_letter(desk, office, part):
    side, places = CUTS[part]
    doubtful = 0
    for place in places:
        letter = desk.queue()
        before = len(office.accepted)
        with cutting(office.port, side, place) as port:
            desk.send(port)
            if desk.state(letter) is LetterState.DEFERRED:
                assert len(office.accepted) == before, place
                desk.later(minutes=2)
                desk.send(port)
        arrived = len(office.accepted) - before
        if desk.state(letter) is LetterState.UNCERTAIN:
            doubtful += 1
            assert arrived <= 1, place
        else:
            assert desk.state(letter) in ARRIVED, place
            assert arrived == 1, place
    assert doubtful >= {"end": 1, "answers": 20}.get(
        part, 0
    )  # so the cuts are where they should be


def test_an_uncertain_letter_waits_for_the_person(desk, office):
    letter = desk.queue()
    with cutting(office.port, SERVER, 170) as port:
        desk.send(port)
    assert desk.state(letter) is LetterState.UNCERTAIN
    desk.later(hours=60)
    desk.send()
    assert desk.state(letter) is LetterState.UNCERTAIN
    with pytest.raises(RuleBrokenError):
        desk.outbox.take_back(letter.id)
    desk.outbox.said(letter.id, desk.clock.now(), sent=False)
    office.accepted.clear()
    desk.send()
    assert (desk.state(letter), office.received("binh@khach.vn")) == (LetterState.ACCEPTED, 1)


def test_what_waited_goes_to_those_alone_who_have_not_got_it(desk, office):
    office.replies |= {"sau@x.vn": "451 4.3.0 later", "sai@x.vn": "550 5.1.1 no such user"}
    letter = desk.queue("co@x.vn", "sau@x.vn", "sai@x.vn")
    desk.send()
    told = {one.address: one.state for one in desk.row(letter).recipients}
    assert told == {
        "co@x.vn": RecipientState.ACCEPTED,
        "sau@x.vn": RecipientState.WAITING,
        "sai@x.vn": RecipientState.REFUSED,
    }
    office.replies.clear()
    desk.later(minutes=2)
    desk.send()
    assert {one: office.received(one) for one in told} == {
        "co@x.vn": 1,
        "sau@x.vn": 1,
        "sai@x.vn": 0,
    }
    assert desk.state(letter) is LetterState.ACCEPTED
    assert "sai@x.vn" in desk.row(letter).problem


def test_what_is_sent_again_has_the_same_bytes(desk, office):
    office.data_replies.append("451 4.3.0 try later")
    letter = desk.queue("a@x.vn")
    desk.send()
    assert desk.state(letter) is LetterState.DEFERRED
    desk.later(minutes=2)
    (due,) = desk.transit.due(desk.clock.now())
    desk.send()
    (arrived,) = office.accepted
    kept = b"".join(frozen(desk.file, due.digest))
    assert bytes(arrived.content or b"") == kept
    assert letter.message_id.encode() in kept


def test_hidden_recipients_are_in_no_header(desk, office):
    desk.queue("a@x.vn", bcc=(Address("Giám đốc", "sep@abc.vn"),))
    desk.send()
    (arrived,) = office.accepted
    assert sorted(arrived.rcpt_tos) == ["a@x.vn", "sep@abc.vn"]
    assert b"sep@abc.vn" not in bytes(arrived.content or b"")


def test_a_letter_can_be_taken_back_until_its_text_goes(desk, office):
    letter = desk.queue("a@x.vn")
    (due,) = desk.transit.due(desk.clock.now())
    draft = desk.outbox.take_back(letter.id)
    assert draft.message_id == ""
    assert not desk.transit.begin_data(letter.id, due.digest, due.to)
    desk.send()
    assert not office.accepted


def test_a_letter_that_was_changed_meanwhile_does_not_go_as_it_was(desk):
    letter = desk.queue("a@x.vn")
    (due,) = desk.transit.due(desk.clock.now())
    desk.outbox.take_back(letter.id)
    desk.outbox.queue(letter, ["b@x.vn"], desk.clock.now(), desk.clock.now())
    assert not desk.transit.begin_data(letter.id, "the hash of the old text", due.to)


def test_it_is_given_up_after_two_days(desk, office):
    office.replies["a@x.vn"] = "450 4.2.0 busy"
    letter = desk.queue("a@x.vn")
    for _hour in range(52):
        desk.send()
        desk.later(hours=1)
    assert desk.state(letter) is LetterState.REJECTED
    office.replies.clear()
    desk.outbox.retry(letter.id, desk.clock.now())
    desk.send()
    assert (desk.state(letter), office.received("a@x.vn")) == (LetterState.ACCEPTED, 1)


def test_hundreds_of_recipients_go_in_several_transactions(desk, office):
    people = [f"nguoi{number}@x.vn" for number in range(250)]
    letter = desk.queue(*people)
    desk.send()
    assert [len(one.rcpt_tos) for one in office.accepted] == [100, 100, 50]
    assert all(office.received(one) == 1 for one in people)
    assert desk.state(letter) is LetterState.ACCEPTED


def test_what_the_server_refuses_for_good_is_told_and_not_tried_again(desk, office):
    office.data_replies.append("554 5.7.1 looks like spam")
    letter = desk.queue("a@x.vn")
    desk.send()
    assert desk.state(letter) is LetterState.REJECTED
    assert "5.7.1 looks like spam" in desk.row(letter).problem
    desk.later(hours=5)
    desk.send()
    assert not office.accepted


@pytest.mark.parametrize("moment", ["begin_data", "begin_end", "accept"])
def test_a_killed_program_sends_nothing_twice(tmp_path, desk, office, moment):
    letter = desk.queue("a@x.vn")
    program = [sys.executable, "-m", "tests.mail.sending.killed", str(tmp_path), str(office.port)]
    done = subprocess.run([*program, moment], check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    desk.transit.recover(desk.clock.now())
    desk.send()
    if desk.state(letter) is LetterState.UNCERTAIN:
        assert moment != "begin_data"
        assert len(office.accepted) <= 1
    else:
        assert office.received("a@x.vn") == 1
