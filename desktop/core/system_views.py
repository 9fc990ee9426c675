"""Views that lists have from the start, the order of lists in the navigation, and who rests.

Declared as data and read by the navigation, the lists and the page "Today". A system view is shown
beside the views that people save; it cannot be renamed or deleted, but saved under another name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from desktop.core.entities import Entity, UnknownEntityError, get_entity
from desktop.core.fields import Kind
from desktop.core.filters import ME, Condition, Filter, Group, Json, Op
from desktop.core.i18n import N_
from desktop.core.quick_dataclass import dataclass

if TYPE_CHECKING:
    import uuid

# What is to be told of today: anniversaries from their days of notice on, until they were.
COMING: Final = Group(
    (
        Group(
            tuple(Condition("remind_on", Op.DURING, when) for when in ("past", "today")),
            any_of=True,
        ),
        Group(
            tuple(Condition("next_on", Op.DURING, when) for when in ("today", "future")),
            any_of=True,
        ),
    )
)
RESTS_SINCE: Final = "care_stopped_at"  # whoever has it filled leaves lists and reminders
_NAMESPACE: Final = "0a5d5b0e-7c53-5f5e-9a52-6a3f0b6cf0d1"


@dataclass(frozen=True, slots=True)
class SystemView:
    """A view of an entity's list that is always there."""

    entity: str
    key: str
    label: str  # English msgid
    icon: str
    filter: Filter
    sort: tuple[str, bool] | None = None  # the field, and whether it descends
    group: str = ""
    columns: tuple[str, ...] = ()  # none: those of the list

    @property
    def id(self) -> uuid.UUID:
        """What it is called where saved views are called by their ids."""
        import uuid  # the navigation asks for no id, and is painted first

        return uuid.uuid5(uuid.UUID(_NAMESPACE), f"{self.entity}/{self.key}")


def _is(field: str, *values: Json) -> Condition:
    return Condition(field, Op.EQUALS, values[0]) if len(values) == 1 else _any(field, *values)


def _any(field: str, *values: Json) -> Condition:
    return Condition(field, Op.ANY_OF, list(values))


def _not(condition: Condition) -> Group:
    return Group((condition,), negated=True)


_MINE: Final = Group((_is("owner_id", ME),))
_STOPPED: Final = Group((Condition(RESTS_SINCE, Op.FILLED),))
_LATEST_STOP: Final = (RESTS_SINCE, True)
_STOPS: Final = (RESTS_SINCE, "stop_reason_id", "care_stopped_by", "phones", "owner_id")
_OPEN: Final = _any("status", "new", "assigned", "in_process", "recycled")
_SHORT: Final = _is("term", "short_term")
_PAST: Final = "past"

VIEWS: Final = (
    SystemView("account", "mine", N_("My customers"), "user-round-check", _MINE),
    SystemView(
        "account",
        "customers",
        N_("Real customers"),
        "badge-check",
        Group((_is("account_type", "customer"),)),
    ),
    SystemView(
        "account",
        "prospects",
        N_("Prospective customers"),
        "sprout",
        Group((_is("account_type", "prospect"),)),
    ),
    SystemView(
        "account", "suppliers", N_("Suppliers"), "truck", Group((_is("account_type", "supplier"),))
    ),
    SystemView(
        "account",
        "prospective_suppliers",
        N_("Prospective suppliers"),
        "package-search",
        Group((_is("account_type", "prospect_supplier"),)),
    ),
    SystemView(
        "account",
        "partners",
        N_("Partners and agencies"),
        "handshake",
        Group((_any("account_type", "partner", "agency"),)),
    ),
    SystemView(
        "account",
        "stopped",
        N_("Care stopped"),
        "circle-off",
        _STOPPED,
        _LATEST_STOP,
        columns=("name", *_STOPS),
    ),
    SystemView(
        "contact",
        "main",
        N_("Main contact persons"),
        "star",
        Group((_is("is_primary", True),)),
    ),
    SystemView("lead", "open", N_("Open leads"), "hourglass", Group((_OPEN,))),
    SystemView(
        "lead",
        "mine",
        N_("My open leads"),
        "user-round-check",
        Group((_is("owner_id", ME), _OPEN)),
    ),
    SystemView("lead", "hot", N_("Hot leads"), "thermometer", Group((_is("rating", "hot"), _OPEN))),
    SystemView(
        "lead",
        "stopped",
        N_("Care stopped"),
        "circle-off",
        _STOPPED,
        _LATEST_STOP,
        columns=("full_name", *_STOPS),
    ),
    SystemView(
        "anniversary",
        "coming",
        N_("Coming up"),
        "cake",
        COMING,
        ("next_on", False),
    ),
    SystemView(
        "business_card",
        "regular",
        N_("Regular cards"),
        "id-card",
        Group((_is("term", "regular"),)),
    ),
    SystemView("business_card", "short_term", N_("Short-term cards"), "timer", Group((_SHORT,))),
    SystemView(
        "business_card",
        "expired",
        N_("No longer to be kept"),
        "calendar-x",
        Group((_SHORT, Condition("ends_on", Op.DURING, _PAST))),
        ("ends_on", False),
    ),
    SystemView(
        "business_card",
        "unconverted",
        N_("Neither lead nor customer yet"),
        "inbox",
        Group((Condition("lead_id", Op.EMPTY), Condition("account_id", Op.EMPTY))),
    ),
    SystemView(
        "signature_specimen",
        "valid",
        N_("Valid today"),
        "badge-check",
        Group(
            (
                _not(Condition("valid_from", Op.DURING, "future")),
                _not(Condition("valid_until", Op.DURING, _PAST)),
            )
        ),
    ),
    SystemView(
        "signature_specimen",
        "expired",
        N_("No longer valid"),
        "calendar-x",
        Group((Condition("valid_until", Op.DURING, _PAST),)),
        ("valid_until", True),
    ),
)

# The sections of a module's navigation with their lists; others of the module stand in the first.
SECTIONS: Final = {
    "contacts": (
        ("lists", ("account", "contact", "lead", "target")),
        ("cards", ("business_card", "signature_specimen")),
        ("activities", ("call", "visit", "meeting", "note", "gift", "anniversary")),
        ("privacy", ("consent",)),
    )
}


def views_of(entity: str) -> Iterator[SystemView]:
    """Yield the system views of an entity's list, in their order."""
    return (view for view in VIEWS if view.entity == entity)


def sections_of(module: str, entities: list[Entity]) -> list[tuple[str, list[Entity]]]:
    """Return the lists of a module by the sections of its navigation, each in its order."""
    known = {entity.key: entity for entity in entities}
    declared = SECTIONS.get(module, (("lists", ()),))
    named = {key for _section, keys in declared for key in keys}
    found = [(section, [known[key] for key in keys if key in known]) for section, keys in declared]
    found[0][1].extend(entity for entity in entities if entity.key not in named)
    return found


def at_work(filter_: Filter, entity: Entity) -> Filter:
    """Return the filter without records that rest, unless it asks about that itself."""
    if RESTS_SINCE not in entity.by_name:
        return filter_
    if any(condition.field == RESTS_SINCE for condition in filter_.conditions()):
        return filter_
    return _with(filter_, Condition(RESTS_SINCE, Op.EMPTY))


def to_remind_of(filter_: Filter, entity: Entity) -> Filter:
    """Return the filter without what rests, or belongs to a customer or lead who does."""
    found = at_work(filter_, entity)
    for field in entity.fields:
        is_of = field.kind is Kind.LINK and not field.readonly and field.target != entity.key
        if is_of and _may_rest(field.target):
            path = f"{field.name}.{RESTS_SINCE}"
            found = _with(found, _not(Condition(path, Op.FILLED)))
    return found


def _with(filter_: Filter, item: Condition | Group) -> Filter:
    items = (filter_,) if filter_.any_of or filter_.negated else filter_.items
    return Group((*items, item))


def _may_rest(entity: str) -> bool:
    try:
        return RESTS_SINCE in get_entity(entity).by_name
    except UnknownEntityError:
        return False
