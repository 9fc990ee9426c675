"""Contact cards take the same way as tables: preview, fields, trial, import, undo."""

from __future__ import annotations

import pytest

from desktop.core.imports.plan import ColumnUse, ImportPlan, Missing

CARDS = """BEGIN:VCARD
VERSION:3.0
FN:Nguyễn Văn An
N:Nguyễn;An;Văn;;
ORG:Công ty An Bình
TITLE:Giám đốc
TEL;TYPE=CELL:0912 345 678
EMAIL:an@anbinh.vn
ADR:;;12 Tràng Tiền;;Hà Nội;;Việt Nam
CATEGORIES:VIP
NOTE:Gặp ở hội chợ
END:VCARD
BEGIN:VCARD
VERSION:4.0
FN:Trần Thị Bích
TEL:0987 654 321
END:VCARD
"""


@pytest.fixture
def vcf(tmp_path):
    path = tmp_path / "a.vcf"
    path.write_text(CARDS, encoding="utf-8", newline="\r\n")
    return path


def plan_of(exchange, path, entity, **facts):
    """Return the plan that the wizard would begin with."""
    info = exchange.look(path)
    sheet = info.main_sheet
    columns = [{"index": c.index, "header": c.header, "samples": []} for c in sheet.columns]
    matches = exchange.ask("import.match", entity=entity, columns=columns, cards=True)
    uses = tuple(ColumnUse(column, field) for column, field, _sure in matches)
    return ImportPlan(entity, info, sheet.index, uses, **facts)


@pytest.mark.parametrize(
    ("entity", "columns", "wanted"),
    [
        (
            "contact",
            ("full_name", "account_id", "title", "phones", "emails"),
            [
                ("Nguyễn Văn An", "Công ty An Bình", "Giám đốc", "0912 345 678", "an@anbinh.vn"),
                ("Trần Thị Bích", "", "", "0987 654 321", ""),
            ],
        ),
        (
            "account",
            ("name", "party_type", "address_province", "tags"),
            [("Công ty An Bình", "Company", "Hà Nội", "VIP"), ("Trần Thị Bích", "Person", "", "")],
        ),
        (
            "lead",
            ("full_name", "company", "description"),
            [("Nguyễn Văn An", "Công ty An Bình", "Gặp ở hội chợ"), ("Trần Thị Bích", "", "")],
        ),
        (
            "business_card",
            ("full_name", "company", "title", "card_groups"),
            [
                ("Nguyễn Văn An", "Công ty An Bình", "Giám đốc", "VIP"),
                ("Trần Thị Bích", "", "", ""),
            ],
        ),
    ],
)
def test_cards_become_records_of_the_kind_chosen_and_can_be_taken_back(
    exchange, vcf, entity, columns, wanted
):
    plan = plan_of(exchange, vcf, entity, missing={"account": Missing.CREATE})
    trial = exchange.trial(plan)
    assert (trial.counts.created, trial.problems) == (2, ())
    result = exchange.run(plan)
    assert result.counts.created == 2
    assert exchange.texts(entity, *columns) == wanted
    assert exchange.undo(result.run)["left"] == 0
    assert exchange.texts(entity, columns[0]) == []


def test_cards_imported_twice_are_known(exchange, vcf):
    for number in range(2):
        plan = plan_of(exchange, vcf, "lead", keys=("phones", "emails"))
        assert exchange.run(plan).counts.skipped == number * 2


def test_refused_cards_are_kept_as_a_table(exchange, tmp_path):
    path = tmp_path / "a.vcf"
    path.write_text(CARDS.replace("Giám đốc", "x" * 400), encoding="utf-8")
    result = exchange.run(plan_of(exchange, path, "lead"))
    assert (result.counts.created, result.counts.failed) == (1, 1)
    assert result.error_file.endswith(".xlsx")
