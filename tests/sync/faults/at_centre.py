"""What must hold at the centre, and of what desks sent there."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator

from tests.server.company import Company
from tests.sync.desk import Desk

GUARDED = ("account", "contact", "note", "share")
_RING = (
    "WITH RECURSIVE above (id, up) AS (SELECT id, parent_id FROM app.{0} UNION "
    "SELECT a.id, t.parent_id FROM above a JOIN app.{0} t ON t.id = a.up) "
    "SELECT count(*) FROM above WHERE id = up"
)
_RIGHTS = (
    "WITH wanted AS (SELECT w.user_id, p.pid, w.level FROM sync.wanted_pr w JOIN sync.principal p "
    "ON p.kind = w.kind AND p.module IS NOT DISTINCT FROM w.module "
    "AND p.ref IS NOT DISTINCT FROM w.ref) "
    "SELECT (SELECT count(*) FROM (TABLE wanted EXCEPT SELECT user_id, pid, level "
    "FROM sync.user_pr) x) + (SELECT count(*) FROM (SELECT user_id, pid, level FROM sync.user_pr "
    "EXCEPT TABLE wanted) x)"
)


def what_is_wrong(company: Company, purged: set[uuid.UUID], desks: Iterable[Desk]) -> Iterator[str]:
    """Yield what does not hold of the centre after a day."""
    for table in GUARDED:  # every row has the acl that follows from it (I-9)
        if changed := _changed_by_touching(company, table):
            yield f"{changed} rows of {table} have another acl than they should"
    if differing := company.sql(_RIGHTS):
        yield f"{differing} rights are not what roles and units say"
    for table in ("account", "org_unit"):  # I-13
        if company.sql(_RING.format(table)):
            yield f"a ring at the centre in {table}"
    yield from _numbers(company)
    yield from _points(company)
    yield from _what_was_made_twice(company)
    for desk in desks:
        yield from _what_was_never_made(company, purged, desk)


def what_is_there(company: Company) -> list[tuple[object, ...]]:
    """Return what people made of the customers, as far as a day decides it."""
    query = (
        "SELECT id, name, short_name, website, description, needs, owner_id, is_shared, ver, "
        "deleted_at IS NULL FROM app.account ORDER BY id"
    )
    return company.look(query)


def what_does_not_balance(company: Company) -> Iterator[str]:
    """Money is moved between funds in strict groups: together they hold nothing (I-11, I-24)."""
    ((total,),) = company.look("SELECT coalesce(sum(annual_revenue), 0) FROM app.account")
    if total != 0:
        yield f"the funds hold {total} together"


def what_is_lost(company: Company, desk: Desk, excused: set[str], went_back: bool) -> Iterator[str]:
    """The centre has an answer to everything; what it refused is noted here too (I-2)."""
    known = {str(mid) for (mid,) in company.look("SELECT mid FROM sync.mutation")}
    own = dict(desk.asked("SELECT mid, status FROM outbox"))
    refused = {mid for mid, status in own.items() if status == "refused"}
    if lost := own.keys() - known - excused - (refused if went_back else set()):
        yield f"{len(lost)} groups are lost"
    noted = {mid for (mid,) in desk.asked("SELECT mid FROM sync_problem")}
    if silent := refused - noted:
        yield f"{len(silent)} groups were refused without a word"
    told = {str(mid) for (mid,) in company.look("SELECT mid FROM sync.conflict")}
    if silent := (own.keys() & told) - noted - refused - _of_shipped(desk):
        yield f"{len(silent)} conflicts are not told here"


def _of_shipped(desk: Desk) -> set[str]:
    """Return the groups that offered the words which every profile is born with."""
    query = (
        "SELECT DISTINCT o.mid FROM outbox o JOIN change c ON c.grp = o.grp WHERE c.op = 'I' "
        "AND substr(hex(c.row_id), 13, 1) = '5'"
    )
    return {mid for (mid,) in desk.asked(query)}


def _what_was_never_made(company: Company, purged: set[uuid.UUID], desk: Desk) -> Iterator[str]:
    """What was accepted is there: the answer was to this group and no other (I-2, I-3)."""
    query = (
        "SELECT DISTINCT c.row_id FROM outbox o JOIN change c ON c.seq BETWEEN o.first_seq AND "
        "o.last_seq AND c.grp = o.grp WHERE o.status IN ('acked', 'settled') AND c.op = 'I' "
        "AND c.tbl = 'account'"
    )
    accepted = {uuid.UUID(bytes=row_id) for (row_id,) in desk.asked(query)}
    there = {row_id for (row_id,) in company.look("SELECT id FROM app.account")}
    if gone := accepted - there - purged:
        yield f"{len(gone)} accepted customers are not there"


def _numbers(company: Company) -> Iterator[str]:
    """Numbers have no gap and none is given twice; blocks never meet (I-3, I-14)."""
    given = sorted(
        result["data"]["number"]
        for (result,) in company.look(
            "SELECT result FROM sync.mutation WHERE result -> 'data' ? 'number'"
        )
    )
    following = company.sql("SELECT next FROM sync.number_series WHERE series = 'voucher'")
    if given != list(range(1, following)):
        yield f"the numbers {given} were given up to {following}"
    meeting = company.sql(
        "SELECT count(*) FROM sync.number_lease a JOIN sync.number_lease b ON a.ctid < b.ctid "
        "AND a.series = b.series AND int8range(a.lo, a.hi, '[]') && int8range(b.lo, b.hi, '[]')"
    )
    if meeting:
        yield "blocks of numbers meet"


def what_is_counted_twice(company: Company, asked: int) -> Iterator[str]:
    """No more numbers were given than people asked for, however often a question came (I-3)."""
    given = company.sql("SELECT next - 1 FROM sync.number_series WHERE series = 'voucher'")
    if given > asked:
        yield f"{given} numbers were given to {asked} questions"


def _points(company: Company) -> Iterator[str]:
    """Nobody took more points than there were (I-15)."""
    query = "SELECT account_id FROM app.point_entry GROUP BY 1 HAVING sum(points) < 0"
    if below := company.look(query):
        yield f"{len(below)} customers have fewer than no points"


def _what_was_made_twice(company: Company) -> Iterator[str]:
    """Each name is made once (I-3)."""
    twice = company.look(
        "SELECT name FROM app.account GROUP BY name HAVING count(*) > 1 AND name LIKE 'Khách %%'"
    )
    if twice:
        yield f"made more than once: {json.dumps(twice[:3], ensure_ascii=False)}"


def _changed_by_touching(company: Company, table: str) -> int:
    """Compute the rights of all rows anew; return how many had others."""
    query = f"WITH t AS (UPDATE app.{table} SET acl_id = 0 RETURNING 1) SELECT count(*) FROM t"
    return int(company.sql(query))
