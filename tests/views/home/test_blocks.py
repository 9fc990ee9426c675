"""Blocks are data that fits the entities they speak of."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import pytest

from desktop.core.clock import SystemClock
from desktop.core.entities import get_entity
from desktop.core.field_paths import find_field
from desktop.core.filters import Condition, Group, Op
from desktop.core.kinds import kind_of
from desktop.core.relative_filters import is_anniversary
from desktop.services.commands import get_command
from desktop.store.reads import LocalReads
from desktop.views.home import blocks as register
from desktop.views.home.blocks import HomeBlock, fitting_blocks, register_block
from desktop.views.home.contacts_blocks import CONTACTS_BLOCKS
from desktop.views.icons import icon_exists
from desktop.views.tokens import BADGES
from tools.catalogue import build_catalogue, read_parts

TODAY = dt.date(2026, 12, 29)


def by_key(block: HomeBlock) -> str:
    return block.key


@pytest.fixture(autouse=True)
def _own_register(monkeypatch):
    monkeypatch.setattr(register, "_blocks", dict(register._blocks))


@pytest.mark.parametrize("block", CONTACTS_BLOCKS, ids=by_key)
def test_its_fields_exist_and_its_filter_can_be_asked(block: HomeBlock):
    entity = get_entity(block.entity)
    assert block.fits()
    for condition in block.query(TODAY).filter.conditions():
        field = find_field(entity, condition.field)
        assert condition.op in kind_of(field).operators or is_anniversary(field)


@pytest.mark.parametrize("block", CONTACTS_BLOCKS, ids=by_key)
def test_its_pictures_and_colour_exist(block: HomeBlock):
    assert icon_exists(block.icon)
    assert block.colour in BADGES
    assert block.action is None or icon_exists(block.action.icon)


@pytest.mark.parametrize("block", CONTACTS_BLOCKS, ids=by_key)
def test_its_order_is_one_that_lists_have(block: HomeBlock):
    assert block.sort is None or get_entity(block.entity).field(block.sort.field).sortable


@pytest.mark.parametrize("block", CONTACTS_BLOCKS, ids=by_key)
def test_its_action_can_be_done_without_a_question(block: HomeBlock):
    action = block.action
    if action is None:
        return
    assert bool(action.command) != bool(action.create)
    if action.command:
        facts = get_command(action.command).facts
        assert facts.on_records
        assert facts.entity == block.entity
        assert not any(field.required for field in facts.form)
    else:
        assert get_entity(action.create).field(action.link).target == block.entity


def test_a_comparison_with_a_period_means_one_of_its_ends():
    late = CONTACTS_BLOCKS[1]
    assert late.condition(TODAY).items[-1] == Condition("called_at", Op.LESS, "2026-12-29")
    tomorrow = TODAY + dt.timedelta(days=1)
    assert late.condition(tomorrow).items[-1] == Condition("called_at", Op.LESS, "2026-12-30")
    later = replace(late, filter=Group((Condition("called_at", Op.MORE, "this_week"),)))
    assert later.condition(TODAY).items == (Condition("called_at", Op.MORE, "2027-01-03"),)


def test_a_module_that_is_not_there_has_no_block():
    block = replace(CONTACTS_BLOCKS[0], key="quotes", entity="quote")
    register_block(block)
    assert block not in list(fitting_blocks())


def test_a_key_belongs_to_one_block():
    register_block(CONTACTS_BLOCKS[0])
    with pytest.raises(ValueError, match="calls_today"):
        register_block(replace(CONTACTS_BLOCKS[0], icon="phone"))


def test_vietnamese_heads_are_short_enough_for_the_narrowest_column():
    import gettext

    vietnamese = gettext.GNUTranslations(io.BytesIO(build_catalogue(read_parts())))
    for block in CONTACTS_BLOCKS:
        assert len(vietnamese.gettext(block.title)) <= 22
        assert len(vietnamese.gettext(block.empty)) <= 30


def test_blocks_of_contacts_show_mine_and_what_is_nobodys_and_a_heads_the_teams(run, make, folder):
    me = make("app_user", full_name="Tôi")
    mate, other = (make("app_user", full_name=name) for name in ("Bạn", "Khác"))
    owners = {"Của tôi": me, "Của bạn": mate, "Của người khác": other, "Của ai": None}
    for title, owner in owners.items():
        lead = make("lead", full_name=title)
        run("lead.change", ids=[str(lead)], values={"owner_id": str(owner) if owner else None})
    block = next(one for one in CONTACTS_BLOCKS if one.key == "leads_new")
    reads = LocalReads(folder / "main.sqlite", SystemClock())

    def shown(me, team=()):
        query = block.query(TODAY, me, team)
        return {row.texts[0] for row in reads.first_page(query).rows}

    assert shown(me) == {"Của tôi", "Của ai"}
    assert shown(me, (me, mate)) == {"Của tôi", "Của bạn", "Của ai"}
    assert shown(None) == set(owners)
    reads.close()
