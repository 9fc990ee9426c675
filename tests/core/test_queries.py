"""List queries in JSON form."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.filters import Condition, Group, Op
from desktop.core.pages import ListQuery, Sort
from desktop.core.queries import query_from_json, query_to_json

names = st.text(min_size=1, max_size=10)
conditions = st.builds(
    Condition, field=names, op=st.sampled_from(Op), value=st.none() | st.text() | st.integers()
)
groups = st.builds(Group, items=st.lists(conditions, max_size=3).map(tuple), any_of=st.booleans())
queries = st.builds(
    ListQuery,
    entity=names,
    columns=st.lists(names, max_size=4).map(tuple),
    filter=groups,
    search=st.text(),
    sort=st.none() | st.builds(Sort, field=names, descending=st.booleans()),
    group=st.text(max_size=5),
    bin=st.booleans(),
)


@given(query=queries)
def test_json_form_and_back_is_the_same_query(query):
    assert query_from_json(json.loads(json.dumps(query_to_json(query)))) == query


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"entity": "account"},
        {"entity": 1, "columns": []},
        {"entity": "account", "columns": [], "sort": "name"},
        {"entity": "account", "columns": [], "filter": {"field": "name", "op": "empty"}},
    ],
)
def test_what_is_no_query_is_a_value_error(data):
    with pytest.raises(ValueError, match="no"):
        query_from_json(data)
