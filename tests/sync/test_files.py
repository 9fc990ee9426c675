"""Files between profiles of one company: sent before their records, deleted with the right."""

from __future__ import annotations

import uuid

import pytest

from desktop.core.errors import CancelledError, RecordGoneError
from desktop.store.blob_cache import ComingChunks
from desktop.store.mirror import files as known
from desktop.store.mirror.files import Named
from desktop.store.mirror.tables import get_state
from desktop.sync import file_serving
from desktop.sync.errors import CentreError, OfflineError, offline
from desktop.sync.file_centre import PostgresFiles
from desktop.sync.identity import CLIENT
from desktop.sync.transport import PostgresCentre
from tests.server.file_company import CHUNK, digest_of
from tests.sync.file_desk import CONTENT, Work, attach, exchange, fetch, known_states, send


def test_a_file_that_was_attached_here_is_opened_there(shared):
    _an, binh, attached = shared
    assert not binh.blobs.has(digest_of(CONTENT))
    assert fetch(binh, attached) == {"fetched": True}
    assert binh.blobs.read(digest_of(CONTENT)) == CONTENT
    assert fetch(binh, attached) == {"fetched": False}


def test_a_record_waits_for_its_file_and_nothing_else_does(person):
    an, binh = person(), person()
    attached = attach(an, is_shared=True)
    other = an.make("account", party_type="company", name="Khác", is_shared=True)
    an.sync()
    binh.sync()
    assert binh.has("account", other)
    assert not binh.has("attachment", attached)
    exchange(an)
    an.sync()
    binh.sync()
    assert binh.has("attachment", attached)


def test_what_hangs_on_a_waiting_record_waits_with_it(person):
    an, binh = person(), person()
    logo = an.blobs.put(b"a picture")
    customer = an.make("account", party_type="company", name="An", logo=logo, is_shared=True)
    child = an.make("account", party_type="company", name="Con", parent_id=customer)
    an.change("account", child, name="Con hai")
    done = an.sync()
    assert (done.sent, done.problems) == (0, 0)
    exchange(an)
    done = an.sync()
    assert done.problems == 0
    binh.sync()
    assert binh.cell("account", customer, "logo") == logo


def test_a_record_whose_file_is_nowhere_is_sent_all_the_same(person):
    an, binh = person(), person()
    attached = attach(an, is_shared=True)
    an.blobs.path(digest_of(CONTENT)).unlink()
    send(an)
    binh.sync()
    assert binh.has("attachment", attached)
    with pytest.raises(CentreError):
        fetch(binh, attached)


def test_a_file_that_was_damaged_here_is_never_sent_as_whole(person):
    an, binh = person(), person()
    attached = attach(an, is_shared=True)
    an.blobs.path(digest_of(CONTENT)).write_bytes(CONTENT[::-1])
    send(an)
    binh.sync()
    with pytest.raises(CentreError):
        fetch(binh, attached)


def test_sending_goes_on_where_the_line_broke(person, network):
    an = person()
    attach(an)
    an.sync()
    network.broken_after = 2
    assert exchange(an)["sentence"] == "cut"
    assert sorted(network.put_chunks) == [0, 1]
    network.broken_after = -1
    assert exchange(an)["sent"] == 1
    assert sorted(network.put_chunks) == [0, 1, 2, 3]


def test_fetching_goes_on_where_the_line_broke(shared, network):
    _an, binh, attached = shared
    network.broken_after = 3
    with pytest.raises(OfflineError):
        fetch(binh, attached)
    assert not binh.blobs.has(digest_of(CONTENT))
    network.broken_after = -1
    fetch(binh, attached)
    assert sorted(network.got_chunks) == [0, 1, 2, 3]
    assert binh.blobs.read(digest_of(CONTENT)) == CONTENT
    assert list((binh.folder / "cache" / "coming").iterdir()) == []


def test_a_chunk_that_came_broken_is_fetched_again(shared, network):
    _an, binh, attached = shared
    network.spoilt = 2
    fetch(binh, attached)
    assert set(network.got_chunks) == {0, 1, 2, 3}
    assert len(network.got_chunks) == 6
    assert binh.blobs.read(digest_of(CONTENT)) == CONTENT


def test_a_chunk_that_always_comes_broken_ends_with_a_sentence(shared, network):
    _an, binh, attached = shared
    network.spoilt = 99
    with pytest.raises(OfflineError, match="damaged"):
        fetch(binh, attached)
    assert not binh.blobs.has(digest_of(CONTENT))


def test_a_chunk_that_was_changed_on_this_disk_is_fetched_again(shared, network):
    _an, binh, attached = shared
    network.broken_after = 2
    with pytest.raises(OfflineError):
        fetch(binh, attached)
    changed = ComingChunks(binh.folder, digest_of(CONTENT), None)
    changed.keep(0, b"changed")
    changed.flush()
    network.broken_after = -1
    fetch(binh, attached)
    assert binh.blobs.read(digest_of(CONTENT)) == CONTENT


def test_fetching_is_cancelled_between_two_chunks(shared):
    _an, binh, attached = shared
    at = []

    def report(done, of=0, what=""):
        at.append(done)
        if len(at) == 2:
            raise CancelledError

    work = Work(binh.store, binh.me, lambda: None, binh.folder, report)
    object.__setattr__(work, "address", binh.centre.address)
    with pytest.raises(CancelledError):
        file_serving.fetch_file(work, "attachment", str(attached), "blob")
    assert not binh.blobs.has(digest_of(CONTENT))
    assert at == [CHUNK, 2 * CHUNK]


def test_a_file_that_is_not_here_and_no_company_has_it_says_so(person, store_alone):
    with pytest.raises(RecordGoneError):
        file_serving.fetch_file(store_alone, "attachment", str(uuid.uuid4()), "blob")


@pytest.fixture
def store_alone(person, empty_profile, tmp_path):
    from desktop.core.clock import SystemClock
    from desktop.store.engine import Role
    from desktop.store.profile import open_profile

    folder = tmp_path / "alone"
    store = open_profile(folder, SystemClock(), Role.WORKER, owner_name="An")
    yield Work(store, store.owner(), lambda: None, folder, lambda *_told: None)
    store.close()


def test_two_who_attach_the_same_file_both_have_it(person):
    an, binh = person(), person()
    for one in (an, binh):
        attach(one)
        send(one)
    assert known_states(an) == known_states(binh) == {digest_of(CONTENT): known.THERE}


def test_a_person_at_two_computers_looks_at_files_while_others_are_exchanged(shared, person):
    an, _binh, attached = shared
    named = Named("attachment", attached, "blob")
    lines = []
    for one in (an, person(login=an.address.user)):
        one.sync()
        with one.store.reading() as connection:
            client = get_state(connection, CLIENT)
        lines += [PostgresCentre(one.address), *(PostgresFiles(one.address) for _n in range(2))]
        for files in lines[-2:]:
            _digest, ticket = files.ticket(client, named)
            assert files.facts(ticket).size == len(CONTENT)
        assert "account" in lines[-3].tables()
        one.sync()
    for line in lines:
        line.close()


def test_a_file_that_cannot_be_reached_is_said_to_be_on_the_server(shared, network, monkeypatch):
    _an, binh, attached = shared

    def fail(*_named):
        raise offline()

    monkeypatch.setattr(network, "get", fail)
    with pytest.raises(OfflineError, match="The file is on the server"):
        fetch(binh, attached)
