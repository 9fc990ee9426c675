"""A central PostgreSQL that lives as long as a figure is measured."""

from __future__ import annotations

import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.server import installing
from desktop.server.cluster import Cluster, find_programs
from desktop.server.connections import Connection, connect
from desktop.sync.transport import Address

DATABASE = "bench"
PASSWORD = "only for the bench"  # noqa: S105 - of a database that lives for minutes


@contextmanager
def company_server() -> Iterator[Cluster]:
    """Make and start a cluster with an empty company; it is deleted afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="lienhe-bench-"))
    cluster = Cluster(folder, find_programs())
    cluster.make()
    cluster.start(shared_buffers="512MB", max_wal_size="4GB")
    try:
        with connect(cluster.address()) as admin:
            installing.make_database(admin, DATABASE)
        with connect(cluster.address(DATABASE)) as admin:
            installing.prepare_database(admin)
            installing.upgrade(admin)
        yield cluster
    finally:
        cluster.stop("immediate")
        shutil.rmtree(folder)


def address_of(cluster: Cluster, login: str) -> Address:
    """Return where a client of the company connects to as somebody."""
    known = cluster.address(DATABASE)
    ca_file = str(known.get("sslrootcert") or "")
    return Address(str(known["host"]), int(known["port"]), DATABASE, login, PASSWORD, ca_file)


# Filled as customers of a living company are: half of what could be known is.
_ACCOUNTS = """
    INSERT INTO app.account (id, party_type, name, short_name, code, account_type, rating, tax_code,
        phones, emails, website, address, employees, annual_revenue, currency, customer_since,
        description, is_shared, owner_id, created_by)
    SELECT gen_random_uuid(), 'company',
        'Công ty TNHH ' || w[1 + i % 20] || ' ' || w[1 + i / 20 % 20] || ' ' || i,
        CASE WHEN i % 2 = 0 THEN w[1 + i % 20] END, 'KH' || lpad(i::text, 7, '0'), 'customer',
        (ARRAY['a', 'b', 'c'])[1 + i % 3], lpad((100000000 + i * 7)::text, 10, '0'),
        jsonb_build_array(
            jsonb_build_object('label', '', 'number', '+8490' || lpad(i::text, 7, '0'))),
        CASE WHEN i % 2 = 0 THEN jsonb_build_array(
            'kd' || i || '@example.vn') END,
        CASE WHEN i % 3 = 0 THEN 'https://khach' || i || '.example.vn' END,
        jsonb_build_object('street', (i % 400) || ' đường ' || w[1 + i % 20],
                           'commune', 'Phường ' || w[1 + i / 7 % 20], 'province', 'Hà Nội'),
        CASE WHEN i % 2 = 0 THEN i % 500 END, CASE WHEN i % 3 = 0 THEN i * 1000 END, 'VND',
        CASE WHEN i % 2 = 0 THEN '2015-01-01'::date + i % 3000 END,
        CASE WHEN i % 4 = 0 THEN 'Khách hàng quan trọng của phòng ' || w[1 + i % 20] END,
        false, (%(users)s)[1 + i %% %(count)s], (%(users)s)[1 + i %% %(count)s]
    FROM generate_series(1, %(rows)s) i,
         (SELECT ARRAY['Hoa Sen', 'An Bình', 'Phú Thịnh', 'Đại Dương', 'Minh Khang', 'Thành Đạt',
             'Hồng Hà', 'Việt Tiến', 'Trường Sơn', 'Bảo Long', 'Kim Ngân', 'Nam Á', 'Hòa Phát',
             'Tân Tiến', 'Sông Hồng', 'Đông Đô', 'Ánh Dương', 'Thái Bình', 'Mai Linh',
             'Quang Minh'] AS w) words
""".replace(" % ", " %% ")


def fill_accounts(admin: Connection, rows: int, users: list[uuid.UUID]) -> None:
    """Make `rows` customers, each of one of the users in turn."""
    admin.execute(_ACCOUNTS.encode(), {"rows": rows, "users": users, "count": len(users)})
    admin.execute("VACUUM ANALYZE")
