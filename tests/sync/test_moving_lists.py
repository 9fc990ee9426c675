"""What waits to be sent or fetched is listed, with reasons, and can be tried again."""

from __future__ import annotations

import pytest

from desktop.core.sync_lists import files_from_json, waiting_from_json
from desktop.store.mirror.outbox import add_command
from desktop.store.mirror.tables import set_state
from desktop.sync import file_serving
from desktop.sync.errors import CentreError, OfflineError
from desktop.sync.file_centre import TOO_LARGE
from desktop.sync.moving_lists import bring_all, count_away, list_files, list_waiting, retry_files
from tests.server.file_company import digest_of
from tests.sync.file_desk import CONTENT, attach, exchange, send


def waiting(desk):
    return [(one.entity, one.op, one.fields) for one in waiting_from_json(list_waiting(desk.work))]


def moving(desk):
    return files_from_json(list_files(desk.work))


def test_what_was_edited_is_listed_until_the_centre_has_it(person):
    an = person()
    an.sync()
    account = an.make("account", party_type="company", name="An")
    an.change("account", account, short_name="A", website="a.vn")
    (made, changed) = waiting_from_json(list_waiting(an.work))
    assert (made.entity, made.id, made.op) == ("account", account, "I")
    assert (changed.op, set(changed.fields)) == ("U", {"short_name", "website"})
    assert made.at > 0
    an.sync()
    assert list_waiting(an.work) == []


def test_edits_of_one_step_are_one_line_for_each_record(person):
    an = person()
    an.sync()
    with an.store.work(an.me, "import") as work:
        work.bulk_insert("account", [{"name": f"Khách {n}"} for n in range(5)])
    assert waiting(an) == [("account", "I", ())] * 5


def test_a_long_list_is_cut(person, monkeypatch):
    an = person()
    an.sync()
    monkeypatch.setattr("desktop.sync.moving_lists.MOST", 3)
    with an.store.work(an.me, "import") as work:
        work.bulk_insert("account", [{"name": f"Khách {n}"} for n in range(5)])
    assert len(waiting(an)) == 3


def test_a_deed_of_the_centre_is_listed_by_its_name(person, monkeypatch):
    an = person()
    kept, gone = (an.make("account", name=name, party_type="company") for name in ("A", "B"))
    an.sync()
    with an.store.work(an.me, "account.merge") as work:
        work.delete("account", [gone])
        work.carry("merge", {"t": "account", "to": str(kept), "from": [str(gone)]})

    def cut(*_told):
        raise OfflineError("cut")

    monkeypatch.setattr(an.centre, "push", cut)
    with pytest.raises(OfflineError):
        an.sync()
    (merge,) = waiting_from_json(list_waiting(an.work))
    assert (merge.command, merge.id, merge.is_sent) == ("merge", gone, True)


def test_a_unit_that_waits_to_be_moved_is_named(person):
    an = person()
    unit = an.make("org_unit", name="Tổ Hà Nội")
    an.sync()
    with an.store.work(an.me, "sync", captured=False) as work:
        told = {"t": "org_unit", "id": str(unit), "parent": None, "expected": None}
        add_command(work.connection, "move", told, 1)
    (move,) = waiting_from_json(list_waiting(an.work))
    assert (move.entity, move.id, move.command) == ("org_unit", unit, "move")


def test_a_file_that_waits_is_listed_with_its_name_and_what_waits_for_it(person):
    an = person()
    attached = attach(an)
    an.sync()
    (file,) = moving(an)
    assert (file.name, file.size, file.is_up, file.why) == ("a.pdf", len(CONTENT), True, "")
    assert (file.entity, file.id) == ("attachment", attached)
    assert {one.entity for one in waiting_from_json(list_waiting(an.work)) if one.waits_for_file}
    send(an)
    assert moving(an) == []


def test_a_file_that_was_refused_says_why_and_is_tried_again(person, network, monkeypatch):
    an = person()
    attach(an)
    an.sync()

    def refuse(*_told):
        raise CentreError("too large", TOO_LARGE)

    with monkeypatch.context() as patched:
        patched.setattr(network, "begin", refuse)
        exchange(an)
    assert [one.why for one in moving(an)] == ["too_large"]
    (again,) = files_from_json(retry_files(an.work, [digest_of(CONTENT)]))
    assert again.why == ""
    assert exchange(an)["sent"] == 1
    assert moving(an) == []


def test_a_file_that_is_lost_says_so_while_a_record_names_it(person):
    an = person()
    attached = attach(an)
    an.blobs.path(digest_of(CONTENT)).unlink()
    send(an)
    assert [one.why for one in moving(an)] == ["lost"]
    an.delete("attachment", attached)
    with an.store.work(an.me, "attachment.purge") as work:
        work.purge("attachment", [attached])
    assert moving(an) == []


def test_a_file_that_is_to_stay_here_is_listed_until_it_is_here(shared):
    _an, binh, _attached = shared
    file_serving.pin_files(binh.work, [digest_of(CONTENT)], pinned=True)
    (file,) = moving(binh)
    assert (file.name, file.is_up) == ("a.pdf", False)
    exchange(binh)
    assert moving(binh) == []


def test_before_leaving_all_files_can_be_fetched(shared):
    _an, binh, _attached = shared
    assert count_away(binh.work) == 1
    assert bring_all(binh.work) == 1
    exchange(binh)
    assert binh.blobs.read(digest_of(CONTENT)) == CONTENT
    assert count_away(binh.work) == 0


def test_what_waits_is_listed_in_a_profile_of_an_earlier_program_too(person):
    an = person()
    an.sync()
    an.make("account", party_type="company", name="An")
    with an.store.work(an.me, "test", captured=False) as work:
        set_state(work.writing.connection, "tables", "of an earlier program")
        work.writing.connection.execute("DROP TABLE file_wait")
    assert [one.op for one in waiting_from_json(list_waiting(an.work))] == ["I"]
