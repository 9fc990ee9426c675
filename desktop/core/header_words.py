"""What people write above the columns of their customer lists, Vietnamese and English, by meaning.

Written as people write it; `meaning_of` compares without case, accents, spaces and points.
"""

from __future__ import annotations

import re
from typing import Final

from desktop.core.words import tokens

# Meaning: its headers, separated by "|".
_WORDS: Final = {
    "ordinal": "STT|TT|Số thứ tự|Thứ tự|No|No.|Nr|Index|Row|Dòng|Stt.",
    "name": "Tên|Name|Tên gọi|Tên đầy đủ|Tên hiển thị|Display name|Tiêu đề|Title",
    "customer_name": "Tên khách hàng|Khách hàng|Tên KH|KH|Customer|Customer name|Account|"
    "Account name|Client|Client name|Tên đối tác|Đối tác|Partner|Partner name|Tên nhà cung cấp|"
    "Nhà cung cấp|NCC|Tên NCC|Supplier|Vendor|Organization|Organisation|Tổ chức|Tên tổ chức",
    "company_name": "Tên công ty|Công ty|Cty|Tên cty|Doanh nghiệp|Tên doanh nghiệp|Tên DN|"
    "Tên đơn vị|Đơn vị mua hàng|Company|Company name|Business name|Cơ quan|Tên cơ quan|"
    "Nơi làm việc",
    "short_name": "Tên viết tắt|Tên tắt|Tên ngắn|Tên giao dịch|Short name|Abbreviation|Trade name",
    "person_name": "Họ tên|Họ và tên|Họ & tên|Full name|Fullname|Tên người|Họ tên khách hàng|"
    "Họ và tên khách hàng|Tên nhân viên|Person name",
    "contact_name": "Người liên hệ|Tên người liên hệ|Liên hệ|Contact|Contact name|Contact person|"
    "Người liên lạc|Đầu mối|Đầu mối liên hệ|Người LH|NLH",
    "family_name": "Họ|Họ đệm|Họ và tên đệm|Last name|Lastname|Family name|Surname",
    "middle_name": "Tên đệm|Chữ đệm|Middle name",
    "given_name": "Tên riêng|First name|Firstname|Given name",
    "salutation": "Danh xưng|Xưng hô|Cách xưng hô|Salutation|Mr/Ms|Ông/Bà|Anh/Chị",
    "representative": "Người đại diện|Đại diện|Đại diện pháp luật|Người đại diện pháp luật|"
    "Representative|Legal representative|Giám đốc|Director",
    "code": "Mã|Mã số|Code|ID|Ký hiệu",
    "customer_code": "Mã khách hàng|Mã KH|MKH|Mã đối tác|Mã NCC|Customer code|Customer ID|"
    "Account code|Account number|Mã số khách hàng|Mã số KH",
    "tax_code": "Mã số thuế|MST|Mã thuế|MS thuế|MST/CCCD|MSDN|Mã số doanh nghiệp|Mã DN|Tax code|"
    "Tax ID|Tax number|VAT number|VAT code|TIN|Tax no|Taxcode|Mã số thuế/CCCD",
    "phone": "Điện thoại|Số điện thoại|ĐT|SĐT|Số ĐT|Phone|Phone number|Phone no|Tel|Tel.|"
    "Telephone|Điện thoại liên hệ|SĐT liên hệ|ĐT liên hệ|Điện thoại khách hàng|SĐT KH|Số phone|"
    "Số liên hệ|Contact phone|Contact number|Hotline|Đường dây nóng|Work phone|Điện thoại công ty|"
    "Dien thoai 1|Phone 1|SĐT 1|ĐT 1|Tel 1",
    "mobile": "Di động|Điện thoại di động|ĐTDĐ|ĐT di động|SĐT di động|Số di động|DĐ|Mobile|"
    "Mobile phone|Cell|Cell phone|Cellphone|Handphone|Số máy|Máy di động",
    "landline": "Điện thoại bàn|Điện thoại cố định|ĐT bàn|ĐT cố định|Máy bàn|Số máy bàn|Landline|"
    "Office phone|Điện thoại cơ quan|ĐTCQ",
    "fax": "Fax|Số fax|Fax number",
    "zalo": "Zalo|Số Zalo|Zalo ID",
    "email": "Email|E-mail|Mail|Thư điện tử|Địa chỉ email|Email address|Địa chỉ mail|Gmail|"
    "Hộp thư|Email liên hệ|Email khách hàng|Email 1|Mail liên hệ|Hòm thư",
    "website": "Website|Web|Trang web|Web site|Homepage|URL|Địa chỉ web|Trang chủ|Tên miền|Site",
    "facebook": "Facebook|FB|Link Facebook|Link FB|Fanpage|Trang Facebook",
    "address": "Địa chỉ|Đ/c|ĐC|Đ/chỉ|Address|Addr|Full address|Địa chỉ đầy đủ|Địa chỉ liên hệ|"
    "Địa chỉ khách hàng|Địa chỉ KH|Địa chỉ công ty|Trụ sở|Trụ sở chính|Địa chỉ trụ sở|Nơi ở|"
    "Chỗ ở|Địa chỉ nhà|Địa điểm|Location|Head office",
    "billing_address": "Địa chỉ xuất hóa đơn|Địa chỉ hóa đơn|Địa chỉ xuất HĐ|Địa chỉ thuế|"
    "Billing address|Invoice address|Địa chỉ đăng ký kinh doanh|Địa chỉ ĐKKD",
    "shipping_address": "Địa chỉ giao hàng|Nơi giao hàng|Địa chỉ nhận hàng|Shipping address|"
    "Delivery address",
    "street": "Đường|Số nhà|Số nhà, đường|Đường phố|Street|Street address|Address line 1",
    "commune": "Phường|Xã|Phường/Xã|Xã/Phường|Phường/Xã/Đặc khu|Xã/Phường/Thị trấn|Ward|Commune|"
    "Phường xã|Xã phường",
    "district": "Quận|Huyện|Quận/Huyện|Quận huyện|District|Quận/Huyện/TP",
    "province": "Tỉnh|Tỉnh thành|Tỉnh/Thành phố|Tỉnh/TP|Thành phố|TP|Tỉnh/Thành|Province|City|"
    "Province/City|State|Tỉnh thành phố|Khu vực tỉnh",
    "region": "Khu vực|Vùng|Miền|Region|Area|Vùng miền|Địa bàn",
    "country": "Quốc gia|Nước|Country|Quốc tịch|Nationality",
    "postcode": "Mã bưu điện|Mã bưu chính|Postcode|Postal code|Zip|Zip code",
    "industry": "Ngành nghề|Ngành|Lĩnh vực|Lĩnh vực kinh doanh|Ngành nghề kinh doanh|Ngành hàng|"
    "Industry|Sector|Business line|Lĩnh vực hoạt động",
    "size": "Quy mô|Quy mô công ty|Company size|Quy mô doanh nghiệp",
    "employees": "Số nhân viên|Số lao động|Số lượng nhân viên|Employees|Headcount|"
    "Number of employees|Nhân sự",
    "revenue": "Doanh thu|Doanh thu năm|Doanh số|Revenue|Annual revenue|Turnover|Sales",
    "source": "Nguồn|Nguồn khách hàng|Nguồn KH|Nguồn gốc|Nguồn khách|Nguồn data|Source|"
    "Lead source|Customer source|Kênh|Kênh tiếp cận|Channel|Biết đến qua",
    "owner": "Người phụ trách|Phụ trách|NV phụ trách|Nhân viên phụ trách|NVKD|"
    "Nhân viên kinh doanh|NV kinh doanh|Nhân viên|Nhân viên bán hàng|Sale|Sales rep|Salesman|"
    "Salesperson|Owner|Account owner|Assigned to|Người quản lý|Quản lý|Người theo dõi|"
    "Người chăm sóc|Responsible|Person in charge|PIC|Tên sale",
    "unit": "Đơn vị|Đơn vị phụ trách|Bộ phận|Phòng ban phụ trách|Unit|Org unit|Chi nhánh|"
    "Branch|Team",
    "birth_date": "Ngày sinh|Sinh nhật|Ngày tháng năm sinh|NTNS|Năm sinh|Birthday|Birth date|"
    "Date of birth|DOB|Birthdate|Ngày/tháng/năm sinh",
    "founded_on": "Ngày thành lập|Thành lập|Năm thành lập|Founded|Founding date|Established|"
    "Ngày cấp phép|Ngày hoạt động",
    "gender": "Giới tính|Giới|Phái|Gender|Sex|Nam/Nữ",
    "job_title": "Chức vụ|Chức danh|Vị trí|Position|Job title|Job|Role|Vai trò|Nghề nghiệp|"
    "Occupation",
    "department": "Phòng ban|Phòng|Department|Bộ phận công tác|Dept",
    "personal_id": "CCCD|CMND|Số CCCD|Số CMND|CMND/CCCD|CCCD/CMND|Căn cước|Căn cước công dân|"
    "Số định danh|Citizen ID|Identity card|ID number|ID card|Hộ chiếu|Passport",
    "bank_account": "Số tài khoản|STK|Tài khoản|Tài khoản ngân hàng|TK ngân hàng|Bank account|"
    "Account no",
    "bank": "Ngân hàng|Tên ngân hàng|Bank|Bank name|Mở tại",
    "type": "Loại|Loại khách hàng|Loại KH|Phân loại|Kiểu|Type|Customer type|Account type|Loại hình",
    "group": "Nhóm|Nhóm khách hàng|Nhóm KH|Group|Customer group|Phân nhóm|Category|Danh mục",
    "tier": "Hạng|Hạng khách hàng|Xếp hạng|Cấp độ|Tier|Rating|Rank|Đánh giá|Level|Hạng thành viên",
    "status": "Trạng thái|Tình trạng|Status|State of customer|Giai đoạn|Stage|Tình trạng KH",
    "tags": "Thẻ|Nhãn|Tag|Tags|Label|Labels|Từ khóa|Keywords",
    "note": "Ghi chú|Chú thích|Note|Notes|Remark|Remarks|Comment|Comments|Diễn giải|Mô tả|"
    "Description|Nội dung|Thông tin thêm|Ghi chú khác|GC",
    "need": "Nhu cầu|Nhu cầu khách hàng|Quan tâm|Sản phẩm quan tâm|Need|Needs|Interest|Yêu cầu",
    "family": "Gia đình|Hoàn cảnh gia đình|Family|Vợ/chồng|Con",
    "parent": "Công ty mẹ|Đơn vị chủ quản|Khách hàng cha|Parent|Parent account|Parent company|"
    "Trực thuộc",
    "created_at": "Ngày tạo|Ngày nhập|Ngày thêm|Created|Created at|Created on|Creation date",
    "changed_at": "Ngày cập nhật|Ngày sửa|Cập nhật|Updated|Updated at|Modified|Modified on",
    "date": "Ngày|Date|Ngày tháng|Thời gian|Time|Ngày giờ|Thời điểm|When|Lúc",
    "started": "Bắt đầu|Bắt đầu lúc|Thời gian bắt đầu|Giờ bắt đầu|Ngày gọi|Giờ gọi|Thời gian gọi|"
    "Ngày thăm|Ngày gặp|Ngày ghi|Start|Start time|Started at|Call time|Call date",
    "direction": "Chiều gọi|Chiều|Chiều cuộc gọi|Hướng|Hướng gọi|Hướng cuộc gọi|Loại cuộc gọi|"
    "Gọi đến/Gọi đi|Đến/Đi|Direction|Call direction|Call type",
    "duration": "Số phút|Phút|Thời lượng|Thời lượng gọi|Thời lượng cuộc gọi|Minutes|Duration|"
    "Call duration|Length",
    "result": "Kết quả|Kết quả gọi|Kết quả cuộc gọi|Kết quả trao đổi|Result|Outcome|Call result",
    "next": "Gọi lại lúc|Hẹn gọi lại|Ngày hẹn|Lịch hẹn|Hẹn tiếp theo|Lần thăm tới|Lần gặp tới|"
    "Ngày liên hệ tiếp theo|Next call|Next visit|Next meeting|Next contact|Follow up|Callback",
    "amount": "Số tiền|Thành tiền|Tổng tiền|Amount|Total|Giá trị|Value|Tổng cộng",
    "debt": "Công nợ|Dư nợ|Balance|Debt|Outstanding",
    "price": "Giá|Đơn giá|Price|Unit price|Giá bán",
    "quantity": "Số lượng|SL|Quantity|Qty",
    "currency": "Loại tiền|Tiền tệ|Currency|Đơn vị tiền",
    "product": "Sản phẩm|Tên sản phẩm|Hàng hóa|Product|Product name|Dịch vụ|Service",
    "subject": "Chủ đề|Subject|Về việc|Việc|Tên việc|Tên cuộc gọi",
    "partner_status": "Đang sử dụng|Active|Kích hoạt",
}

# Meanings that stand in for each other where the better one has no field.
_RELATED: Final = (
    ("customer_name", "name", "company_name", "person_name", "short_name"),
    ("contact_name", "person_name", "name"),
    ("person_name", "given_name"),
    ("phone", "mobile", "landline", "zalo"),
    ("customer_code", "code"),
    ("address", "billing_address", "shipping_address", "street"),
    ("type", "group", "tier"),
    ("website", "facebook"),
    ("note", "need", "result"),
    ("date", "started", "created_at"),
    ("birth_date", "date"),
    ("revenue", "amount"),
)

_LASTING: Final = frozenset(
    ("phone", "mobile", "landline", "email", "tax_code", "website", "facebook", "zalo", "fax")
)

_SPLIT: Final = re.compile(r"[/|\n–—;]+|\s-\s")
_BRACKETS: Final = re.compile(r"[(\[{].*?(?:[)\]}]|\Z)", re.DOTALL)
_INSIDE: Final = re.compile(r"[(\[{](.*?)(?:[)\]}]|\Z)", re.DOTALL)


def compact(text: str) -> str:
    """Return `text` without case, accents, spaces and signs: "Số Đ.T" → "sodt"."""
    return "".join(tokens(text))


_MEANINGS: Final = {
    compact(word): meaning
    for meaning, words in reversed(_WORDS.items())  # of two meanings the first one stands
    for word in words.split("|")
}


def header_forms(header: str) -> tuple[str, ...]:
    """Return what a header may be read as, the whole first, all in compact form.

    "Tên khách hàng (Customer name) *" is also "Tên khách hàng" and "Customer name"; "MST/CCCD" is
    also "MST" and "CCCD".
    """
    plain = _BRACKETS.sub(" ", header)
    parts = [header, plain, *_INSIDE.findall(header), *_SPLIT.split(plain)]
    forms = dict.fromkeys(compact(part) for part in parts)
    return tuple(form for form in forms if form)


def meaning_of(text: str) -> str:
    """Return the meaning of a header, "" if none is known; tries its parts if the whole is not."""
    for form in header_forms(text):
        if form in _MEANINGS:
            return _MEANINGS[form]
    return ""


def leading_meaning(text: str) -> str:
    """Return the meaning of the words a header begins with: "Email cá nhân", "Điện thoại 2".

    Only of meanings that further words do not change: "Tên dự án" names no customer.
    """
    words = tokens(_BRACKETS.sub(" ", text))
    for count in range(len(words) - 1, 0, -1):
        meaning = _MEANINGS.get("".join(words[:count]), "")
        if meaning in _LASTING:
            return meaning
    return ""


def are_related(one: str, other: str) -> bool:
    """Tell whether a header of one meaning may fill a field of the other, for want of a better."""
    return any(one in group and other in group for group in _RELATED)
