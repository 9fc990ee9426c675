"""Files in and out of an encrypted profile: pictures are sealed, refused rows lie elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.core.paths import Profile
from desktop.core.pictures import from_data_uri
from desktop.files import exporting, importing  # noqa: F401 - what can be asked for
from desktop.store.blobs import Blobs
from tests.files.exchange import Exchange
from tests.files.test_card_export import export
from tests.files.test_card_import import plan_of
from tests.files.test_card_pictures import FORMS, png, write
from tests.files.test_cards import rows_of
from tests.services.keys.conftest import KEY, plain_places

CANARY = "Chimhoangyen"


@pytest.fixture
def exchange(work):
    return Exchange(lambda _report: work)


def test_refused_rows_are_written_beside_their_file_and_not_into_the_profile(
    exchange, profile, tmp_path
):
    outside = tmp_path / "outside"
    outside.mkdir()
    source = outside / "khách.csv"
    source.write_text(f"Tên,Ngày\nCông ty {CANARY},2026-01-02\nCông ty {CANARY} hai,khi nào\n")
    columns = {"Tên": "name", "Ngày": "customer_since"}
    result = exchange.run(exchange.plan(source, columns))
    assert Path(result.error_file).parent == outside
    assert CANARY in Path(result.error_file).read_text("utf-8-sig")
    assert plain_places(profile, CANARY) == []


def test_a_picture_of_a_contact_card_is_sealed_and_comes_out_again(exchange, profile, tmp_path):
    card = tmp_path / "card.vcf"
    name = f"Nguyễn Văn {CANARY}"
    write(card, f"FN:{name}", FORMS["3.0"](png()))
    exchange.run(plan_of(exchange, card, "contact"))
    digest = exchange.record("contact", name)["picture"]
    assert Blobs(profile, KEY).read(digest) == png()
    assert all(png() not in path.read_bytes() for path in Profile(profile).blobs.glob("??/*"))
    assert plain_places(profile, CANARY) == []
    export(exchange, tmp_path / "out.vcf", "contact", "3.0")
    (found,) = rows_of(tmp_path / "out.vcf")
    assert from_data_uri(found["picture"]) == png()
