"""Signs around words: made uniform before a text is read, and put in order afterwards."""

from __future__ import annotations

import re
import unicodedata

from portal.speech.plain import LATIN
from portal.vietnamese import nfc, repair_horn

_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")
_SQUARE_OR_CUBE = re.compile("(?<=m)[²³]")
_SMALL_DIGIT = re.compile("[²³¹⁰⁴-⁹₀-₉]")
_VULGAR_FRACTION = re.compile("[¼-¾⅐-⅞]")
# A soft hyphen or a mark of zero width inside a word hides it; other spaces are spaces.
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_SPACE = re.compile("[\t\u00a0\u2007\u2009\u202f]")
_HYPHEN = re.compile("[‐‑‒−]")
# Letters and signs of most texts, of which nothing has to be made uniform.
_UNIFORM = re.compile(rf"[ -~\n{LATIN}–—…«»“”]*+")

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
_SILENT = re.compile(r"[^\w\s.,;:!?…'’-]")
# A space or another sign in front: what the rules for pauses are about.
_SIGNS_MEET = re.compile(r"[.,;:!?…](?<=[ .,;:!?…].)")
_SPACE_BEFORE = re.compile(r"\s+(?=[.,;:!?…])")
_PAUSE_BEFORE_SIGN = re.compile(r",[\s,]*(?=[.,;:!?…])")
_PAUSE_AFTER_SIGN = re.compile(r",(?<=[.;:!?…],)")
# Official documents end in «./.»; three stops are an ellipsis.
_TWO_STOPS = re.compile(r"\.\.(?!\.)(?<!\.\.\.)")
_LOOSE_DASH = re.compile(r"(?:(?<=\s)|\A)-+(?=\s|\Z)")


def prepared(text: str) -> str:
    """NFC, with ASCII digits, one kind of hyphen, and powers and fractions on the line."""
    plain = repair_horn(nfc(text))
    if _UNIFORM.fullmatch(plain):
        return plain
    plain = _HYPHEN.sub("-", _SPACE.sub(" ", _UNSEEN.sub("", plain)))
    plain = _FOREIGN_DIGIT.sub(lambda match: str(unicodedata.decimal(match[0])), plain)
    plain = _SQUARE_OR_CUBE.sub(lambda match: str(unicodedata.digit(match[0])), plain)
    plain = _SMALL_DIGIT.sub(lambda match: f" mũ {unicodedata.digit(match[0])}", plain)
    fractions = _VULGAR_FRACTION.sub(
        lambda match: " " + unicodedata.normalize("NFKC", match[0]).replace("⁄", "/"), plain
    )
    return nfc(fractions)


def opened(line: str) -> str:
    """The line without what marks it as part of a list, and with pauses where a quoted title begins."""
    bullet = _BULLET.match(line)
    plain = line[bullet.end() :] if bullet else line
    if "- " in plain or "– " in plain:
        plain = _COMPOUND.sub(" ", plain)
    return _QUOTED_TITLE.sub(r", \1, ", plain)


def tidied(spoken: str) -> str:
    """One space between words, one sign where several met, nothing that is not heard."""
    text = _SILENT.sub(_unless_mark, spoken).replace("_", " ")
    if "-" in text:
        text = _LOOSE_DASH.sub(" ", text)
    text = " ".join(text.split())
    if _SIGNS_MEET.search(text):
        text = _PAUSE_BEFORE_SIGN.sub("", _SPACE_BEFORE.sub("", text))
        text = " ".join(_TWO_STOPS.sub(".", _PAUSE_AFTER_SIGN.sub(" ", text)).split())
    return nfc(text.lstrip(",;:. ").rstrip(", "))


def _unless_mark(match: re.Match[str]) -> str:
    return match[0] if unicodedata.category(match[0])[0] == "M" else " "
