"""Lists written as contact cards, which other programs and our own import read again."""

from __future__ import annotations

import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import InputError
from desktop.core.imports.plan import Missing
from desktop.core.pages import ListQuery, Sort
from desktop.core.queries import query_to_json
from desktop.files.vcard_lines import read_properties
from desktop.files.vcard_values import components, unescaped
from desktop.files.writing_vcard import VERSIONS, card_text
from tests.files.test_card_import import plan_of, vcf  # noqa: F401 - a fixture

FIELDS = ("full_name", "account_id", "title", "phones", "emails", "address", "tags", "description")


def export(exchange, path, entity, version, **facts):
    query = ListQuery(entity, ("phones",), sort=Sort("created_at"))
    return exchange.ask(
        "export.run", query=query_to_json(query), path=str(path), cards=version, **facts
    )


@pytest.mark.parametrize("version", VERSIONS)
def test_people_come_back_as_they_were(exchange, vcf, tmp_path, version):  # noqa: F811 - as above
    missing = {"account": Missing.CREATE}
    first = exchange.run(plan_of(exchange, vcf, "contact", missing=missing))
    before = exchange.texts("contact", *FIELDS)
    path = tmp_path / "b.vcf"
    assert export(exchange, path, "contact", version)["rows"] == 2
    exchange.undo(first.run)
    exchange.run(plan_of(exchange, path, "contact", missing=missing))
    assert exchange.texts("contact", *FIELDS) == before


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("entity", ["account", "business_card", "lead"])
def test_companies_cards_and_leads_come_back_too(exchange, vcf, tmp_path, entity, version):  # noqa: F811 - as above
    title = "name" if entity == "account" else "full_name"
    first = exchange.run(plan_of(exchange, vcf, entity))
    before = exchange.texts(entity, title, "phones", "emails", "address")
    export(exchange, tmp_path / "b.vcf", entity, version)
    exchange.undo(first.run)
    exchange.run(plan_of(exchange, tmp_path / "b.vcf", entity))
    assert exchange.texts(entity, title, "phones", "emails", "address") == before


def test_records_that_are_no_people_cannot_be_cards(exchange, tmp_path):
    with pytest.raises(InputError, match="contact cards"):
        export(exchange, tmp_path / "a.vcf", "note", "3.0")
    assert not (tmp_path / "a.vcf").exists()


def test_only_the_records_chosen_are_written(exchange, vcf, tmp_path):  # noqa: F811 - as above
    exchange.run(plan_of(exchange, vcf, "lead"))
    reads = exchange.work.reads()
    (hit, *_others) = reads.choices("lead", "Bích")
    reads.close()
    export(exchange, tmp_path / "b.vcf", "lead", "4.0", ids=[str(hit.ref.id)])
    text = (tmp_path / "b.vcf").read_text(encoding="utf-8")
    assert text.count("BEGIN:VCARD") == 1
    assert "TEL;VALUE=uri;TYPE=cell:tel:+84987654321" in text


def test_family_and_given_names_stand_in_their_places():
    text = card_text({"full_name": "Nguyễn Văn An", "salutation": "Ông"}, "3.0")
    assert "N:Nguyễn;An;Văn;Ông;\r\n" in text


def test_a_label_of_one_s_own_is_kept():
    phones = [{"number": "+842438251234", "label": "Chị Lan"}]
    text = card_text({"full_name": "An", "phones": phones}, "4.0")
    assert "item1.TEL;VALUE=uri:tel:+842438251234\r\nitem1.X-ABLabel:Chị Lan\r\n" in text


values = st.text(
    st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n;,\\:"), max_size=120
)


@given(values, values, st.sampled_from(VERSIONS))
def test_any_text_survives_and_no_line_is_longer_than_75_octets(note, title, version):
    text = card_text({"full_name": "An", "description": note, "title": title}, version)
    lines = text.encode().split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)

    found = {one.name: one.value for one in read_properties(io.BytesIO(text.encode()), "utf-8")}
    assert unescaped(found.get("NOTE", "")) == unescaped_trim(note)
    assert components(found.get("TITLE", ""))[0] == unescaped_trim(title)


def unescaped_trim(text):
    return unicodedata.normalize("NFC", text).strip()
