"""How the card of an entity looks, where the generic look is not good enough."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from desktop.core.entities import Entity
from desktop.core.filters import Json
from desktop.core.quick_dataclass import dataclass
from desktop.views.records.card_banner import Banner
from desktop.views.records.form_layout import (
    Arrangement,
    Section,
    declared_sections,
    named_sections,
)


@dataclass(frozen=True, slots=True)
class CardDesign:
    """A hand-made arrangement of a card.

    `variants` gives an arrangement for each value of the field `variant_field`: a person shows a
    birth date and no tax code. `subtitle` are the fields read below the title, `creates` the
    entities of which the card offers to make a new record linked to it, `tabs` the short names of
    tabs (English msgids), `banners` what is told of records that are out of the ordinary.
    """

    variant_field: str = ""
    variants: Mapping[str, Arrangement] = field(default_factory=dict)
    subtitle: tuple[str, ...] = ()
    creates: tuple[str, ...] = ()
    tabs: Mapping[str, str] = field(default_factory=dict)
    banners: tuple[Banner, ...] = ()

    def variant(self, values: Mapping[str, Json]) -> str:
        """Return which variant shows a record with these values."""
        value = values.get(self.variant_field)
        return value if isinstance(value, str) and value in self.variants else self._first()

    def sections(self, entity: Entity, variant: str) -> tuple[Section, ...]:
        """Return the sections of a variant; without variants those of the declaration."""
        if variant in self.variants:
            return named_sections(entity, self.variants[variant])
        return declared_sections(entity)

    def _first(self) -> str:
        return next(iter(self.variants), "")


GENERIC = CardDesign()
_designs: dict[str, CardDesign] = {}


def register_design(entity: str, design: CardDesign) -> None:
    """Use `design` for the cards of `entity`."""
    _designs[entity] = design


def design_of(entity: Entity) -> CardDesign:
    """Return the design of an entity's cards."""
    return _designs.get(entity.key, GENERIC)
