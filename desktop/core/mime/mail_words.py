"""Words of mail programs and of letters, as `fold` leaves them: small letters without accents."""

from __future__ import annotations

from typing import Final

# Before the subject of an answer or of a forwarded message.
SUBJECT_PREFIXES: Final = (
    "re", "fwd?", "fw", "tl", "trả lời", "tra loi", "tr", "chuyển tiếp", "chuyen tiep", "phúc đáp",
    "rv", "aw", "antw", "wg", "sv", "rif", "enc", "res", "odp", "回复", "答复", "转发", "返信",
    "転送", "회신", "전달",
)  # fmt: skip
# "On Monday An wrote:", in one to three lines.
ATTRIBUTION: Final = (
    r"(?:(?:on|vao|ngay|luc|trong|le|am|el|il|w dniu)\b.{4,300}?\b"
    r"(?:wrote|da viet|viet|a ecrit|schrieb|escribio|ha scritto)\b.{0,120}?|"
    r".{2,200}[<\[(][^<>\s]{1,200}@[^<>\s]{1,200}[>\])]\s*(?:wrote|da viet|viet|writes))\s*:\s*"
)
ATTRIBUTION_BEGINS: Final = (
    "on ", "vao ", "ngay ", "luc ", "trong ", "le ", "am ", "el ", "il ", "w dniu",
)  # fmt: skip
ATTRIBUTION_WORDS: Final = ("wrote", "viet", "ecrit", "schrieb", "escribio", "scritto", "writes")
# Lines above a message that is quoted whole.
SEPARATORS: Final = (
    r"[-_=*\s]{0,40}(?:original message|original appointment|forwarded message|thu goc|tin nhan goc"
    r"|thu chuyen tiep|thu da chuyen tiep|thu duoc chuyen tiep|noi dung goc|message d'origine"
    r"|ursprungliche nachricht|mensaje original|reply message)[-_=*\s:]{0,40}"
    r"|begin forwarded message:|bat dau (?:thu|tin nhan) duoc chuyen tiep:"
)
# What the fields of its header are called.
QUOTED_FIELDS: Final = (
    r"[*\s]{0,3}(?:from|sent|date|to|cc|bcc|subject|importance|attachments|reply-to|tu|nguoi gui"
    r"|da gui|ngay gui|thoi gian gui|gui|gui luc|ngay|den|toi|nguoi nhan|gui den|dong gui|sao gui"
    r"|chu de|tieu de|de|envoye|objet|von|gesendet|an|betreff)\s?[*]?\s?:"
)
QUOTED_SUBJECTS: Final = r"[*\s]{0,3}(?:subject|chu de|tieu de|objet|betreff)\s?[*]?\s?:"
# What programs of telephones write below.
SENT_BY: Final = (
    r"(?:sent|gui|duoc gui) (?:from|tu) .{2,60}|(?:get|tai|lay|nhan) outlook (?:for|cho"
    r"|danh cho).{0,40}"
    r"|da gui tu .{2,60}|sent via .{2,40}|gui tu .{2,60}"
)
# What stands above a name at the end of a letter.
CLOSINGS: Final = (
    r"(?:tran trong(?: cam on| kinh chao)?|than (?:ai|men|gui|chao)|kinh (?:thu|chao)"
    r"|tran trong va .{2,30}"
    r"|chan thanh cam on|xin (?:chan thanh )?cam on.{0,40}|cam on (?:va|anh|chi|quy).{0,40}"
    r"|(?:thanks|thank you)(?: (?:and|&|so much|very much|in advance).{0,30})?|thanks & .{2,30}"
    r"|(?:best|kind|warm|with best|with kind)?\s?(?:regards|wishes)|sincerely(?: yours)?"
    r"|yours (?:sincerely|faithfully|truly)|br|b\.?rgds|cheers|tks(?: & br)?)[\s,.!;*-]{0,10}"
)
# In a signature.
TITLES: Final = (
    r"\b(?:giam doc|truong phong|pho phong|pho giam doc|tong giam doc|chu tich|nhan vien"
    r"|chuyen vien"
    r"|ke toan|thu ky|tro ly|ky su|truong nhom|truong bo phan|quan ly|phu trach|kinh doanh"
    r"|cong tac vien"
    r"|tu van vien|luat su|bac si|giang vien|sales?|manager|director|ceo|cfo|cto|coo|chief|officer"
    r"|executive|engineer|accountant|assistant|secretary|head of|leader|consultant|specialist"
    r"|president"
    r"|founder|developer|coordinator|supervisor|representative|marketing)\b"
)
COMPANIES: Final = (  # with their legal form, and others
    r"\b(?:cong ty|cty|tap doan|tong cong ty|ngan hang|hop tac xa|htx|tnhh|mtv|dntn"
    r"|doanh nghiep tu nhan|company|corp(?:oration)?|co\.?, ?ltd|jsc|joint stock|inc|llc|limited"
    r"|gmbh|holdings?)\b"
)
INSTITUTIONS: Final = (
    r"\b(?:hoc vien|benh vien|chi nhanh|van phong dai dien|vien nghien cuu|trung tam"
    r"|truong (?:dai hoc|cao dang|thpt|thcs|tieu hoc|mam non)"
    r"|so (?:ke hoach|tai chinh|cong thuong|giao duc|y te|xay dung|noi vu|tu phap)"
    r"|university|group|bank|hospital|school|academy|institute|co\.|studio|agency)\b"
)
ADDRESS_LABELS: Final = (
    r"(?:dia chi|d/c|dc|add|address|tru so(?: chinh)?|tsc|vpgd|van phong|vp|office|head office"
    r"|showroom|a)"
    r"\s*[.:]\s*"
)
ADDRESSES: Final = (
    r"\b(?:phuong|quan|huyen|xa|thi tran|tinh|tp|thanh pho|duong|pho|tang|toa nha|so nha|lo|kcn"
    r"|ngo|ngach"
    r"|hem|ward|district|dist|street|str|floor|building|tower|city|road|vietnam|viet nam|ha noi"
    r"|ho chi minh|hcm|da nang|hai phong|can tho|binh duong|dong nai)\b"
)
MOBILE_LABELS: Final = r"(?:mobile|mob|cell|m|dd|di dong|dtdd|hp|hotline|zalo|viber|sdt)"
FAX_LABELS: Final = r"(?:fax|f)"
TAX_LABELS: Final = r"(?:mst|ma so thue|tax code|tax id|tax no|vat no|mst/dkkd|ma so dn)"
# Where money is asked for in a hurry.
MONEY: Final = (
    r"(?:thay doi|doi|cap nhat|update|change|new) (?:so )?(?:tai khoan|stk|bank account|thong tin"
    r" (?:thanh toan|chuyen khoan|tai khoan)|payment (?:details|information|account)|bank details)"
    r"|chuyen khoan (?:gap|ngay|khan)|thanh toan (?:gap|ngay hom nay|khan)|urgent (?:payment"
    r"|transfer|wire)"
    r"|(?:wire|transfer) (?:immediately|urgently|today)|new bank(?:ing)? (?:account|details)"
    r"|mua (?:the cao|the nap|gift card)|gift cards?|so tai khoan moi|tai khoan moi"
)
SECRETS: Final = (
    r"(?:xac (?:nhan|minh)|verify|confirm|cap nhat|update) .{0,30}?(?:tai khoan|mat khau|account"
    r"|password"
    r"|identity|thong tin)|mat khau .{0,20}het han|password .{0,30}expir"
    r"|(?:hop thu|mailbox|tai khoan|account) .{0,30}(?:bi khoa|tam khoa|suspend|locked|day|full"
    r"|het han)"
    r"|ma otp|otp code"
)
# Of servers that could not deliver.
DAEMONS: Final = (
    r"mailer-daemon|postmaster|mail delivery (?:sub)?system|mail delivery service|mdaemon"
)
UNDELIVERED: Final = (
    r"undeliver|delivery (?:status|failure|problem|report|delayed)|failure notice|returned mail"
    r"|returned to sender|mail delivery|delivery has failed|could not be delivered|not delivered"
    r"|khong gui duoc|khong the gui|thu bi tra|unzustellbar|non remis|message you sent"
)
DELAYS: Final = r"delay|warning: |will (?:be retried|retry|keep trying)|still being|cham tre"
