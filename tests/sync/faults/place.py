"""A company of three people at work, copied for each day: nobody has to join anew."""

from __future__ import annotations

import datetime as dt
import itertools
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from psycopg import sql

from desktop.core.clock import to_micros
from desktop.server import privileges
from desktop.server.cluster import Cluster
from desktop.server.connections import connect
from desktop.server.files.preparing import files_address, prepare_files
from desktop.store.engine import Role
from desktop.store.mirror import horizons
from desktop.store.profile import open_profile
from desktop.store.work import Store
from desktop.sync.transport import Address
from tests.server.company import PASSWORD, Company
from tests.server.conftest import TEMPLATE
from tests.sync.desk import Desk
from tests.sync.faults.chance import FIRST, DayClock, WrongClock, seeded

START = "lienhe_day"  # the company of which each day begins with a copy
SOME_AGO = dt.datetime(2024, 7, 1, tzinfo=dt.UTC)  # since when most have all notes
FUNDS = 3  # customers between which money is moved: what they have together is always nothing
_numbers = itertools.count(1)
_FULL = (
    "CREATE SCHEMA faults",
    "CREATE TABLE faults.disk (is_full boolean)",
    "INSERT INTO faults.disk VALUES (false)",
    "CREATE FUNCTION faults.write() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN "
    "IF (SELECT d.is_full FROM faults.disk d) THEN RAISE EXCEPTION USING ERRCODE = '53100'; "
    "END IF; RETURN NULL; END $$",
    "CREATE TRIGGER full_disk AFTER INSERT ON sync.mutation EXECUTE FUNCTION faults.write()",
)


class KnownDesk(Desk):
    """A desk whose profile this program made: opened without the checks that take half the time."""

    def opened(self) -> Store:
        return Store(self.folder, self.clock, Role.WORKER)


@dataclass
class Day:
    """A copy of the company, with its desks."""

    company: Company
    desks: list[Desk]
    funds: list[uuid.UUID]
    folder: Path
    new: Path  # a profile that nobody used yet
    clock: DayClock
    has_files: bool = False  # somebody may have sent some

    def desk(self, folder: Path, address: Address) -> Desk:
        """Open a profile that joined before, at a computer whose clock can be set."""
        return KnownDesk(folder, address, joins=False, clock=WrongClock(self.clock))

    def new_computer(self, desk: Desk) -> Desk:
        """Join the company from a new profile, as the person of a desk."""
        folder = self.folder / f"new_{desk.folder.name}"
        shutil.copytree(self.new, folder)
        return Desk(folder, desk.address, clock=self.clock)


class Place:
    """Where days begin: a cluster, and the profiles of people who joined, three or more."""

    def __init__(self, cluster: Cluster, folder: Path, people: int = 3) -> None:
        self.cluster = cluster
        self.folder = folder
        self.logins: list[str] = []
        self.funds: list[uuid.UUID] = []
        clock = DayClock()
        with seeded("place", clock):
            self._begin(people, clock)

    def _begin(self, people: int, clock: DayClock) -> None:
        self._copy(START, TEMPLATE)
        address = self.cluster.address(START)
        with connect(address) as admin:
            privileges.close_database(admin)
            company = Company(self.cluster, START, admin)
            self._found(company, people)
        assert prepare_files(address) == []
        empty = self.folder / "new"
        open_profile(empty, clock, Role.WORKER, owner_name="Người mới").close()
        desks = []
        for login in self.logins:
            shutil.copytree(empty, self.folder / login)
            desks.append(Desk(self.folder / login, self._address(START, login), clock=clock))
        self._make_funds(desks)
        for desk, since in zip(desks, (None, *[to_micros(SOME_AGO)] * people), strict=False):
            with desk.engine.engine_work() as writing:  # the first holds all notes
                horizons.want(writing.connection, {"note": since})
        for desk in desks * 2:
            desk.sync()
        for desk in desks:
            desk.close()

    @contextmanager
    def day(self) -> Iterator[Day]:
        """Copy the company and its profiles for a day."""
        name = f"day_{next(_numbers)}"
        folder = self.folder / name
        self._copy(name, START)
        admin = connect(self.cluster.address(name))
        privileges.close_door(admin)
        company = Company(self.cluster, name, admin)
        clock = DayClock(FIRST + dt.timedelta(days=1))
        day = Day(company, [], self.funds, folder, self.folder / "new", clock)
        try:
            for login in self.logins:
                shutil.copytree(self.folder / login, folder / login)
                day.desks.append(day.desk(folder / login, self._address(name, login)))
            yield day
        finally:
            for desk in day.desks:
                desk.close()
            company.admin.close()
            if day.has_files:
                self._forget_files()
            with connect(self.cluster.address()) as admin:
                for one in (name, f"{name}_copy"):
                    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
                    admin.execute(drop.format(sql.Identifier(one)))
            shutil.rmtree(folder)

    def _forget_files(self) -> None:
        """Empty the database of files, which is the same on all days."""
        with connect(files_address(self.cluster.address(START))) as admin:
            admin.execute("TRUNCATE files.blob, files.chunk, files.body")

    def _copy(self, name: str, source: str) -> None:
        copy_database(self.cluster, name, source)

    def _address(self, database: str, login: str) -> Address:
        known = self.cluster.address(database)
        authority = str(known.get("sslrootcert") or "")
        host, port = str(known["host"]), int(known["port"])
        return Address(host, port, database, login, PASSWORD, authority, lock_ms=100)

    def _found(self, company: Company, people: int) -> None:
        """Give the company units, a role that opens much and one that opens little, and people."""
        company.unit("Nhóm", company.unit("Bắc"))
        company.unit("Nam")
        for name, module, reach in (
            ("Bán hàng", "contacts", "subtree"),
            ("Xem", "contacts", "all"),
        ):
            role = str(uuid.uuid4())
            company.sql("INSERT INTO app.user_role (id, name) VALUES (%s, %s)", role, name)
            company.sql(
                "INSERT INTO app.permission_grant (id, role_id, record_module, reach, level) "
                "VALUES (gen_random_uuid(), %s, %s, %s, 'edit')",
                role,
                module,
                reach,
            )
        company.sql("INSERT INTO sync.number_series VALUES ('voucher', 1, 'PT{n}', true)")
        company.sql("INSERT INTO sync.number_series VALUES ('quote', 1, 'BG{n}', false)")
        for statement in _FULL:
            company.admin.execute(statement.encode())
        self.logins = [
            company.login(is_administrator=True, unit="Bắc"),
            company.login(unit="Bắc", roles=["Bán hàng"]),
            company.login(unit="Nam"),
            *(company.login(unit="Nhóm", roles=["Bán hàng"]) for _more in range(people - 3)),
        ]

    def _make_funds(self, desks: list[Desk]) -> None:
        """Make the customers between which money is moved; everybody may change them."""
        an, *others = desks
        for number in range(FUNDS):
            fund = an.make(
                "account", name=f"Quỹ {number}", annual_revenue=Decimal(0), is_shared=True
            )
            self.funds.append(fund)
            for desk in others:
                shared = {"record_type": "account", "record_id": str(fund), "level": "edit"}
                an.make("share", user_id=desk.me.user_id, **shared)


def copy_database(cluster: Cluster, name: str, source: str) -> None:
    """Copy a database to which nobody is connected."""
    command = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
    with connect(cluster.address()) as admin:
        admin.execute(command.format(sql.Identifier(name), sql.Identifier(source)))
