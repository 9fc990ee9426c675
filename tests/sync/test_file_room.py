"""Files that are wanted here, that make room, that go with a right or a device."""

from __future__ import annotations

import os
import time
import uuid
from functools import partial

import pytest

from desktop.core.errors import RecordGoneError
from desktop.core.paths import Profile
from desktop.core.settings import Settings, save_settings
from desktop.store.mirror import files, gone_files
from desktop.sync import file_exchange, file_serving, file_transfers
from desktop.sync.engine import Engine
from desktop.sync.errors import CentreError, OfflineError
from tests.server.file_company import CHUNK, digest_of
from tests.sync.file_desk import CONTENT, attach, exchange, fetch, hang, known_states, send


def test_a_file_is_hung_on_another_record_without_having_it_here(shared, network):
    _an, binh, _attached = shared
    own = binh.make("account", party_type="company", name="Của Bình", is_shared=True)
    copy = binh.make("attachment", name="b.pdf", blob=digest_of(CONTENT), account_id=own)
    before = list(network.put_chunks)
    send(binh)
    assert network.put_chunks == before
    an = shared[0]
    an.sync()
    an.blobs.path(digest_of(CONTENT)).unlink()
    assert fetch(an, copy) == {"fetched": True}


def test_a_right_that_is_lost_takes_the_bytes_from_the_disk(shared):
    an, binh, attached = shared
    fetch(binh, attached)
    path = binh.blobs.path(digest_of(CONTENT))
    customer = uuid.UUID(bytes=an.cell("attachment", attached, "account_id"))
    an.change("account", customer, is_shared=False)
    an.sync()
    binh.sync()
    assert exchange(binh)["gone"] == [digest_of(CONTENT)]
    assert not path.exists()
    assert known_states(binh) == {}
    assert an.blobs.has(digest_of(CONTENT))


def test_an_edit_that_waits_keeps_no_bytes_of_what_a_right_was_lost_to(shared):
    an, binh, attached = shared
    customer = uuid.UUID(bytes=an.cell("attachment", attached, "account_id"))
    about = {"record_type": "account", "record_id": str(customer), "level": "edit"}
    share = an.make("share", user_id=binh.me.user_id, **about)
    an.sync()
    binh.sync()
    fetch(binh, attached)
    binh.change("attachment", attached, blob=binh.blobs.put(b"other"))  # the edit waits for it
    with an.store.work(an.me, "share.purge") as work:
        work.delete("share", [share])
        work.purge("share", [share])
    an.change("account", customer, is_shared=False)
    an.sync()
    binh.sync()
    assert not binh.has("attachment", attached)
    exchange(binh)
    binh.sync()
    exchange(binh)
    assert not binh.blobs.has(digest_of(CONTENT))


def test_a_file_that_is_being_offered_again_goes_with_the_right_all_the_same(shared):
    """The centre went back to a copy: every program offers what it has, whatever it may see."""
    _an, binh, _attached = shared
    digest = digest_of(CONTENT)
    with binh.store.work(binh.me, "sync", captured=False) as work:
        connection = work.connection
        files.offer(connection, digest)
        connection.execute("INSERT INTO file_gone VALUES(?)", (digest,))
        connection.execute("DELETE FROM attachment")
        assert gone_files.gone_files(connection) == set()
        files.settle_file(connection, digest, files.REFUSED)
        assert gone_files.gone_files(connection) == {digest}


def test_what_came_in_part_goes_with_the_right(shared, network):
    an, binh, attached = shared
    network.broken_after = 2
    with pytest.raises(OfflineError):
        fetch(binh, attached)
    network.broken_after = -1
    customer = uuid.UUID(bytes=an.cell("attachment", attached, "account_id"))
    an.change("account", customer, is_shared=False)
    an.sync()
    binh.sync()
    exchange(binh)
    assert list((binh.folder / "cache" / "coming").iterdir()) == []


def test_a_file_that_another_record_still_names_stays(shared):
    an, binh, attached = shared
    fetch(binh, attached)
    own = binh.make("account", party_type="company", name="Của Bình")
    hang(binh, own)
    send(binh)
    customer = uuid.UUID(bytes=an.cell("attachment", attached, "account_id"))
    an.change("account", customer, is_shared=False)
    an.sync()
    binh.sync()
    assert exchange(binh)["gone"] == []
    assert binh.blobs.has(digest_of(CONTENT))


def test_a_file_is_kept_here_when_a_person_wants_it(shared):
    _an, binh, _attached = shared
    file_serving.pin_files(binh.work, [digest_of(CONTENT)], pinned=True)
    assert exchange(binh)["fetched"] == 1
    told = file_serving.file_states(binh.work, [digest_of(CONTENT)])
    assert told == {digest_of(CONTENT): {"here": True, "waiting": False, "pinned": True}}


def grow_old(desk, digest):
    """Let a file be so old and the room so small that it should go."""
    save_settings(Profile(desk.folder), Settings(file_room=1))
    path = desk.blobs.path(digest)
    old = time.time() - 7200
    os.utime(path, (old, old))


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(file_exchange, "GIGABYTE", CHUNK)


def test_the_longest_unused_file_makes_room_and_comes_again(shared, small):
    _an, binh, attached = shared
    fetch(binh, attached)
    grow_old(binh, digest_of(CONTENT))
    exchange(binh)
    assert not binh.blobs.has(digest_of(CONTENT))
    fetch(binh, attached)
    assert binh.blobs.read(digest_of(CONTENT)) == CONTENT


def test_a_pinned_file_never_makes_room(shared, small):
    _an, binh, attached = shared
    fetch(binh, attached)
    file_serving.pin_files(binh.work, [digest_of(CONTENT)], pinned=True)
    grow_old(binh, digest_of(CONTENT))
    exchange(binh)
    assert binh.blobs.has(digest_of(CONTENT))


def test_a_file_that_was_not_sent_never_makes_room(person, network, small):
    an = person()
    attach(an)
    an.sync()
    network.broken_after = 0
    grow_old(an, digest_of(CONTENT))
    exchange(an)
    assert an.blobs.has(digest_of(CONTENT))


def test_making_room_deletes_nothing_at_the_centre(shared, small, files):
    an, _binh, attached = shared
    grow_old(an, digest_of(CONTENT))
    exchange(an)
    assert not an.blobs.has(digest_of(CONTENT))
    assert an.has("attachment", attached)
    assert files.count("SELECT count(*) FROM files.blob") == 1
    assert fetch(an, attached) == {"fetched": True}


def test_a_picture_is_brought_by_any_record_that_names_it(shared):
    _an, binh, _attached = shared
    assert file_serving.bring_file(binh.work, digest_of(CONTENT)) == {"fetched": True}
    with pytest.raises(RecordGoneError):
        file_serving.bring_file(binh.work, digest_of(b"of nobody"))


def test_a_centre_that_lost_its_files_gets_them_again(shared, company, files):
    an, binh, attached = shared
    files.admin.execute("TRUNCATE files.blob, files.body CASCADE")
    with pytest.raises(CentreError):
        fetch(binh, attached)
    company.sql("SELECT sync.new_generation('restored')")
    an.sync()
    assert exchange(an)["sent"] == 1
    binh.sync()
    fetch(binh, attached)
    assert binh.blobs.read(digest_of(CONTENT)) == CONTENT


def test_a_file_taken_back_before_it_was_sent_is_no_hindrance(person):
    an = person()
    attached = attach(an)
    an.delete("attachment", attached)
    send(an)
    assert an.asked("SELECT count(*) FROM file_wait") == [(0,)]
    assert an.asked("SELECT count(*) FROM outbox WHERE status = 'queued'") == [(0,)]


def test_a_server_without_files_is_told_in_words(person, company, files):
    from desktop.server.connections import connect
    from desktop.server.files.preparing import drop_files

    an = person()
    attach(an)
    an.sync()
    files.close()
    with connect(company.cluster.address()) as admin:
        drop_files(admin, company.name)
    assert "no files yet" in exchange(an)["sentence"]
    an.sync()


def test_all_of_a_portion_is_not_done_at_once(person, network, monkeypatch):
    an = person()
    attach(an)
    an.sync()
    monkeypatch.setattr(file_serving, "SLICE_SECONDS", -1.0)
    monkeypatch.setattr(file_transfers, "AT_ONCE", 2)
    assert file_serving.exchange_files(an.work)["left"] is True
    assert sorted(network.put_chunks) == [0, 1]  # what was under way at once


def test_a_file_that_waits_is_sent_before_a_device_is_emptied(person, company, files):
    an = person()
    attach(an)
    company.sql("UPDATE sync.client SET state = 'wipe'")
    an.engine = Engine(
        an.store,
        an.me,
        an.centre,
        "PC",
        partial(file_exchange.send_all, an.work, an.centre.address),
    )
    assert an.sync().wiped
    assert files.count("SELECT count(*) FROM files.blob") == 1
    assert company.rows("SELECT count(*) FROM app.attachment") == [(1,)]
    assert [path for path in an.folder.rglob("*") if path.name == digest_of(CONTENT)] == []


def test_a_record_is_sent_before_a_wipe_even_where_its_file_cannot_be(person, company):
    an = person()
    attach(an)
    company.sql("UPDATE sync.client SET state = 'wipe'")
    assert an.sync().wiped
    assert company.rows("SELECT count(*) FROM app.attachment") == [(1,)]
