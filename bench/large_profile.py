"""The large company: a million customers in the real schema, made once and kept between runs."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random

from bench import large_activities, large_rows
from bench.data import cached_folder
from bench.large_activities import make_call, make_contact, make_note
from bench.large_rows import (
    NOW,
    Company,
    Made,
    make_account,
    make_named,
    make_user,
    over_time,
)
from desktop.core.clock import FrozenClock, to_micros
from desktop.core.entities import Entity, get_entity
from desktop.core.resources import resource_path
from desktop.models import load_all
from desktop.services.demo import names, reach
from desktop.store import derived, last_contacts, search_index
from desktop.store.engine import DATABASE, Connection, Role, connect_writer
from desktop.store.profile import create_profile
from desktop.store.shapes import shape_of

SEED = 20261121
BUSIEST_ENTRIES = 10_000  # on the timeline of one customer
SOURCES = (
    "Facebook", "Giới thiệu", "Website", "Zalo", "Hội chợ", "Google", "Gọi điện", "Báo chí",
    "TikTok", "Khách cũ", "Đối tác", "Danh bạ", "Tờ rơi", "Email",
)  # fmt: skip
INDUSTRIES = (
    "Thương mại", "Xây dựng", "Vận tải", "Sản xuất", "Công nghệ thông tin", "Nông nghiệp",
    "Thủy sản", "May mặc", "Nội thất", "Du lịch", "Dược phẩm", "Y tế", "Giáo dục", "Bất động sản",
    "Ngân hàng", "Bảo hiểm", "Quảng cáo", "In ấn", "Cơ khí", "Điện tử", "Hóa chất", "Ẩm thực",
)  # fmt: skip
TAGS = (
    "VIP", "Khách quen", "Cần chăm sóc", "Nợ quá hạn", "Đại lý", "Bán lẻ", "Bán buôn", "Xuất khẩu",
    "Mùa Tết", "Hợp đồng năm", "Ưu tiên giao", "Không gọi buổi trưa",
)  # fmt: skip
UNITS = ("Phòng Kinh doanh 1", "Phòng Kinh doanh 2", "Chi nhánh Đà Nẵng", "Chi nhánh Cần Thơ")
USERS = 60
AT_ONCE = 20_000


def large_profile(rows: int = 1_000_000) -> Path:
    """Return the folder of a profile with `rows` customers and all that hangs on them."""
    load_all()
    return cached_folder(f"large{rows}-{_revision()}", partial(make_profile, rows=rows))


def make_profile(folder: Path, rows: int) -> None:
    """Fill a new profile: per five customers one contact, and for every ten a note or call."""
    create_profile(folder, FrozenClock(NOW), owner_name="Nguyễn Minh An")
    with closing(connect_writer(folder / DATABASE, Role.WORKER)) as connection:
        _hasten(connection)
        big = [get_entity(key) for key in ("account", "contact", "note", "call")]
        for entity in big:
            derived.drop_list_indexes(connection, entity)
        following = dict(last_contacts.triggers())  # without indexes they would read whole tables
        for name in following:
            connection.execute(f"DROP TRIGGER {name}")
        loader = Loader(connection)
        _load(loader, rows)
        loader.finish()
        for statement in following.values():
            connection.execute(statement)
        for entity in big:
            derived.create_list_indexes(connection, entity)
        last_contacts.rebuild(connection, 1, rows + 1)
        connection.execute("UPDATE work_context SET capture = 1")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


class Loader:
    """Writes made rows and their search documents, past everything that watches ordinary writes."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        connection.execute(
            "CREATE TEMP TABLE stage(kind TEXT NOT NULL, value TEXT NOT NULL, doc INTEGER NOT NULL)"
        )

    def load(self, key: str, made: Iterable[Made]) -> None:
        """Write the rows of one entity."""
        entity, rows = get_entity(key), iter(made)
        while some := list(islice(rows, AT_ONCE)):
            self.connection.execute("BEGIN")
            self._write(entity, some)
            self.connection.execute("COMMIT")

    def finish(self) -> None:
        """Fill the look-ups in their order, which is much quicker than one by one."""
        name, statement = derived.LOOKUP_INDEX
        self.connection.execute("BEGIN")
        self.connection.execute(f"DROP INDEX {name}")
        self.connection.execute(
            "INSERT OR IGNORE INTO lookup(kind, value, doc) SELECT kind, value, doc FROM temp.stage"
            " ORDER BY kind, value, doc"
        )
        self.connection.execute(statement)
        self.connection.execute("COMMIT")
        self.connection.execute("DROP TABLE temp.stage")

    def _write(self, entity: Entity, made: list[Made]) -> None:
        run, many = self.connection.execute, self.connection.executemany
        # Names of tables and columns are declared ones.
        (first,) = run(f'SELECT coalesce(max(rid), 0) + 1 FROM "{entity.key}"').fetchone()  # noqa: S608 - see above
        columns = shape_of(entity).columns
        named = ", ".join(f'"{name}"' for name in columns)
        marks = ", ".join("?" * len(columns))
        many(
            f'INSERT INTO "{entity.key}"(rid, {named}) VALUES(?, {marks})',
            [(first + n, *map(row.columns.get, columns)) for n, row in enumerate(made)],
        )
        number = partial(search_index.document_number, entity)
        living = [
            (number(first + n), row)
            for n, row in enumerate(made)
            if row.columns["deleted_at"] is None
        ]
        many(
            "INSERT INTO search(rowid, words) VALUES(?, ?)",
            [(doc, row.words) for doc, row in living if row.words],
        )
        many(
            "INSERT INTO digits(rowid, pieces) VALUES(?, ?)",
            [(doc, row.pieces) for doc, row in living if row.pieces],
        )
        many(
            "INSERT INTO temp.stage VALUES(?, ?, ?)",
            [(*key, doc) for doc, row in living for key in row.lookups],
        )


def _load(loader: Loader, rows: int) -> None:
    company = Company(Random(SEED), _owner(loader.connection))
    for key, labels, ids in (
        ("org_unit", UNITS, company.units),
        ("source", SOURCES, company.sources),
        ("industry", INDUSTRIES, company.industries),
        ("tag", TAGS, company.tags),
    ):
        loader.load(key, _noting(ids, (make_named(company, _start(), name) for name in labels)))
    loader.load("app_user", list(_noting(company.users, over_time(company, USERS, make_user))))
    loader.load("account", over_time(company, rows, make_account))
    loader.load("contact", over_time(company, rows // 5, make_contact))
    busiest = company.accounts[len(company.accounts) // 2]
    share = min(BUSIEST_ENTRIES, rows) // 5
    loader.load("note", over_time(company, rows // 20, make_note))
    loader.load("note", over_time(company, share * 3, partial(make_note, account=busiest)))
    loader.load("call", over_time(company, rows // 20, make_call))
    loader.load("call", over_time(company, share * 2, partial(make_call, account=busiest)))


def _noting(ids: list[bytes], made: Iterable[Made]) -> Iterator[Made]:
    """Yield the rows and keep their ids, for others to refer to."""
    for row in list(made):
        ids.append(bytes(row.columns["id"]))  # type: ignore[arg-type]  # ids are bytes
        yield row


def _owner(connection: Connection) -> bytes:
    found: bytes = connection.execute("SELECT id FROM app_user").fetchone()[0]
    return found


def _start() -> int:
    return to_micros(NOW) - large_rows.YEARS_SECONDS * 1_000_000


def _hasten(connection: Connection) -> None:
    """Let the file take care of itself: what is broken off is thrown away anyway."""
    for pragma in ("journal_mode=WAL", "synchronous=OFF", "cache_size=-400000"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    connection.execute("UPDATE work_context SET capture = 0")


def _revision() -> str:
    """Return a hash of everything that the data depend on."""
    digest = hashlib.sha256(derived.declared_hash().encode())
    for entity in ("account", "contact", "note", "call"):
        digest.update(repr(shape_of(get_entity(entity)).columns).encode())
    for module in (large_rows, large_activities, names, reach):
        assert module.__file__
        digest.update(Path(module.__file__).read_bytes())
    digest.update(Path(__file__).read_bytes())
    digest.update(resource_path("seed_data", "wards.tsv").read_bytes())
    return digest.hexdigest()[:12]


if __name__ == "__main__":
    started = time.monotonic()
    print(large_profile(), f"{time.monotonic() - started:.1f} s")
