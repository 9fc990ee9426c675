"""Own fields that are links follow the records that they name, like the links of the program."""

from __future__ import annotations

import pytest

from desktop.core.deletion import DETACH, REFUSE, relations_to
from desktop.core.errors import RuleBrokenError
from desktop.core.fields import Kind
from tests.own_fields import forget_own_fields


@pytest.fixture
def link(commands):
    """Define an own link of customers; return its name."""

    def define(target, **said):
        said = {"entity": "account", "kind": Kind.LINK, "target": target, "label_vi": "Ai", **said}
        commands.run("custom_field.define", said)
        return "x_ai"

    yield define
    forget_own_fields()


def create(commands, entity, **values):
    return str(commands.run(f"{entity}.create", {"values": values}).value)


def test_an_own_link_is_emptied_when_its_record_is_deleted_for_good(link, commands, values_of):
    name = link("contact")
    contact = create(commands, "contact", full_name="An")
    account = create(commands, "account", name="A", **{name: contact})
    commands.run("contact.delete", {"ids": [contact]})
    assert values_of("account", account)[name] == contact  # whole again if it is restored
    commands.run("contact.purge", {"ids": [contact]})
    assert values_of("account", account)[name] is None


def test_an_own_link_of_a_record_in_the_bin_is_emptied_too(link, commands, values_of):
    name = link("contact")
    contact = create(commands, "contact", full_name="An")
    account = create(commands, "account", name="A", **{name: contact})
    commands.run("account.delete", {"ids": [account]})
    commands.run("contact.delete", {"ids": [contact]})
    commands.run("contact.purge", {"ids": [contact]})
    commands.run("account.restore", {"ids": [account]})
    assert values_of("account", account)[name] is None


def test_what_an_own_field_needs_is_not_deleted(link, commands):
    name = link("source")
    source = create(commands, "source", name="Hội chợ")
    create(commands, "account", name="A", **{name: source})
    (relation,) = [one for one in relations_to("source") if one.field.name == name]
    assert relation.rule == REFUSE
    with pytest.raises(RuleBrokenError):
        commands.run("source.delete", {"ids": [source]})


def test_an_own_link_to_a_record_is_detached(link):
    name = link("contact")
    (relation,) = [one for one in relations_to("contact") if one.field.name == name]
    assert relation.rule == DETACH


def test_a_merge_takes_own_links_along(link, commands, values_of):
    name = link("contact")
    kept, other = (create(commands, "contact", full_name=who) for who in ("An", "An "))
    account = create(commands, "account", name="A", **{name: other})
    commands.run("contact.merge", {"ids": [kept, other], "master": kept})
    assert values_of("account", account)[name] == kept
