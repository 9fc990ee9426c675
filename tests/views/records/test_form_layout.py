"""Where fields stand on a form."""

from __future__ import annotations

from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.entities import get_entity, iter_entities
from desktop.core.fields import Field, Kind
from desktop.models import load_all
from desktop.views.customer.design import register_designs
from desktop.views.records.card_design import design_of
from desktop.views.records.form_layout import declared_sections, places

load_all()
register_designs()
fields = st.lists(
    st.sampled_from([Field("a", "A", Kind.TEXT), Field("b", "B", Kind.LONG_TEXT)]), max_size=9
)


@given(shown=fields, columns=st.sampled_from([1, 2]))
def test_no_two_fields_share_a_place(shown, columns):
    taken = [
        (place.row, place.column + offset)
        for place in places(shown, columns)
        for offset in range(place.span)
    ]
    assert len(taken) == len(set(taken))
    assert [place.field for place in places(shown, columns)] == shown


@pytest.mark.parametrize("entity", list(iter_entities()), ids=lambda e: e.key)
def test_the_declared_form_shows_every_field_once(entity):
    shown = [field.name for section in declared_sections(entity) for field in section.fields]
    assert shown == [field.name for field in entity.form_fields()]


@pytest.mark.parametrize("entity", list(iter_entities()), ids=lambda e: e.key)
def test_a_hand_made_card_forgets_no_field(entity):
    design = design_of(entity)
    shown = {
        field.name
        for variant in design.variants or [""]
        for section in design.sections(entity, variant)
        for field in section.fields
    }
    for banner in design.banners:
        shown |= {name for _text, name, _spec, _mark in Formatter().parse(banner.text) if name}
    computed = {f.name for f in entity.form_fields() if f.kind is Kind.COMPUTED}
    assert {field.name for field in entity.form_fields()} - shown <= computed


def test_every_fact_below_a_title_is_a_field():
    for entity in iter_entities():
        assert set(design_of(entity).subtitle) <= set(get_entity(entity.key).by_name)
