"""Templates: what is filled in there is imported without a question."""

from __future__ import annotations

import zipfile

import pytest
from openpyxl import load_workbook

import desktop.files.templates  # noqa: F401 - it declares the request
from desktop.core.entities import get_entity
from desktop.core.i18n import _, set_language, set_own_words
from desktop.core.imports.importable import importable_entities, importable_fields
from desktop.core.imports.plan import ColumnUse, ImportPlan, Missing
from desktop.files.errors import FileProblem
from desktop.files.tables import open_table
from desktop.models import load_all

load_all()
ENTITIES = [entity.key for entity in importable_entities()]


@pytest.fixture(params=["vi", "en"])
def lang(request):
    set_language(request.param)
    yield request.param
    set_language("en")


@pytest.fixture
def template(exchange, tmp_path):
    def write(entity):
        path = tmp_path / f"{entity}.xlsx"
        assert exchange.ask("import.template", entity=entity, path=str(path)) == str(path)
        return path

    return write


def plan_of(exchange, path, entity):
    """Return the plan of a person who only presses "Continue"."""
    info = exchange.look(path)
    sheet = info.sheets[0]
    columns = [
        {"index": c.index, "header": c.header, "samples": [str(s) for s in c.samples]}
        for c in sheet.columns
    ]
    found = exchange.ask("import.match", entity=entity, columns=columns)
    uses = tuple(ColumnUse(column, field) for column, field, _sure in found)
    return ImportPlan(entity, info, sheet.index, uses, missing={"tag": Missing.CREATE})


@pytest.mark.parametrize("entity", ENTITIES)
def test_every_header_of_a_template_is_recognised_as_its_field(exchange, template, entity, lang):
    plan = plan_of(exchange, template(entity), entity)
    fields = [one.name for one in importable_fields(get_entity(entity))]
    assert [(use.column, use.field) for use in plan.columns] == list(enumerate(fields))


@pytest.mark.parametrize("entity", ["account", "contact", "lead", "business_card", "call", "note"])
def test_the_example_of_a_template_is_left_out_and_could_be_imported(
    exchange, template, entity, lang
):
    path = template(entity)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    for column, cell in enumerate(sheet[2], 1):
        sheet.cell(3, column, cell.value)  # a row like it further down is a person's own
    book.save(path)
    trial = exchange.trial(plan_of(exchange, path, entity))
    assert trial.problems == ()
    assert trial.counts.rows == trial.counts.created == 1
    assert any(_("The example row of the template is left out.") in note for note in trial.notes)


def test_an_example_that_was_changed_is_a_row_of_the_person(exchange, template):
    path = template("contact")
    book = load_workbook(path)
    names = [cell.value for cell in book.worksheets[0][1]]
    book.worksheets[0].cell(2, names.index("Phone") + 1, "0987 654 321")
    book.save(path)
    trial = exchange.trial(plan_of(exchange, path, "contact"))
    assert (trial.counts.created, trial.notes) == (1, ())


def test_a_row_like_the_example_in_another_table_is_imported(exchange, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Name,Phone\nAn Binh Company,0912 345 678\n", encoding="utf-8")
    plan = exchange.plan(path, {"Name": "name", "Phone": "phones"})
    assert exchange.trial(plan).counts.created == 1


def test_a_template_tells_the_values_allowed_and_what_must_be_filled_in(exchange, template):
    path = template("contact")
    info = open_table(path).info
    assert [sheet.name for sheet in info.sheets] == ["Contact persons", "Allowed values"]
    headers = info.sheets[0].head[0]
    assert "Full name *" in headers
    values = dict(zip(*info.sheets[1].head[:2], strict=True))
    assert values["Gender"] == "Female"
    with zipfile.ZipFile(path) as archive:
        comments = archive.read("xl/comments1.xml").decode()
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "Must be filled in." in comments
    assert "dataValidation" in sheet


def test_a_template_that_cannot_be_written_is_told(exchange, tmp_path):
    path = tmp_path / "nowhere" / "a.xlsx"
    with pytest.raises(FileProblem, match="folder"):
        exchange.ask("import.template", entity="account", path=str(path))


# A school that calls things otherwise; one word of it is the program's word for something else.
SCHOOL = {
    "Customer": "Học viên",
    "Customers": "Học viên",
    "Name": "Họ tên học viên",
    "Short name": "Biệt danh",
    "Customer code": "Mã học viên",
    "Person in charge": "Giáo viên chủ nhiệm",
    "Industry": "Nguồn",
    "Source": "Kênh tuyển sinh",
    "Phone": "Số phụ huynh",
    "Description": "Nhận xét",
}


@pytest.fixture
def school():
    set_own_words({"vi": SCHOOL, "en": {"Industry": "Class", "Name": "Pupil"}})
    yield
    set_own_words({})


@pytest.mark.parametrize("entity", ["account", "contact", "lead", "business_card", "call", "note"])
def test_headers_in_the_words_of_the_company_are_recognised(
    exchange, template, entity, lang, school
):
    path = template(entity)
    heads = [str(cell).removesuffix(" *") for cell in open_table(path).info.sheets[0].head[0]]
    fields = list(importable_fields(get_entity(entity)))
    assert heads == [_(field.label) for field in fields]
    uses = plan_of(exchange, path, entity).columns
    assert [(use.column, use.field) for use in uses] == [
        (place, field.name) for place, field in enumerate(fields)
    ]


def test_the_words_of_the_company_stand_in_its_templates(template, school):
    set_language("vi")
    try:
        heads = open_table(template("account")).info.sheets[0].head[0]
    finally:
        set_language("en")
    own = {SCHOOL[text] for text in ("Short name", "Customer code", "Industry", "Source", "Phone")}
    assert own <= set(heads)


def test_a_template_written_before_the_words_were_changed_is_recognised_still(
    exchange, template, lang
):
    path = template("account")
    set_own_words({"vi": SCHOOL})
    try:
        plan = plan_of(exchange, path, "account")
    finally:
        set_own_words({})
    fields = [one.name for one in importable_fields(get_entity("account"))]
    assert [(use.column, use.field) for use in plan.columns] == list(enumerate(fields))
