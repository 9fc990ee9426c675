"""Providers where anybody gets a mailbox: their domains say nothing of a company."""

from __future__ import annotations

from typing import Final

# The large ones of the world and those of Vietnamese providers of lines.
_DOMAINS: Final = frozenset(
    """
    aim.com aol.com duck.com email.com fastmail.com gmail.com gmx.com gmx.de gmx.net
    googlemail.com hey.com hotmail.com hotmail.com.vn hotmail.fr icloud.com inbox.com inbox.lv
    laposte.net live.com live.fr mac.com mail.com mail.ru mailinator.com me.com msn.com naver.com
    outlook.com outlook.com.vn outlook.fr pm.me proton.me protonmail.com qq.com rocketmail.com
    163.com 126.com tutanota.com tuta.com web.de yahoo.com yahoo.com.vn yahoo.co.uk yahoo.fr
    yandex.com yandex.ru ymail.com zoho.com zohomail.com
    fpt.vn fpt.com.vn hn.vnn.vn hcm.vnn.vn vnn.vn saigonnet.vn netnam.vn viettel.vn cmctelecom.vn
    """.split()
)


def is_provider(domain: str) -> bool:
    """Tell whether a domain (in small letters) is one where anybody gets a mailbox."""
    return domain in _DOMAINS or "." not in domain
