"""Rows that hang on the large company's customers: contact persons, notes, calls."""

from __future__ import annotations

from bench.large_rows import Company, Made, Reach
from desktop.core.collation import sort_key
from desktop.core.kinds.base import Stored
from desktop.core.names import person_sort_key
from desktop.core.words import search_document
from desktop.services.demo.names import make_job_title, make_person, pick
from desktop.services.demo.reach import make_mobile, make_person_email

SUBJECTS = (
    "Gọi lại theo hẹn", "Gửi báo giá lần hai", "Khách hỏi thời hạn giao hàng", "Hẹn gặp tuần sau",
    "Nhắc thanh toán đợt 1", "Khách phàn nàn về bao bì", "Đã gửi mẫu sản phẩm", "Cần hợp đồng mẫu",
    "Đổi người liên hệ", "Quan tâm gói bảo trì năm", "Xin chiết khấu thêm", "Đã ký biên bản",
)  # fmt: skip
BODIES = (
    "Khách muốn xem thêm hình ảnh thực tế trước khi quyết định.",
    "Đã trao đổi với kế toán trưởng, hóa đơn xuất cuối tháng.",
    "Bên khách đang so sánh với hai nhà cung cấp khác, giá của ta cao hơn khoảng 5%.",
    "Hẹn gọi lại sau khi giám đốc đi công tác về.",
    "Giao hàng tại kho Bình Dương, cần xe tải dưới 5 tấn.",
)


def make_contact(company: Company, at: int, number: int) -> Made:
    """Return a person at one of the customers."""
    rnd = company.rnd
    person = make_person(rnd)
    title = make_job_title(rnd)
    own = Reach(texts=[person.full_name, title])
    own.reach([make_mobile(rnd)], [make_person_email(person.full_name, rnd)][: number % 2])
    columns: dict[str, Stored] = {
        **company.common(at),
        "full_name": person.full_name,
        "full_name_key": person_sort_key(person.full_name),
        "account_id": company.accounts[int(rnd.random() * len(company.accounts))],
        "title": title,
        "title_key": sort_key(title),
        "gender": person.gender,
        "is_primary": int(company.chance(0.5)),
        "do_not_call": int(company.chance(0.02)),
        "source_id": company.any_of(company.sources) if company.chance(0.3) else None,
        **own.columns,
    }
    return Made(
        columns, search_document(own.texts, own.pieces), "\n".join(own.pieces), tuple(own.lookups)
    )


def make_note(company: Company, at: int, number: int, account: bytes | None = None) -> Made:
    """Return a note on a customer."""
    rnd = company.rnd
    subject, body = pick(rnd, SUBJECTS), pick(rnd, BODIES)
    columns: dict[str, Stored] = {
        **company.common(at),
        "subject": subject,
        "subject_key": sort_key(subject),
        "account_id": account or company.accounts[int(rnd.random() * len(company.accounts))],
        "noted_at": at,
        "body": f"{body} ({number})",
        "deleted_at": None,
    }
    return Made(columns, search_document([subject, f"{body} ({number})"]))


def make_call(company: Company, at: int, number: int, account: bytes | None = None) -> Made:
    """Return a call with a customer."""
    rnd = company.rnd
    subject, result, phone = pick(rnd, SUBJECTS), pick(rnd, BODIES), make_mobile(rnd)
    own = Reach(texts=[subject, result])
    own.reach([phone], [])
    columns: dict[str, Stored] = {
        **company.common(at),
        "subject": subject,
        "subject_key": sort_key(subject),
        "account_id": account or company.accounts[int(rnd.random() * len(company.accounts))],
        "direction": "inbound" if company.chance(0.3) else "outbound",
        "status": "held" if number % 7 else "missed",
        "called_at": at,
        "duration_minutes": 1 + number % 25,
        "result": result,
        "deleted_at": None,
        **own.columns,
    }
    return Made(
        columns, search_document(own.texts, own.pieces), "\n".join(own.pieces), tuple(own.lookups)
    )
