"""Names of people in Vietnamese order: họ (family), đệm (middle), tên (given).

The full name as it was typed is the truth; the split is a guess that serves sorting and salutation
and that a person may correct.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from desktop.core.collation import joined_key
from desktop.core.words import fold

# Family names, folded; a name that begins with none of them is not split.
_FAMILY_NAME_TEXT = """
an au bach bang banh be bien bo bui ca cai cam can cao cat chang chao chau che chieu chu chung
chuong co cong cu cung cuong dai dam dan dang danh dao dau deo dien dieu diep dinh do doan doi
don dong du duong gia giang giap ha ham han hang hau ho hoa hoang hong hua huynh huong kha khau
khieu khong khuat khuc khuong kien kieu kim ky la lac lai lam lang lau le leu lien lieu lo loc
loi lu luc luong luu ly ma mac mach mai man manh mao mau mong mua muc nghi nghiem ngo nguy
nguyen nham nhan nhu ninh nong o ong pham phan phi pho phu phung phuong quach quan quang quyen
sai sam san song su sung ta tan tang tao tat te thach thai tham than thang thao thap thi thieu
thoi tien tieu tiet to ton tong trac tran trang tri trieu trinh trung truong tu tuong ung uong
van vang vi vien vo vong vu vua vuong xa xong yen
"""
_FAMILY_NAMES = frozenset(_FAMILY_NAME_TEXT.split())
# Family names of several words. Without accents only those that cannot be a family name of one
# word and a middle name: "Hoang Phu Quy" is rather Hoàng Phú Quý than Hoàng Phủ Quý.
_LONG_FAMILY_NAMES = frozenset(
    {
        ("công", "huyền", "tôn", "nữ"),
        ("công", "tằng", "tôn", "nữ"),
        ("huyền", "tôn", "nữ"),
        ("công", "huyền"),
        ("công", "tằng"),
        ("tôn", "nữ"),
        ("tôn", "thất"),
        ("âu", "dương"),
        ("hoàng", "phủ"),
        ("gia", "cát"),
        ("tư", "mã"),
        ("thượng", "quan"),
        ("đông", "phương"),
        ("tây", "môn"),
        ("cong", "huyen", "ton", "nu"),
        ("cong", "tang", "ton", "nu"),
        ("huyen", "ton", "nu"),
        ("cong", "huyen"),
        ("cong", "tang"),
        ("ton", "nu"),
        ("ton", "that"),
        ("au", "duong"),
    }
)
_LONGEST = 4


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a name; a part that the name lacks is empty."""

    family: str
    middle: str
    given: str

    @property
    def full(self) -> str:
        """The parts in Vietnamese order."""
        return " ".join([part for part in (self.family, self.middle, self.given) if part])


def split_person_name(full_name: str) -> PersonName:
    """Guess the parts of a name: the first word is the family name, the last the given name.

    A name of one word, and one that does not begin with a Vietnamese family name, is all given
    name: "John Smith", "Lan".
    """
    words = full_name.split()
    if len(words) <= 1 or fold(words[0]) not in _FAMILY_NAMES:
        return PersonName("", "", " ".join(words))
    size = _family_size(words)
    return PersonName(" ".join(words[:size]), " ".join(words[size:-1]), words[-1])


def person_sort_key(full_name: str) -> bytes:
    """Return bytes that sort people as a Vietnamese list does: by tên, then họ, then đệm."""
    name = split_person_name(full_name)
    return joined_key(name.given, name.family, name.middle)


def _family_size(words: list[str]) -> int:
    """Return of how many words the family name is; at least one word is left to the given name."""
    low = [unicodedata.normalize("NFC", word).lower() for word in words[:_LONGEST]]
    for size in range(min(_LONGEST, len(words) - 1), 1, -1):
        if tuple(low[:size]) in _LONG_FAMILY_NAMES:
            return size
    return 1
