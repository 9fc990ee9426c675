"""From hostile HTML to what may be shown: guard, style sheets, allow-list, markers.

Three readers stand behind each other, so that no one of them has to be right about everything: our
own pass that writes it anew in good form and counts, nh3 (the HTML parser of browsers with an
allow-list), and on its output our rewriting of links and pictures.
"""

from __future__ import annotations

from typing import Final

import nh3

from desktop.core.i18n import N_
from desktop.core.mime.html_text import html_to_text
from desktop.core.mime.safe_html import SafeHtml
from desktop.core.mime.text_html import text_to_html
from desktop.mail.html.allowed import CONTENT_GOES, KEPT_ATTRIBUTES, KEPT_TAGS, SCHEMES, Attributes
from desktop.mail.html.canonical import TooMuchError, canonical
from desktop.mail.html.rewriting import rewritten
from desktop.mail.html.style_sheets import with_styles_inline

TOO_COMPLEX: Final = N_("The layout of this message is too complex, its text alone is shown.")
_LONGEST_TEXT: Final = 200_000  # characters that are shown of such a message


def safe_html(source: str) -> SafeHtml:
    """Return what may be shown of the HTML of a stranger. Never raises, and loads nothing.

    Args:
        source: HTML as `Body.html` has it. Beyond the limits of `canonical`, its words are shown.
    """
    try:
        written, sheets, elements = canonical(source)
    except TooMuchError:
        text = html_to_text(source[: 3 * _LONGEST_TEXT], _LONGEST_TEXT)
        return SafeHtml(text_to_html(text), notice=TOO_COMPLEX)
    attributes = Attributes()
    cleaned = nh3.clean(
        with_styles_inline(written, sheets, elements),
        tags=KEPT_TAGS,
        clean_content_tags=CONTENT_GOES,
        attributes=KEPT_ATTRIBUTES,
        attribute_filter=attributes.kept,
        link_rel=None,
        url_schemes=SCHEMES,
    )
    return rewritten(cleaned)
