"""Files between profiles of one company: sent before their records, deleted with the right."""

from __future__ import annotations

import os
import random
import time
import uuid
from functools import partial

import pytest

from desktop.core.errors import CancelledError, RecordGoneError
from desktop.core.paths import Profile
from desktop.core.settings import Settings, save_settings
from desktop.services.long_work import LongWork
from desktop.store.blob_cache import ComingChunks
from desktop.store.blobs import Blobs
from desktop.store.mirror import files as known
from desktop.sync import file_exchange, file_serving
from desktop.sync.engine import Engine
from desktop.sync.errors import CentreError, OfflineError
from desktop.sync.file_centre import PostgresFiles
from tests.server.file_company import CHUNK, digest_of, files_of

CONTENT = random.Random(7).randbytes(3 * CHUNK + 5)


class Network(PostgresFiles):
    """Lines to the files that break when a test says so, and note what went over them."""

    broken_after = -1  # chunks until the line breaks
    spoilt = 0  # chunks that come changed
    put_chunks: list[int]
    got_chunks: list[int]

    def put(self, ticket, store, n, content):
        self._count()
        super().put(ticket, store, n, content)
        self.put_chunks.append(n)

    def get(self, ticket, store, n):
        self._count()
        content = super().get(ticket, store, n)
        self.got_chunks.append(n)
        if self.spoilt:
            type(self).spoilt -= 1
            return content[::-1]
        return content

    def _count(self):
        if self.broken_after == 0:
            raise OfflineError("cut")
        type(self).broken_after -= 1


@pytest.fixture
def files(company):
    with files_of(company) as made:
        yield made


@pytest.fixture
def network(files, monkeypatch):
    made = type("Cut", (Network,), {"put_chunks": [], "got_chunks": []})
    monkeypatch.setattr(file_exchange, "connect", made)
    monkeypatch.setattr(file_serving, "address_of", lambda work: work.address)
    return made


class Work(LongWork):
    """What a request of the worker is given."""

    __slots__ = ("address",)


@pytest.fixture
def person(desk, network):
    """Makes desks that can do what the window asks the worker about files."""

    def make(**facts):
        one = desk(**facts)
        report = facts.get("report", lambda done, of=0, what="": None)
        one.work = Work(one.store, one.me, lambda: None, one.folder, report)
        object.__setattr__(one.work, "address", one.centre.address)
        one.blobs = Blobs(one.folder, one.store.key)
        return one

    return make


def attach(desk, content=CONTENT, **account):
    """Hang a file on a new customer; return the attachment."""
    customer = desk.make("account", party_type="company", name="An Bình", **account)
    return hang(desk, customer, content)


def hang(desk, customer, content=CONTENT):
    digest = desk.blobs.put(content)
    return desk.make("attachment", name="a.pdf", blob=digest, account_id=customer, size=9)


def exchange(desk):
    """Do what the window asks for until nothing is left."""
    told = file_serving.exchange_files(desk.work)
    while told["left"]:
        told = file_serving.exchange_files(desk.work)
    return told


def fetch(desk, attached):
    return file_serving.fetch_file(desk.work, "attachment", str(attached), "blob")


def send(desk):
    """Bring everything to the company."""
    desk.sync()
    assert exchange(desk)["sentence"] == ""
    desk.sync()


@pytest.fixture
def shared(person):
    """A file that An has sent, and Bình, who sees the record."""
    an, binh = person(), person()
    attached = attach(an, is_shared=True)
    send(an)
    binh.sync()
    return an, binh, attached


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
    assert network.put_chunks == [0, 1]
    network.broken_after = -1
    assert exchange(an)["sent"] == 1
    assert network.put_chunks == [0, 1, 2, 3]


def test_fetching_goes_on_where_the_line_broke(shared, network):
    _an, binh, attached = shared
    network.broken_after = 3
    with pytest.raises(OfflineError):
        fetch(binh, attached)
    assert not binh.blobs.has(digest_of(CONTENT))
    network.broken_after = -1
    fetch(binh, attached)
    assert network.got_chunks == [0, 1, 2, 3]
    assert binh.blobs.read(digest_of(CONTENT)) == CONTENT
    assert list((binh.folder / "cache" / "coming").iterdir()) == []


def test_a_chunk_that_came_broken_is_fetched_again(shared, network):
    _an, binh, attached = shared
    network.spoilt = 2
    fetch(binh, attached)
    assert network.got_chunks == [0, 1, 2, 3, 0, 1]
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


def known_states(desk):
    return dict(desk.asked("SELECT hash, state FROM sync_file"))


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
    assert file_serving.exchange_files(an.work)["left"] is True
    assert network.put_chunks == [0]


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
