"""Numbers of Party and State documents: one canonical form, and citations found in running text.

Party bodies write number-kind/issuer: `57-NQ/TW`, `180-KH/TU`, `01-CTPH/BTG-HĐND-UBND-TA-VKS`.
State bodies write number/kind-issuer or number/year/…: `03/NQ-CP`, `42/2022/NĐ-CP`, `193/2025/QH15`
(decree 30/2020/NĐ-CP). A number may be blank: `-HD/BTGTU`, `/PVHTT`. Sources also have `57/NQ-TW`,
`57-NQ/ TW`, `57NQ/TW` and a line broken after the dash.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from portal.vietnamese import nfc, repair_horn, slugify

# Capitals with at most one small letter among them («TTg», «CTr»), and a term («QH15»).
_WORD = r"[A-ZĐƯ]+[a-z]?[A-ZĐƯ]*[0-9]{0,2}"
_WORDS = rf"{_WORD}(?:-{_WORD})*"
_YEAR = r"(?:19|20)[0-9]{2}"
_SERIAL = r"[0-9]{1,5}[a-z]?"

_FORM = re.compile(rf"(?:{_SERIAL})?(?:-{_WORD}/{_WORDS}|/(?:{_YEAR}/)?{_WORDS})")

# Number, kind and issuer with separators that may be wrong or, after the number, lost.
_LOOSE = re.compile(
    rf"(?P<serial>{_SERIAL}|(?=[-/]))(?P<first>[-/]?)(?P<kind>{_WORD})(?P<second>[-/])(?P<issuer>{_WORDS})"
)

# Committees of the Party, alone or with a commission or office before them: TW, TU, ĐU, BCĐTW,
# BTGTU, VPTW. That a name ends in TW does not suffice: BVNTW is a hospital, a body of the State.
_PARTY_BODY = re.compile(
    r"(?:BTGDV|BTG|BDV|BTC|BNC|BCĐ|BCSĐ|BCS|BKT|BĐN|UBKT|VP)?(?:TW|TU|ThU|TXU|HU|QU|ĐUK|ĐUX|ĐUP|ĐU)"
)

# Hyphens and dashes of every kind, and the eth that looks like Đ; soft hyphens go.
_LOOKALIKES = str.maketrans("‐‑‒–—−Ð", "------Đ", "\u00ad")
# Most numbers are written without anything to tidy.
_TIDY = re.compile("[0-9/-][0-9A-Za-zĐ/-]*")
_SPACED_SEPARATOR = re.compile(r"\s*([-/])\s*")
_LEAD = re.compile(r"\A(?:số\b|[\s:.…_])*(?=[0-9/-]|\Z)", re.IGNORECASE)
# Older documents shorten Trung ương to TƯ.
_CENTRAL = re.compile(r"TƯ(?![A-ZĐƯ])")

# Kinds that make a citation certain (Party: guidance 36-HD/VPTW; State: decree 30/2020/NĐ-CP).
KINDS = tuple(
    "NQ QĐ QyĐ QC CT KL TC TB HD CTr CTHĐ CTPH KH PA ĐA BC TTr HĐ CV CĐ TT TTLT NQLT NĐ GM GP".split()
)
_KIND = re.compile("|".join(KINDS))
# Letters of the State have the issuer in the place of the kind: 1234/UBND-KGVX.
_STATE_ISSUER = re.compile(r"UBND|HĐND|VPCP|UBTVQH[0-9]*|MTTQ|[BSP][A-ZĐ]{3,}")

# In running text a separator may be followed by a broken line, not preceded by a space: «57 - NQ»
# may as well be the number 57 and a dash.
_GAP = r"\s{0,3}"
# It begins with its first digit and looks behind that, so that nothing else in a text is looked at.
_CITATION = re.compile(
    r"[0-9](?:(?<![\w./-].)(?<![0-9],.)|(?<=[Ss]ố.))(?:"
    rf"[0-9]{{0,3}}/{_YEAR}/{_GAP}(?P<law>(?:UBTV)?QH[0-9]{{1,2}}|L-CTN)"
    rf"|[0-9]{{0,4}}[a-z]?(?P<first>[-‑–/]?){_GAP}(?:(?<=/){_YEAR}/{_GAP})?(?P<kind>{_WORD})"
    rf"[-‑–/]{_GAP}(?P<issuer>{_WORDS})"
    r")(?!\w|/\w)"
)
_SAYS_NUMBER = re.compile(r"[Ss]ố\s*:?\s*$")


class Citation(NamedTuple):
    """A document number in running text: `text[start:end]` is how it was written there."""

    start: int
    end: int
    canonical: str


def canonical(text: str) -> str:
    """The one spelling of a document number; what is no such number comes back merely tidied.

    Forgives «Số:» in front, spaces and line breaks at separators, long dashes, a lost first
    separator and, for bodies of the Party, swapped separators: «57/NQ-TW» gives «57-NQ/TW».
    Numbers of the State keep their separators. A blank number stays blank: «Số:   -HD/BTGTU».
    """
    tidy = _tidied(text)
    match = _LOOSE.fullmatch(tidy)
    if match is None:
        return tidy
    serial, first, kind, second, issuer = match.group("serial", "first", "kind", "second", "issuer")
    if _PARTY_BODY.fullmatch(issuer):
        return f"{serial}-{kind}/{issuer}"
    if not first:
        # Party form has the slash second, State form the slash first.
        return f"{serial}-{kind}/{issuer}" if second == "/" else f"{serial}/{kind}-{issuer}"
    return tidy


def is_canonical(text: str) -> bool:
    """Whether this is a document number, blank or not, in its canonical form."""
    return _FORM.fullmatch(text) is not None and canonical(text) == text


def is_blank(text: str) -> bool:
    """Whether the place of the number was left empty: «-HD/BTGTU», «Số:    /PVHTT», «…/KH-UBND», «»."""
    return _tidied(text)[:1] in ("", "-", "/")


def slug(text: str) -> str:
    """The number as part of an address: `57-nq-tw`, whatever way it was written."""
    return slugify(canonical(text))


def find_all(text: str) -> tuple[Citation, ...]:
    """The document numbers cited in running text (NFC), in order.

    Precise rather than complete: dates, fractions, «24/7», parts of addresses, blank numbers and
    shapes that no kind of document or «số» vouches for are left out.
    """
    return tuple(
        Citation(match.start(), match.end(), canonical(match.group()))
        for match in _CITATION.finditer(text)
        if _is_certain(match)
    )


def _is_certain(match: re.Match[str]) -> bool:
    if match["law"]:
        return True
    if not match["first"]:
        # «10TB/SSD» is a size; «57NQ/TW» a number whose dash was lost.
        return bool(_KIND.fullmatch(match["kind"]) and _PARTY_BODY.fullmatch(match["issuer"]))
    if _KIND.fullmatch(match["kind"]) or _STATE_ISSUER.fullmatch(match["kind"]):
        return True
    return _SAYS_NUMBER.search(match.string[max(0, match.start() - 12) : match.start()]) is not None


def _tidied(text: str) -> str:
    if _TIDY.fullmatch(text):
        return text
    plain = repair_horn(nfc(text)).translate(_LOOKALIKES).strip()
    bare = _SPACED_SEPARATOR.sub(r"\1", _LEAD.sub("", plain, count=1))
    return _CENTRAL.sub("TW", " ".join(bare.split()))
