"""Templates: what is filled in there is imported without a question."""

from __future__ import annotations

import zipfile

import pytest

import desktop.files.templates  # noqa: F401 - it declares the request
from desktop.core.entities import get_entity
from desktop.core.i18n import set_language
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
def test_the_example_of_a_template_can_be_imported(exchange, template, entity, lang):
    trial = exchange.trial(plan_of(exchange, template(entity), entity))
    assert trial.problems == ()
    assert trial.counts.created == 1


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
