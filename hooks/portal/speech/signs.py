"""Signs around words: made uniform before a text is read, and put in order afterwards."""

from __future__ import annotations

import re
import unicodedata

from portal.vietnamese import nfc, repair_horn

_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")
_SQUARE_OR_CUBE = re.compile("(?<=m)[²³]")
_SMALL_DIGIT = re.compile("[²³¹⁰⁴-⁹₀-₉]")
_VULGAR_FRACTION = re.compile("[¼-¾⅐-⅞]")
# A soft hyphen or a mark of zero width inside a word hides it; other spaces are spaces.
_PLAIN = {ord(c): None for c in "\u00ad\u200b\u200c\u200d\u2060\ufeff"} | dict.fromkeys(
    map(ord, "\u00a0\u2009\u202f\u2007\t"), " "
)
_HYPHENS = str.maketrans("‐‑‒−", "----")

# «-5°C» is no bullet, «- 5 xã» is one.
_BULLET = re.compile(r"\A[\s\-–—•●▪■◦‣*+#→➢✓✔]+(?:(?<=\s)|(?=[^\W\d_]|[«“\"(]))")
# Words that official language joins to the one before: there is no pause in «kinh tế - xã hội».
_COMPOUND = re.compile(
    r" [-–] (?=(?:xã hội|an ninh|nghề nghiệp|kỹ thuật|công nghệ|thông tin|văn hóa|truyền hình|thể thao)\b)",
    re.IGNORECASE,
)
# Four words or more: a quoted word has no pauses around it.
_QUOTED_TITLE = re.compile('[«“"]([^«»“”" ]+(?: [^«»“”" ]+){3,60})[»”"]')
# Neither letters nor punctuation that is heard; marks of other scripts are letters there.
_SILENT = re.compile(r"[^\w\s.,;:!?…'’-]|_")
_SPACE_BEFORE = re.compile(r"\s+(?=[.,;:!?…])")
_PAUSE_BEFORE_SIGN = re.compile(r",[\s,]*(?=[.,;:!?…])")
_PAUSE_AFTER_SIGN = re.compile(r"(?<=[.;:!?…])\s*,+")
# Official documents end in «./.»; three stops are an ellipsis.
_TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")
_LOOSE_DASH = re.compile(r"(?:(?<=\s)|\A)-+(?=\s|\Z)")


def prepared(text: str) -> str:
    """NFC, with ASCII digits, one kind of hyphen, and powers and fractions on the line."""
    plain = repair_horn(nfc(text)).translate(_PLAIN)
    if plain.isascii():
        return plain
    plain = _FOREIGN_DIGIT.sub(lambda match: str(unicodedata.decimal(match[0])), plain).translate(_HYPHENS)
    plain = _SQUARE_OR_CUBE.sub(lambda match: str(unicodedata.digit(match[0])), plain)
    plain = _SMALL_DIGIT.sub(lambda match: f" mũ {unicodedata.digit(match[0])}", plain)
    fractions = _VULGAR_FRACTION.sub(
        lambda match: " " + unicodedata.normalize("NFKC", match[0]).replace("⁄", "/"), plain
    )
    return nfc(fractions)


def opened(line: str) -> str:
    """The line without what marks it as part of a list, and with pauses where a quoted title begins."""
    plain = _COMPOUND.sub(" ", _BULLET.sub("", line, count=1))
    return _QUOTED_TITLE.sub(r", \1, ", plain)


def tidied(spoken: str) -> str:
    """One space between words, one sign where several met, nothing that is not heard."""
    text = _SILENT.sub(lambda match: match[0] if unicodedata.category(match[0])[0] == "M" else " ", spoken)
    text = " ".join(_LOOSE_DASH.sub(" ", text).split())
    text = _PAUSE_BEFORE_SIGN.sub("", _SPACE_BEFORE.sub("", text))
    text = _TWO_STOPS.sub(".", _PAUSE_AFTER_SIGN.sub(" ", text))
    return nfc(" ".join(text.split()).lstrip(",;:. ").rstrip(", "))
