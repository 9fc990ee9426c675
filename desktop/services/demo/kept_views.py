"""The views that the demo company has saved over its lists."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from desktop.core.entities import get_entity
from desktop.core.filters import Condition, Group, Json, Op
from desktop.core.pages import ListQuery, Sort
from desktop.core.queries import query_to_json
from desktop.services.demo.office import Office, make_id, make_random
from desktop.services.demo.organisation import tag_id
from desktop.services.seeding import shipped_id

_HANOI: Final = "01"


@dataclass(frozen=True, slots=True)
class _View:
    name: str
    entity: str
    items: tuple[Condition | Group, ...]
    columns: tuple[str, ...] = ()
    sort: Sort | None = None
    group: str = ""


def note_views(office: Office) -> None:
    """Note the saved views, as the owner made them."""
    rnd = make_random("views")
    for position, view in enumerate(_views()):
        act = office.act(rnd, office.past.days[-30], office.staff.owner, "saved_view.create")
        values = {
            "id": make_id(rnd, act.at),
            "name": view.name,
            "entity": view.entity,
            "query": query_to_json(_query(view)),
            "position": position,
        }
        office.diary.make(act, "saved_view", values)


def _query(view: _View) -> ListQuery:
    entity = get_entity(view.entity)
    query = ListQuery(view.entity, view.columns or entity.list_columns, Group(view.items))
    sort = view.sort or (Sort(entity.sort, entity.descending) if entity.sort else None)
    return replace(query, sort=sort, group=view.group)


def _is(field: str, value: Json) -> Condition:
    return Condition(field, Op.EQUALS, value)


def _during(field: str, period: str) -> Condition:
    return Condition(field, Op.DURING, period)


def _tagged(*keys: str) -> Condition:
    return Condition("tags", Op.ANY_OF, [tag_id(key) for key in keys])


def _source(*keys: str) -> Condition:
    ids: list[Json] = [str(shipped_id("source", key)) for key in keys]
    return Condition("source_id", Op.ANY_OF, ids)


def _views() -> tuple[_View, ...]:
    hanoi = _is("address_province", _HANOI)
    quiet = Group((_during("updated_at", "last_30_days"),), negated=True)
    customers = _is("account_type", "customer")
    return (
        _View("Khách VIP Hà Nội", "account", (_tagged("vip"), hanoi)),
        _View("Chưa cập nhật 30 ngày", "account", (customers, quiet), sort=Sort("updated_at")),
        _View(
            "Tiềm năng nóng",
            "account",
            (_is("account_type", "prospect"), _is("rating", "hot")),
            sort=Sort("created_at", descending=True),
        ),
        _View(
            "Sinh nhật tháng này",
            "account",
            (_during("birthday", "this_month"),),
            ("name", "birth_on", "phones", "owner_id"),
        ),
        _View("Chậm thanh toán", "account", (_tagged("late"),)),
        _View("Theo tỉnh thành", "account", (customers,), group="address_province"),
        _View("Từ Facebook, Zalo, TikTok", "account", (_source("facebook", "zalo", "tiktok"),)),
        _View("Sinh nhật liên hệ", "contact", (_during("birthday", "this_month"),)),
        _View("Mới trong 30 ngày", "lead", (_during("created_at", "last_30_days"),)),
        _View("Thu từ hội chợ", "target", (_source("fair"), _is("status", "new"))),
        _View(
            "Cuộc gọi hôm nay",
            "call",
            (_is("status", "planned"), _during("called_at", "today")),
            sort=Sort("called_at"),
        ),
        _View(
            "Gọi nhỡ trong 30 ngày",
            "call",
            (_is("status", "missed"), _during("called_at", "last_30_days")),
        ),
    )
