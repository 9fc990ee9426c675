"""Customers for the tests of lists: as many as wanted, the same in every run."""

from __future__ import annotations

import random
import uuid
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from desktop.core.pages import Ref
from tests.views.items.fake_reads import FakeReads, Record

FAMILIES = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý".split()
GIVEN = "An Ân Bình Châu Dũng Đức Giang Hà Hương Khánh Lan Minh Ngọc Phương Quân Tú Yến".split()
TRADES = ("Cơ khí", "Nội thất", "Thực phẩm", "Vận tải", "Xây dựng", "Dược phẩm", "May mặc")
TYPES = ("customer", "prospect", "supplier", "partner", "competitor", None)
SOURCES = ("Facebook", "Giới thiệu", "Zalo", "Hội chợ")
TAGS = ("VIP", "Miền Bắc", "Nợ quá hạn")
START = datetime(2024, 1, 1, 2, 0, tzinfo=UTC)


def known_refs(entity: str, titles: tuple[str, ...]) -> list[Ref]:
    """Return records of a dictionary with ids that are the same in every run."""
    return [Ref(entity, uuid.uuid5(uuid.NAMESPACE_DNS, f"{entity} {t}"), t) for t in titles]


SOURCE_REFS = known_refs("source", SOURCES)
TAG_REFS = known_refs("tag", TAGS)
OWNER_REFS = known_refs("app_user", ("Nguyễn Thu An", "Lê Quang Hà"))


def customer(number: int, rng: random.Random) -> Record:
    """Return a believable customer."""
    is_person = rng.random() < 0.3
    person = f"{rng.choice(FAMILIES)} {rng.choice(('Thị', 'Văn', 'Minh'))} {rng.choice(GIVEN)}"
    company = f"Công ty TNHH {rng.choice(TRADES)} {rng.choice(FAMILIES)} {rng.choice(GIVEN)}"
    return {
        "party_type": "person" if is_person else "company",
        "name": person if is_person else f"{company} {number}",
        "code": f"KH-{number:05d}",
        "account_type": rng.choice(TYPES),
        "rating": rng.choice(("hot", "warm", "cold", None)),
        "phones": [{"number": f"+849{rng.randrange(10**8):08d}"}] if rng.random() < 0.9 else None,
        "emails": [f"kh{number}@vidu.example"] if rng.random() < 0.7 else None,
        "source_id": rng.choice((*SOURCE_REFS, None)),
        "owner_id": rng.choice(OWNER_REFS),
        "tags": rng.sample(TAG_REFS, rng.randrange(3)) or None,
        "employees": rng.choice((None, 5, 20, 150, 1200)),
        "annual_revenue": Decimal(rng.randrange(1, 5000)) * 1_000_000,
        "customer_since": date(2020, 1, 1) + timedelta(days=rng.randrange(2000)),
        "updated_at": START + timedelta(minutes=rng.randrange(10**6)),
    }


def customers(count: int, seed: int = 7) -> FakeReads:
    """Return a reader over `count` customers."""
    rng = random.Random(seed)
    records = {
        uuid.uuid5(uuid.NAMESPACE_URL, str(number)): customer(number, rng)
        for number in range(count)
    }
    reads = FakeReads(records)
    reads.dictionaries = {"source": SOURCE_REFS, "tag": TAG_REFS, "app_user": OWNER_REFS}
    return reads
