"""Names of people and companies that never were, but could be: the demo company's and the bench's.

Every generator takes a `random.Random`, so one seed gives one company for ever.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import Final


class Gender(StrEnum):
    """The genders that given names tell apart."""

    FEMALE = "female"
    MALE = "male"


@dataclass(frozen=True, slots=True)
class Person:
    """A person's full name, and the gender that it tells."""

    full_name: str
    gender: Gender


@dataclass(frozen=True, slots=True)
class Company:
    """A company's registered name, and what everybody calls it."""

    name: str
    brand: str


def _weighted(text: str) -> tuple[str, ...]:
    """Return words, each as often as the number behind it says ("Nguyễn:38 Trần:11")."""
    words: list[str] = []
    for item in text.split():
        word, _colon, weight = item.partition(":")
        words += [word.replace("_", " ")] * int(weight or 1)
    return tuple(words)


# In thousandths of the people, as far as the published counts go.
_FAMILY_NAMES: Final = _weighted(
    """
    Nguyễn:314 Trần:109 Lê:89 Phạm:59 Huỳnh:45 Hoàng:37 Võ:34 Vũ:31 Phan:28 Trương:22 Bùi:21
    Đặng:20 Đỗ:19 Ngô:17 Hồ:15 Dương:14 Đinh:10 Nông:3 Lâm:9 Lý:9 Đoàn:8 Mai:8 Trịnh:8 Đào:8
    Cao:7 Lương:7 Hà:7 Tạ:5 Thái:5 Châu:4 Tô:4 Vương:4 Phùng:4 La:2 Quách:2 Tăng:3 Chu:3 Kiều:2
    Tôn:1 Âu:1 Từ:2 Lưu:5 Triệu:2 Văn:2 Quan:1 Thạch:2 Danh:1 Giang:1 Mạc:1 Khuất:1
    """
)
_MIDDLE_NAMES: Final = {
    Gender.FEMALE: _weighted(
        """
        Thị:40 Ngọc:12 Thanh:9 Thu:8 Minh:6 Phương:6 Kim:6 Hồng:6 Bích:4 Mỹ:4 Thùy:5 Quỳnh:4 Ánh:3
        Bảo:4 Diệu:2 Hoài:2 Khánh:3 Lan:2 Mai:3 Như:3 Tuyết:2 Thị_Ngọc:3 Thị_Thu:3 Thị_Kim:3
        Thị_Minh:2 Thị_Thanh:3 Thị_Bích:2 Thị_Hồng:2 Vân:2 Xuân:2 Yến:2 Trúc:2
        """
    ),
    Gender.MALE: _weighted(
        """
        Văn:30 Minh:10 Đức:8 Hữu:7 Quốc:7 Thanh:7 Anh:5 Công:5 Đình:5 Xuân:4 Quang:5 Ngọc:4 Tuấn:4
        Hoàng:4 Gia:4 Bá:2 Trọng:3 Thành:4 Duy:4 Mạnh:3 Việt:3 Tiến:3 Trung:2 Chí:2 Phúc:2 Nhật:2
        Bảo:2 Khắc:1 Thế:2 Tấn:2 Viết:1 Sỹ:1
        """
    ),
}
_GIVEN_NAMES: Final = {
    Gender.FEMALE: tuple(
        """
        An Anh Ánh Bích Châu Chi Cúc Diễm Diệp Dung Duyên Đào Giang Hà Hạnh Hân Hằng Hậu Hiền Hiếu
        Hoa Hòa Hoài Hồng Huệ Huyền Hương Hường Khuê Kiều Lan Lài Lệ Liên Liễu Linh Loan Lụa Ly Mai
        Mến Minh My Mỹ Nga Ngà Ngân Nghi Ngọc Nguyên Nguyệt Nhàn Nhi Nhung Như Oanh Phương Phượng
        Quế Quyên Quỳnh Sen Sương Tâm Thanh Thảo Thắm Thoa Thơ Thu Thúy Thủy Thùy Thư Thương Tiên
        Trà Trang Trâm Trinh Trúc Tú Tuyền Tuyết Tươi Uyên Vân Vi Vy Xuân Xuyến Ý Yên Yến
        """.split()
    ),
    Gender.MALE: tuple(
        """
        An Ân Anh Ba Bách Bảo Bằng Bình Cảnh Chiến Chính Chung Công Cường Danh Dân Duy Dũng Dương
        Đại Đạt Điệp Định Đoàn Đông Đức Giang Giáp Hà Hải Hào Hậu Hiển Hiệp Hiếu Hòa Hoàn Hoàng
        Hưng Hùng Huấn Huy Huỳnh Kha Khải Khang Khánh Khoa Khôi Kiên Kiệt Lâm Lập Long Lộc Lợi Luân
        Lực Mạnh Minh Nam Nghĩa Nghị Nguyên Nhân Nhật Ninh Phát Phi Phong Phú Phúc Phước Quang Quân
        Quý Quốc Quyền Sang Sáng Sơn Sỹ Tài Tân Tấn Thái Thành Thạch Thanh Thăng Thắng Thế Thiện
        Thịnh Thọ Thông Thuận Tiến Tiệp Tín Toàn Trí Trọng Trung Trường Tú Tuấn Tùng Tường Vinh
        Việt Vũ Vương Xuân
        """.split()
    ),
}

_FORMS: Final = _weighted(
    """
    Công_ty_TNHH:40 Công_ty_Cổ_phần:22 Công_ty_TNHH_MTV:14 Công_ty_TNHH_Một_thành_viên:4
    Doanh_nghiệp_tư_nhân:5 Hộ_kinh_doanh:6 Cửa_hàng:5 Hợp_tác_xã:2 Tập_đoàn:1 Trung_tâm:2
    Chi_nhánh_Công_ty_TNHH:1 Văn_phòng:1
    """
)
_TRADES: Final = _weighted(
    """
    Thương_mại:9 Thương_mại_Dịch_vụ:10 Thương_mại_và_Dịch_vụ:6 Xây_dựng:8 Đầu_tư_Xây_dựng:4
    Sản_xuất_Thương_mại:6 Sản_xuất:3 Vận_tải:4 Giao_nhận_Vận_tải:2 Xuất_nhập_khẩu:5 Cơ_khí:4
    Cơ_điện_lạnh:2 Điện_tử:2 Công_nghệ:4 Phần_mềm:2 Giải_pháp_Công_nghệ:2 Viễn_thông:1 Nông_sản:3
    Thực_phẩm:4 Thủy_sản:2 Chế_biến_Lương_thực:1 May_mặc:3 Dệt_may:2 Da_giày:1 Nội_thất:3 Gỗ:2
    Vật_liệu_xây_dựng:3 Thép:1 Nhựa:2 Bao_bì:2 In_ấn:2 Quảng_cáo:2 Truyền_thông:2 Du_lịch:3
    Khách_sạn:1 Nhà_hàng:1 Dược_phẩm:2 Thiết_bị_y_tế:2 Mỹ_phẩm:2 Bất_động_sản:3 Giáo_dục:2
    Đào_tạo:1 Tư_vấn_Thiết_kế:2 Kiến_trúc:1 Môi_trường:1 Năng_lượng:1 Hóa_chất:1 Phân_bón:1
    Ô_tô:2 Phụ_tùng:1 Bảo_vệ:1 Vệ_sinh_công_nghiệp:1 Logistics:2 Trang_trí:1 Văn_phòng_phẩm:1
    """
)
_FIRST_PARTS: Final = tuple(
    """
    An Ánh Âu Bảo Bắc Bách Bình Cát Châu Chí Cường Dân Diệu Duy Đại Đăng Đông Đồng Đức Gia Giang
    Hà Hải Hạnh Hiệp Hoa Hòa Hoàn Hoàng Hồng Hợp Hưng Huy Khải Khang Khánh Kiến Kim Kỳ Lâm Lan Liên
    Long Lộc Mai Mạnh Minh Mỹ Nam Nghĩa Ngọc Nguyên Nhân Nhật Ninh Phát Phong Phú Phúc Phương
    Quang Quân Quốc Sao Sông Sơn Tâm Tân Tây Thái Thanh Thành Thăng Thiên Thịnh Thuận Tiến Tín Toàn
    Trí Trung Trường Tuấn Tùng Vạn Vân Việt Vinh Vĩnh Xanh Xuân
    """.split()
)
_LAST_PARTS: Final = tuple(
    """
    An Anh Bảo Bình Châu Cường Dương Đạt Đô Đức Gia Giang Hà Hải Hân Hoa Hoàng Hưng Huy Hương Khang
    Khánh Khôi Kiên Lâm Lộc Lợi Long Minh Mỹ Nam Nghĩa Ngân Nguyên Nhân Nhật Phát Phong Phú Phúc
    Phước Phương Quân Quang Sơn Tài Tâm Tân Thắng Thành Thiên Thịnh Thọ Thuận Tiến Tín Toàn Trí
    Trung Trường Tú Tuấn Việt Vinh Vũ Vượng Xuân Yên
    """.split()
)
_JOB_TITLES: Final = _weighted(
    """
    Giám_đốc:8 Phó_giám_đốc:6 Giám_đốc_kinh_doanh:4 Trưởng_phòng_kinh_doanh:8 Nhân_viên_kinh_doanh:9
    Kế_toán_trưởng:8 Kế_toán:9 Trưởng_phòng_mua_hàng:6 Nhân_viên_mua_hàng:8 Trợ_lý_giám_đốc:3
    Trưởng_phòng_kỹ_thuật:5 Kỹ_sư:4 Quản_lý_kho:3 Hành_chính_nhân_sự:5 Trưởng_phòng_nhân_sự:2
    Chủ_cửa_hàng:4 Chủ_hộ:2 Tổng_giám_đốc:2 Chủ_tịch_hội_đồng_quản_trị:1 Trưởng_phòng_marketing:3
    """
)
_INITIALS: Final = "ABCDEGHIKLMNPQRSTVX"
_HALF: Final = 0.5
_OF_INITIALS: Final = 0.06  # of the brands are three letters,
_OF_THREE: Final = 0.45  # up to here three words, else two,
_WITHOUT_NUMBER: Final = 0.94  # and from here on they end with a number


def pick(rnd: Random, items: tuple[str, ...]) -> str:
    """Return one of `items`; quicker than `Random.choice`."""
    return items[int(rnd.random() * len(items))]


def make_person(rnd: Random) -> Person:
    """Return a person with a family, middle and given name; families as often as in Vietnam."""
    gender = Gender.FEMALE if rnd.random() < _HALF else Gender.MALE
    family = pick(rnd, _FAMILY_NAMES)
    middle = pick(rnd, _MIDDLE_NAMES[gender])
    return Person(f"{family} {middle} {pick(rnd, _GIVEN_NAMES[gender])}", gender)


def make_company(rnd: Random) -> Company:
    """Return a company, such as "Công ty TNHH Thương mại Dịch vụ Hưng Thịnh Phát"."""
    brand = _make_brand(rnd)
    form = pick(rnd, _FORMS)
    if form in {"Cửa hàng", "Văn phòng"} and rnd.random() < _HALF:
        return Company(f"{form} {brand}", brand)
    return Company(f"{form} {pick(rnd, _TRADES)} {brand}", brand)


def make_job_title(rnd: Random) -> str:
    """Return what a contact person does at a company."""
    return pick(rnd, _JOB_TITLES)


def _make_brand(rnd: Random) -> str:
    chance = rnd.random()
    if chance < _OF_INITIALS:
        return "".join([_INITIALS[int(rnd.random() * len(_INITIALS))] for _ in range(3)])
    brand = f"{pick(rnd, _FIRST_PARTS)} {pick(rnd, _LAST_PARTS)}"
    if chance < _OF_THREE:
        brand = f"{brand} {pick(rnd, _LAST_PARTS)}"
    if chance > _WITHOUT_NUMBER:
        brand = f"{brand} {int(rnd.random() * 98) + 1}"
    return brand
