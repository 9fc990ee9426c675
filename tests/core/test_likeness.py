"""Duplicates are told from namesakes, families and switchboards: measured on pairs of our own.

A line is a verdict and two records: same (likely or surer), weak (worth a hint), other (silent).
A record is name / phones / e-mails / tax code.
"""

from __future__ import annotations

from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.entities import get_entity
from desktop.core.kinds import kind_of
from desktop.core.likeness import LIKELY, STRONG, WEAK, compare
from desktop.models import load_all

load_all()

ACCOUNTS: Final = """
same | Công ty TNHH Minh Phát | CTY TNHH MINH PHAT
same | Công ty TNHH Minh Phát | Cty TNHH MTV Minh Phát
same | Công ty TNHH Một Thành Viên Minh Phát | Công ty TNHH Minh Phát
same | Công ty Cổ phần Hoà Bình | Công ty CP Hòa Bình
same | Công ty Cổ phần Hoà Bình | CTCP Hoà Bình
same | Công ty Cổ phần Đại Dương Xanh | CONG TY CO PHAN DAI DUONG XANH
same | Công ty TNHH Thương mại Dịch vụ An Khang | Cty TNHH TM DV An Khang
same | Công ty TNHH Thương mại và Dịch vụ An Khang | Công ty TNHH TMDV An Khang
same | Công ty TNHH Sản xuất Bao bì Tân Tiến | Cty TNHH SX Bao Bì Tân Tiến
same | Công ty CP Đầu tư Xây dựng Sông Hồng | Công ty Cổ phần ĐT XD Sông Hồng / / / 0101234567
same | Minh Long Co., Ltd | Công ty TNHH Minh Long
same | Sao Mai JSC | Công ty cổ phần Sao Mai
same | Hải Âu Joint Stock Company | CTCP Hải Âu
same | Doanh nghiệp tư nhân Kim Liên | DNTN Kim Liên
same | Hộ kinh doanh Phở Thìn Bờ Hồ | HKD Phở Thìn Bờ Hồ
same | Tập đoàn Hoà Phát | Hoà Phát Group
same | Công ty TNHH Việt Nam Samho | Cty TNHH VN Samho
same | Công ty TNHH Lý Thường Kiệt | Công ty TNHH Lí Thường Kiệt
same | Công ty TNHH Thuý Nga | Công ty TNHH Thúy Nga
same | Công ty TNHH XNK Trường Sơn | Công ty TNHH Xuất nhập khẩu Trường Sơn
same | Công ty CP Minh Phát / / / 0101234567 | Minh Phát / / / 0101234567
same | Cửa hàng Hoa Tươi Đà Lạt / / / 0101234567 | Công ty TNHH Hoa Đà Lạt / / / 0101234567
same | Nguyễn Văn Hùng / 0912 345 678 | Nguyen Van Hung / +84 912 345 678
same | Nguyễn Văn Hùng / 0912345678 | Anh Nguyễn Văn Hùng / 84912345678
same | Trần Thị Lan / / lan.tran@example.vn | Trần Thị Lan / / LAN.TRAN@example.vn
same | Lê Hoà / 0168 345 6789 | Lê Hòa / 0383456789
same | Công ty ABC / 024 3825 1234 / info@abc.vn | ABC / (024) 3825.1234 / info@abc.vn
same | Công ty TNHH Bình Minh / 02838123456 | Cty TNHH Bình Minh / 028 38 123 456
same | Công ty TNHH Bình Minh / / a@binhminh.vn | Bình Minh / / a@binhminh.vn
same | Khách sạn Mường Thanh / / sales@mt.vn / 0101234567 | Mường Thanh / / sales@mt.vn / 0101234567
same | Phạm Quỳnh Anh / 0987.654.321 / qa@x.vn | Phạm Quỳnh Anh / 0987654321
same | Đỗ Mạnh Cường / 0903 111 222 | ĐỖ MẠNH CƯỜNG / 0903111222; 0911222333
same | Công ty Luật TNHH Trí Việt | CONG TY LUAT TNHH TRI VIET
same | Công ty TNHH Nội thất Gỗ Việt | CÔNG TY TNHH NỘI THẤT GỖ VIỆT
same | Công ty CP Dược phẩm Hậu Giang | Cty Cổ Phần Dược Phẩm Hậu Giang
same | Trường Mầm non Hoa Sen / 0912000111 | Trường mầm non Hoa Sen / 0912 000 111
same | Spa Ngọc Lan | SPA NGỌC LAN
same | Garage Thành Công | Garage Thanh Cong
weak | Công ty TNHH Minh Phát | Công ty CP Minh Phát
weak | Công ty TNHH Thương mại Minh Phát | Công ty TNHH Xây dựng Minh Phát
weak | Nguyễn Văn Hùng | Nguyễn Văn Hùng
weak | Nguyễn Văn Hùng | Nguyen Van Hung
weak | Nguyễn Văn Hùng / 0912345678 | Nguyễn Thị Mai / 0912345678
weak | Công ty TNHH Hoa Mai / 02438251234 | Công ty CP Thép Việt / 024 3825 1234
weak | Trần Văn Ba / / giadinh@x.vn | Trần Thị Tư / / giadinh@x.vn
weak | Chị Lê Thị Hoa | Lê Thị Hoa
weak | Cty TNHH Sơn Hà / 0912345678 / / 0101234567 | Cty TNHH Sơn Hà / 0912345678 / / 0309876543
other | Công ty TNHH Sơn Hà / / / 0101234567 | Công ty TNHH Sơn Hà / / / 0309876543
other | Công ty TNHH Minh Phát | Công ty TNHH Minh Phương
other | Công ty TNHH Minh Phát | Công ty TNHH Phát Minh
other | Công ty TNHH Hoàng Gia | Công ty TNHH Hoàng Giang
other | Công ty TNHH Hùng Vương | Công ty TNHH Hưng Vượng
other | Công ty TNHH Thương mại Dịch vụ | Công ty CP Thương mại Xây dựng
other | Công ty TNHH Việt Á | Công ty TNHH Việt Á Châu
other | Công ty CP Sông Đà 1 | Công ty CP Sông Đà 2
other | Chi nhánh Công ty TNHH Sao Việt | Công ty TNHH Sao Việt
other | Nguyễn Văn Hùng | Nguyễn Văn Hưng
other | Nguyễn Văn Hùng | Nguyễn Văn Hoàng
other | Nguyễn Thị Lan | Nguyễn Thị Lan Anh
other | Trần Văn Nam | Lê Văn Nam
other | Anh Tuấn | Tuấn Anh
other | Lan | Lan
other | Nguyễn Văn Hùng / 0912345678 | Nguyễn Văn Hưng / 0912345679
other | Phở Hùng | Phở Hưng
other | Công ty TNHH A | Công ty CP A
other | Công ty TNHH Long Thành / 0912345678 | Công ty CP Bình An / 0987654321
other | Bệnh viện Bạch Mai | Bệnh viện Bạch Mai 2
other | Công ty TNHH Đông Á | Công ty TNHH Đông A
other | Công ty CP FPT Telecom | Công ty CP FPT Software
"""
PERSONS: Final = """
same | Nguyễn Văn Hùng / 0912 345 678 | Nguyen Van Hung / 0912345678
same | Nguyễn Văn Hùng / 0912.345.678 | NGUYỄN VĂN HÙNG / +84912345678
same | Nguyễn Văn Hùng / 0912-345-678 | Nguyễn Văn Hùng / 84 912 345 678
same | Trần Thị Thuý / / thuy@x.vn | Trần Thị Thúy / / thuy@x.vn
same | Chị Phạm Thu Hà / 0903123456 | Phạm Thu Hà / 0903 123 456
same | Ông Lê Văn Tám / 0903123456 | Lê Văn Tám / 0903123456
same | TS. Vũ Đức Minh / / minh@uni.edu.vn | Vũ Đức Minh / / minh@uni.edu.vn
same | Đặng Thị Hường / 0168 345 6789 | Dang Thi Huong / 0383456789
same | Hoàng Mỹ Linh / 0912345678 | Hoàng Mĩ Linh / 0912345678
same | Lý Văn Sơn / / ly.son@x.vn | Lí Văn Sơn / / LY.SON@X.VN
same | Bùi Quang Huy / 0912345678 / huy@x.vn | B. Q. Huy / 0912345678 / huy@x.vn
same | Đỗ Thị Hoà / 0978111222 | Đỗ Thị Hòa / 0978 111 222
same | Ngô Bảo Châu / 0912345678; 0987654321 | Ngô Bảo Châu / 0987654321
same | Phan Văn Đức / / duc@a.vn; duc@b.vn | Phan Van Duc / / duc@b.vn
same | Mai Phương Thuý / 0122 345 6789 | Mai Phương Thúy / 0912000000; 0773456789
same | John Smith / / john@smith.com | John Smith / / john@smith.com
weak | Nguyễn Văn Hùng / 0912345678 | Nguyễn Thị Mai / 0912345678
weak | Nguyễn Văn Hùng / 02438251234 | Trần Đức Anh / 024 3825 1234
weak | Lê Thị Hoa | Lê Thị Hoa
weak | Lê Thị Hoa | LE THI HOA
weak | Hồ Ngọc Hà / / info@cty.vn | Trần Quốc Bảo / / info@cty.vn
weak | Bà Ngô Thị Bưởi | Ngô Thị Bưởi
other | Nguyễn Văn Hùng | Nguyễn Văn Hưng
other | Trần Thị Lan | Trần Thị Lam
other | Trần Thị Lan | Trần Thị Ngọc Lan
other | Phạm Tuấn Anh | Phạm Anh Tuấn
other | Lê Minh | Lê Minh Đức
other | Lan | Lan
other | Hùng | Hùng
other | Đỗ Hà | Đỗ Hạ
other | Nguyễn Đức Thắng / 0912345678 | Nguyễn Đức Thăng / 0912345679
other | Vũ Thị Thảo / 0912345678 | Võ Thị Thảo / 0987654321
other | Đinh Công Tráng | Định Công Trang Anh
other | Trần Dũng | Trần Dung
other | Hoàng Yến / 0912345678 | Hoàng Yên / 0987111222
other | Nguyễn Thị Bích / / b@x.vn | Nguyễn Thị Bích Ngọc / / n@x.vn
other | Lâm Chấn Huy | Lâm Chấn Khang
other | Tô Hoài | Tô Hoài Nam
"""
PAIRS = [
    (entity, *[part.strip() for part in line.split("|")])
    for entity, lines in (("account", ACCOUNTS), ("contact", PERSONS))
    for line in lines.strip().splitlines()
]
NAMES = ("name", "phones", "emails", "tax_code")


def record(entity: str, text: str) -> dict[str, Any]:
    facts = get_entity(entity)
    names = (facts.title, *NAMES[1:])
    values: dict[str, Any] = {}
    for name, part in zip(names, text.split("/"), strict=False):
        if part.strip() and name in facts.by_name:
            field = facts.field(name)
            values[name] = kind_of(field).normalise(field, kind_of(field).parse(field, part))
    return values


def verdict(entity: str, left: str, right: str) -> str:
    score = compare(get_entity(entity), record(entity, left), record(entity, right)).score
    return "same" if score >= LIKELY else "weak" if score >= WEAK else "other"


def test_there_are_pairs_enough():
    assert len(PAIRS) >= 100


@pytest.mark.parametrize(("entity", "label", "left", "right"), PAIRS)
def test_a_pair_is_told_as_a_person_would(entity: str, label: str, left: str, right: str):
    assert verdict(entity, left, right) == label
    assert verdict(entity, right, left) == label


def test_a_tax_code_and_a_mail_are_strong():
    left = record("account", "Hoa Mai / / a@hoamai.vn / 0101234567")
    right = record("account", "Cty Hoa Mai / / a@hoamai.vn / 0101234567")
    found = compare(get_entity("account"), left, right)
    assert found.score >= STRONG
    assert {"tax_code", "emails"} <= {*found.fields}


def test_namesakes_of_one_company_are_likely_and_of_two_birthdays_are_not():
    contact = get_entity("contact")
    one = {"full_name": "Lê Thị Hoa", "account_id": "a"}
    assert compare(contact, one, one).score >= LIKELY
    born = [{"full_name": "Lê Thị Hoa", "birth_on": day} for day in ("1990-01-01", "1991-02-03")]
    assert compare(contact, *born).score < WEAK
    assert compare(contact, born[0], born[0]).score >= LIKELY


def test_namesakes_on_cards_of_one_company_are_likely():
    card = get_entity("business_card")
    one = {"full_name": "Lê Thị Hoa", "company": "Công ty TNHH Sao Mai"}
    other = {"full_name": "Le Thi Hoa", "company": "SAO MAI CO., LTD"}
    assert compare(card, one, other).score >= LIKELY


texts = st.text(alphabet="aáàâbcdđeêhiyoôơnuưgt & .-0123AĐN", max_size=24)
made = st.fixed_dictionaries(
    {},
    optional={
        "name": texts,
        "tax_code": st.sampled_from(["0101234567", "0309876543"]),
        "phones": st.lists(
            st.sampled_from(["+84912345678", "+842438251234"]).map(
                lambda number: {"number": number, "label": ""}
            ),
            max_size=2,
        ),
    },
)


@given(left=made, right=made)
def test_likeness_is_the_same_from_both_sides_and_never_over_a_hundred(left, right):
    account = get_entity("account")
    there, back = compare(account, left, right), compare(account, right, left)
    assert there == back
    assert 0 <= there.score <= 100
    assert bool(there.fields) == (there.score > 0)
