"""Cells that name records: customers of contacts, tags, people in charge; and columns joined."""

from __future__ import annotations

import pytest

from desktop.core.errors import InputError
from desktop.core.imports.plan import Missing, Policy
from tests.files.makers import make_xlsx

COMPANY = {"Mã": "code", "Tên": "name", "MST": "tax_code", "SĐT": "phones"}
PEOPLE = {"Họ tên": "full_name", "Công ty": "account_id", "SĐT": "phones"}


@pytest.fixture
def companies(exchange, tmp_path):
    """Fill the profile with companies to which people belong."""
    rows = [
        ["Mã", "Tên", "MST", "SĐT"],
        ["KH01", "Công ty An Bình", "0101243150", "0912345678"],
        ["KH02", "Công ty Hoa Sen", "0100109106", None],
        ["KH03", "Công ty Hoà Bình", None, None],
        ["KH04", "Trùng Tên", None, None],
        ["KH05", "Trùng Tên", None, None],
    ]
    path = make_xlsx(tmp_path / "companies.xlsx", rows)
    exchange.run(exchange.plan(path, COMPANY))


def import_people(exchange, tmp_path, *companies, **facts):
    rows = [[f"Người {number}", name, None] for number, name in enumerate(companies)]
    path = make_xlsx(tmp_path / "people.xlsx", [list(PEOPLE), *rows])
    return exchange.run(exchange.plan(path, PEOPLE, "contact", **facts))


@pytest.mark.parametrize(
    "written",
    [
        "Công ty An Bình",
        "CÔNG TY AN BÌNH",
        "Cong ty An Binh",
        "KH01",
        "0101243150",
        "0912 345 678",
        "+84912345678",
    ],
)
def test_a_customer_is_known_by_name_code_tax_code_or_phone(exchange, companies, tmp_path, written):
    assert import_people(exchange, tmp_path, written).counts.created == 1
    assert exchange.texts("contact", "full_name", "account_id") == [("Người 0", "Công ty An Bình")]


@pytest.mark.parametrize("written", ["Công ty Lạ", "Trùng Tên", "Công ty Hòa Bỉnh"])
def test_a_customer_that_is_unknown_or_not_the_only_one_is_told(
    exchange, companies, tmp_path, written
):
    assert import_people(exchange, tmp_path, written).counts.failed == 1


def test_unknown_customers_are_made_if_the_plan_says_so(exchange, companies, tmp_path):
    result = import_people(
        exchange, tmp_path, "Công ty Mới", "công ty mới", missing={"account": Missing.CREATE}
    )
    assert result.counts.created == 2
    assert [row[1] for row in exchange.texts("contact", "full_name", "account_id")] == [
        "Công ty Mới",
        "Công ty Mới",
    ]
    codes = [code for _name, code in exchange.texts("account", "name", "code")]
    assert all(codes)
    assert len(set(codes)) == len(codes)
    exchange.undo(result.run)
    assert len(exchange.texts("account", "name")) == 5


def test_users_are_never_made_of_names(exchange, tmp_path):
    rows = [["Tên", "Phụ trách"], ["A", "Nguyễn Văn An"], ["B", "Không Ai Cả"]]
    path = make_xlsx(tmp_path / "a.xlsx", rows)
    columns = {"Tên": "name", "Phụ trách": "owner_id"}
    plan = exchange.plan(path, columns, missing={"app_user": Missing.CREATE})
    assert exchange.run(plan).counts.failed == 1
    exchange.run(exchange.plan(path, columns))
    assert exchange.texts("app_user", "full_name") == [("Nguyễn Văn An",)]
    assert exchange.texts("account", "name", "owner_id")[0] == ("A", "Nguyễn Văn An")


def test_tags_are_split_and_made_once(exchange, tmp_path):
    rows = [["Tên", "Nhãn"], ["A", "VIP, Bán lẻ"], ["B", "vip; Ban le"], ["C", None]]
    path = make_xlsx(tmp_path / "a.xlsx", rows)
    exchange.run(exchange.plan(path, {"Tên": "name", "Nhãn": "tags"}))
    assert exchange.texts("tag", "name") == [("Bán lẻ",), ("VIP",)]
    assert exchange.texts("account", "name", "tags") == [
        ("A", "Bán lẻ, VIP"),
        ("B", "Bán lẻ, VIP"),
        ("C", ""),
    ]


def test_a_tag_for_all_rows_joins_those_of_the_file_and_of_known_records(exchange, tmp_path):
    path = make_xlsx(tmp_path / "a.xlsx", [["Tên", "Nhãn"], ["A", "VIP"], ["B", None]])
    columns = {"Tên": "name", "Nhãn": "tags"}
    exchange.run(exchange.plan(path, columns, fixed={"tags": "Hội chợ"}))
    plan = exchange.plan(
        path, {"Tên": "name"}, keys=("name",), policy=Policy.OVERWRITE, fixed={"tags": "2026"}
    )
    assert exchange.run(plan).counts.updated == 2
    assert exchange.texts("account", "name", "tags") == [
        ("A", "2026, Hội chợ, VIP"),
        ("B", "2026, Hội chợ"),
    ]


def test_a_value_for_all_rows_gives_way_to_the_row_s_own(exchange, tmp_path):
    path = make_xlsx(tmp_path / "a.xlsx", [["Tên", "Loại"], ["A", "Nhà cung cấp"], ["B", None]])
    fixed = {"party_type": "person", "account_type": "Partner"}
    columns = {"Tên": "name", "Loại": "account_type"}
    exchange.run(exchange.plan(path, columns, fixed=fixed))
    assert exchange.texts("account", "name", "party_type", "account_type") == [
        ("A", "Person", "Supplier"),
        ("B", "Person", "Partner"),
    ]


def test_a_value_for_all_rows_that_is_none_is_refused_at_once(exchange, tmp_path):
    path = make_xlsx(tmp_path / "a.xlsx", [["Tên"], ["A"]])
    plan = exchange.plan(path, {"Tên": "name"}, fixed={"party_type": "hội"})
    with pytest.raises(InputError, match="Company or person"):
        exchange.trial(plan)


def test_a_parent_may_stand_in_an_earlier_row_of_the_file(exchange, tmp_path):
    rows = [["Tên", "Công ty mẹ"], ["Tập đoàn An Bình", None], ["Chi nhánh 1", "Tập đoàn An Bình"]]
    path = make_xlsx(tmp_path / "a.xlsx", rows)
    result = exchange.run(exchange.plan(path, {"Tên": "name", "Công ty mẹ": "parent_id"}))
    assert result.counts.created == 2
    assert exchange.texts("account", "name", "parent_id")[0] == ("Chi nhánh 1", "Tập đoàn An Bình")


def test_several_columns_fill_one_field(exchange, tmp_path):
    headers = ["Tên", "Họ đệm", "Điện thoại", "Di động"]
    rows = [headers, ["An", "Nguyễn Văn", "024 3825 1234", 912345678]]
    path = make_xlsx(tmp_path / "a.xlsx", rows)
    columns = dict(zip(headers, ["full_name", "full_name", "phones", "phones"], strict=True))
    exchange.run(exchange.plan(path, columns, "contact"))
    assert exchange.texts("contact", "full_name", "phones") == [
        ("Nguyễn Văn An", "024 3825 1234, 0912 345 678")
    ]


@pytest.mark.parametrize(
    ("held", "written", "is_known"),
    [
        ("Công ty An Bình", "CÔNG TY AN BÌNH", True),
        ("Công ty An Bình", "  Công ty   An Bình ", True),
        ("Công ty Hưng", "Công ty Hùng", False),
        ("Công ty An", "Công ty An Bình", False),
    ],
)
def test_names_are_the_same_whatever_their_capitals_but_not_their_accents(
    exchange, tmp_path, held, written, is_known
):
    columns = {"Tên": "name"}
    for name in (held, written):
        path = make_xlsx(tmp_path / "a.xlsx", [["Tên"], [name]])
        result = exchange.run(exchange.plan(path, columns, keys=("name",)))
    assert result.counts.skipped == int(is_known)


@pytest.mark.parametrize(
    ("held", "written", "is_known"),
    [
        ("Nguyễn Văn An", "NGUYỄN VĂN AN", True),
        ("NGUYỄN VĂN AN", "Nguyễn Văn An", True),
        ("nguyễn văn An", "nguyễn văn An", True),
        ("Nguyễn Văn Hùng", "Nguyễn Văn Hưng", False),
    ],
)
def test_people_are_the_same_whatever_their_capitals(exchange, tmp_path, held, written, is_known):
    for name in (held, written):
        path = make_xlsx(tmp_path / "a.xlsx", [["Họ tên"], [name]])
        plan = exchange.plan(path, {"Họ tên": "full_name"}, "contact", keys=("full_name",))
        result = exchange.run(plan)
    assert result.counts.skipped == int(is_known)


@pytest.fixture
def team(exchange):
    """Fill the profile with a colleague and a unit."""
    with exchange.work.store.work(exchange.work.actor, "app_user.create") as work:
        user = {"full_name": "Trần Thị Lan", "login": "lantt", "emails": ["lan@anbinh.vn"]}
        work.bulk_insert("app_user", [user])
        work.bulk_insert("org_unit", [{"name": "Chi nhánh Hà Nội", "code": "CNHN"}])


@pytest.mark.parametrize(
    "written", ["Trần Thị Lan", "tran thi lan", "lantt", "LANTT", "lan@anbinh.vn", "Lan@AnBinh.vn"]
)
def test_the_person_in_charge_is_known_by_name_login_or_e_mail(exchange, team, tmp_path, written):
    path = make_xlsx(tmp_path / "a.xlsx", [["Tên", "Người phụ trách"], ["A", written]])
    exchange.run(exchange.plan(path, {"Tên": "name", "Người phụ trách": "owner_id"}))
    assert exchange.texts("account", "name", "owner_id") == [("A", "Trần Thị Lan")]


@pytest.mark.parametrize("written", ["Chi nhánh Hà Nội", "chi nhanh ha noi", "CNHN"])
def test_the_unit_is_known_by_name_or_code(exchange, team, tmp_path, written):
    path = make_xlsx(tmp_path / "a.xlsx", [["Tên", "Đơn vị"], ["A", written]])
    exchange.run(exchange.plan(path, {"Tên": "name", "Đơn vị": "org_unit_id"}))
    assert exchange.texts("account", "name", "org_unit_id") == [("A", "Chi nhánh Hà Nội")]


@pytest.mark.parametrize(
    ("missing", "wanted"), [(Missing.ME, "Nguyễn Văn An"), (Missing.EMPTY, None)]
)
def test_records_of_unknown_people_are_mine_or_as_new_ones_are(
    exchange, team, tmp_path, missing, wanted
):
    path = make_xlsx(tmp_path / "a.xlsx", [["Tên", "Phụ trách"], ["A", "Không Ai Cả"]])
    columns = {"Tên": "name", "Phụ trách": "owner_id"}
    plan = exchange.plan(path, columns, missing={"app_user": missing})
    assert exchange.trial(plan).unknown[0].names == ("Không Ai Cả",)
    assert exchange.run(plan).counts.created == 1
    ((_name, owner),) = exchange.texts("account", "name", "owner_id")
    if wanted:
        assert owner == wanted


def test_nothing_but_a_user_can_be_me(exchange, tmp_path):
    path = make_xlsx(tmp_path / "a.xlsx", [["Tên", "Ngành"], ["A", "Ngành lạ"]])
    columns = {"Tên": "name", "Ngành": "industry_id"}
    plan = exchange.plan(path, columns, missing={"industry": Missing.ME})
    assert exchange.run(plan).counts.failed == 1


@pytest.mark.parametrize(
    ("entity", "when"), [("call", "called_at"), ("visit", "visited_at"), ("note", "noted_at")]
)
def test_what_happened_with_customers_is_imported_with_them(
    exchange, companies, tmp_path, entity, when
):
    rows = [["Chủ đề", "Khách hàng", "Ngày"]]
    rows += [["Hỏi giá", "KH01", "12/03/2026 09:30"], ["Gọi lại", "0912345678", "13/03/2026"]]
    path = make_xlsx(tmp_path / "a.xlsx", rows)
    columns = {"Chủ đề": "subject", "Khách hàng": "account_id", "Ngày": when}
    assert exchange.run(exchange.plan(path, columns, entity)).counts.created == 2
    assert exchange.texts(entity, "subject", "account_id") == [
        ("Gọi lại", "Công ty An Bình"),
        ("Hỏi giá", "Công ty An Bình"),
    ]


@pytest.mark.parametrize(
    ("entity", "told"),
    [("note", "body"), ("call", "result"), ("visit", "result"), ("meeting", "result")],
)
def test_what_comes_with_a_text_alone_is_named_by_its_first_line(exchange, tmp_path, entity, told):
    rows = [["Nội dung", "Chủ đề"], ["Đã gửi báo giá\nkhách hẹn thứ hai", None], ["Hỏi lại", "Gọi"]]
    path = make_xlsx(tmp_path / "a.xlsx", rows)
    only_text = exchange.plan(path, {"Nội dung": told}, entity)
    both = exchange.plan(path, {"Nội dung": told, "Chủ đề": "subject"}, entity)
    assert exchange.run(only_text).counts.created == 2
    assert exchange.run(both).counts.created == 2
    subjects = [subject for (subject,) in exchange.texts(entity, "subject")]
    assert sorted(subjects) == ["Gọi", "Hỏi lại", "Đã gửi báo giá", "Đã gửi báo giá"]


def test_a_customer_is_never_named_by_what_is_told_about_it(exchange, tmp_path):
    path = make_xlsx(tmp_path / "a.xlsx", [["Mô tả", "Ngành"], ["Khách quen", "May mặc"]])
    plan = exchange.plan(path, {"Mô tả": "description"})
    assert exchange.run(plan).counts.failed == 1


def test_calls_of_the_past_come_as_held(exchange, tmp_path):
    rows = [["Chủ đề", "Trạng thái"], ["A", "Held"], ["B", None], ["C", "Missed"]]
    path = make_xlsx(tmp_path / "a.xlsx", rows)
    plan = exchange.plan(path, {"Chủ đề": "subject", "Trạng thái": "status"}, "call")
    assert exchange.run(plan).counts.created == 3
    assert exchange.texts("call", "subject", "status") == [
        ("A", "Held"),
        ("B", "Planned"),
        ("C", "Missed"),
    ]


def test_calls_with_a_result_come_as_held_though_no_column_says_so(exchange, tmp_path):
    path = make_xlsx(tmp_path / "a.xlsx", [["Chủ đề", "Kết quả"], ["A", "Chốt"], ["B", None]])
    plan = exchange.plan(path, {"Chủ đề": "subject", "Kết quả": "result"}, "call")
    assert exchange.run(plan).counts.created == 2
    assert exchange.texts("call", "subject", "status") == [("A", "Held"), ("B", "Planned")]


def test_no_file_tells_the_state_of_what_only_commands_move(exchange, tmp_path):
    path = make_xlsx(tmp_path / "a.xlsx", [["Họ tên", "Trạng thái"], ["A", "Converted"]])
    plan = exchange.plan(path, {"Họ tên": "full_name", "Trạng thái": "status"}, "lead")
    with pytest.raises(InputError, match="status"):
        exchange.run(plan)
