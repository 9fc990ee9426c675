"""Desks whose files go over lines that break when a test says so."""

from __future__ import annotations

import random

import pytest

from desktop.services.long_work import LongWork
from desktop.store.blobs import Blobs
from desktop.sync import file_exchange, file_serving
from desktop.sync.errors import OfflineError
from desktop.sync.file_centre import PostgresFiles
from tests.server.file_company import CHUNK, files_of

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


def known_states(desk):
    return dict(desk.asked("SELECT hash, state FROM sync_file"))
