"""Files and pictures in own fields travel as those of the program's own fields do."""

from __future__ import annotations

import pytest

from desktop.core.entities import get_entity
from desktop.models.base import record_class
from desktop.services.customizing.renewal import Renewal
from desktop.store.mirror import files as known
from desktop.sync import file_serving
from desktop.sync.errors import CentreError
from tests.own_fields import forget_own_fields
from tests.server.file_company import digest_of
from tests.sync.file_desk import CONTENT, exchange, known_states, send

FIELD = {"entity": "account", "label_vi": "Giấy phép", "label_en": "Licence"}
VALUES = {"file": "{digest}/Giấy phép.pdf", "image": "{digest}"}


@pytest.fixture(params=["file", "image"])
def kind(request):
    return request.param


@pytest.fixture(autouse=True)
def forgotten():
    yield
    forget_own_fields()


@pytest.fixture
def desks(person, kind):
    """An, who made a field of that kind, and Bình, whose program has heard of it."""
    an, binh = person(is_administrator=True), person()
    for one in (an, binh):
        one.store.listen(Renewal(one.store, one.folder).on_changes)
    with an.store.work(an.me, "custom_field.create") as work:
        made = record_class("custom_field")(**FIELD, name="x_licence", kind=kind)
        work.session.add(made)
        work.session.flush()
        an.field = made.id
    an.sync()
    binh.sync()
    assert "x_licence" in get_entity("account").by_name
    return an, binh


def make_customer(desk, kind, **values):
    digest = desk.blobs.put(CONTENT)
    extra = {"x_licence": VALUES[kind].format(digest=digest)}
    return desk.make("account", party_type="company", name="An Bình", extra=extra, **values)


def fetch(desk, account):
    return file_serving.fetch_file(desk.work, "account", str(account), "extra.x_licence")


def test_a_record_with_a_file_in_an_own_field_waits_for_it_and_brings_it(desks, kind):
    an, binh = desks
    account = make_customer(an, kind, is_shared=True)
    an.sync()
    binh.sync()
    assert not binh.has("account", account)
    assert exchange(an)["sent"] == 1
    an.sync()
    binh.sync()
    assert binh.has("account", account)
    assert not binh.blobs.has(digest_of(CONTENT))
    assert fetch(binh, account) == {"fetched": True}
    assert binh.blobs.read(digest_of(CONTENT)) == CONTENT


def test_by_its_hash_it_is_found_too(desks, kind):
    an, binh = desks
    make_customer(an, kind, is_shared=True)
    send(an)
    binh.sync()
    file_serving.bring_file(binh.work, digest_of(CONTENT))
    assert binh.blobs.read(digest_of(CONTENT)) == CONTENT


def test_only_who_sees_the_record_gets_the_file(desks, kind):
    an, binh = desks
    account = make_customer(an, kind, is_shared=False)
    send(an)
    binh.sync()
    assert not binh.has("account", account)
    seen = binh.make("account", party_type="company", name="Của Bình", is_shared=False)
    binh.sync()
    guess = {"x_licence": VALUES[kind].format(digest=digest_of(CONTENT))}
    binh.change("account", seen, extra=guess)  # knowing a hash gives no right
    send(binh)
    with pytest.raises(CentreError):
        fetch(binh, seen)
    assert not binh.blobs.has(digest_of(CONTENT))


@pytest.mark.parametrize("is_binned", [False, True])
def test_with_the_right_the_file_goes(desks, kind, is_binned):
    an, binh = desks
    account = make_customer(an, kind, is_shared=True)
    send(an)
    binh.sync()
    fetch(binh, account)
    if is_binned:
        an.delete("custom_field", an.field)
    an.change("account", account, is_shared=False)
    an.sync()
    binh.sync()
    assert not binh.has("account", account)
    exchange(binh)
    assert not binh.blobs.has(digest_of(CONTENT))


def test_a_file_that_was_named_before_the_field_was_known_travels_too(person, kind):
    an = person()
    make_customer(an, kind, is_shared=True)  # another process made the field a moment ago
    assert "x_licence" not in get_entity("account").by_name
    send(an)
    assert known_states(an) == {digest_of(CONTENT): known.THERE}


def test_a_text_that_looks_like_a_file_holds_nothing_back(person):
    an, binh = person(), person()
    text = {"x_note": "a" * 64}
    account = an.make("account", party_type="company", name="An", extra=text, is_shared=True)
    send(an)
    binh.sync()
    assert binh.has("account", account)
