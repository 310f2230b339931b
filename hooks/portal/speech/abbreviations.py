"""What an abbreviation stands for: in the vocabulary, as a kind of document, by who issued the text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from portal.speech.numerals import cardinal
from portal.vietnamese import nfc, tone_position_key

# Kinds that the vocabulary need not have because the portal publishes none of them itself, but
# cites them: decree 30/2020/NĐ-CP, appendix III; law on legal documents (NĐ, TT, TTLT, NQLT);
# guidance 36-HD/VPTW for the Party (CTr, CTHĐ).
_KINDS = {
    "NQ": "Nghị quyết",
    "NQLT": "Nghị quyết liên tịch",
    "QĐ": "Quyết định",
    "QyĐ": "Quy định",
    "QC": "Quy chế",
    "CT": "Chỉ thị",
    "KL": "Kết luận",
    "TC": "Thông cáo",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "CTr": "Chương trình",
    "CTHĐ": "Chương trình hành động",
    "KH": "Kế hoạch",
    "PA": "Phương án",
    "ĐA": "Đề án",
    "BC": "Báo cáo",
    "TTr": "Tờ trình",
    "CV": "Công văn",
    "CĐ": "Công điện",
    "GM": "Giấy mời",
    "NĐ": "Nghị định",
    "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch",
    "PL": "Pháp lệnh",
    "L": "Lệnh",
    "CTN": "Chủ tịch nước",
}
# Bodies that sign with their letters alone everywhere in the country (the same decree and guidance); known in
# numbers also where the vocabulary does not explain them to readers.
_BODIES = {
    "TW": "Trung ương",
    "TU": "Tỉnh ủy hoặc Thành ủy",
    "ĐU": "Đảng ủy",
    "CP": "Chính phủ",
    "TTg": "Thủ tướng Chính phủ",
    "HĐND": "Hội đồng nhân dân",
    "UBND": "Ủy ban nhân dân",
}
# The National Assembly and its Standing Committee carry their term: QH15, UBTVQH15.
_ASSEMBLY = re.compile("(UBTV)?QH([0-9]{1,2})")
_EITHER = " hoặc "
# One abbreviation, two kinds: the words before the number tell («Quy định số 229-QĐ/TW»).
_SECOND_KINDS = {"QĐ": "Quy định"}


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Expansions ready to be read aloud; those of kinds count in document numbers only."""

    words: Mapping[str, str]
    kinds: Mapping[str, str]

    @classmethod
    def of(cls, words: Mapping[str, str], kinds: Mapping[str, str]) -> Abbreviations:
        tidy = {nfc(key): nfc(said) for key, said in words.items() if key and said}
        return cls(tidy, _KINDS | {nfc(key): nfc(said) for key, said in kinds.items() if key and said})

    def expansion(self, token: str, issuer: str) -> str | None:
        """What a whole token stands for, the ambiguous decided by the issuer."""
        said = self.words.get(token)
        if said is not None:
            return choose(said, issuer)
        match = _ASSEMBLY.fullmatch(token)
        if match is None:
            return None
        committee = "Ủy ban Thường vụ " if match[1] else ""
        return f"{committee}Quốc hội khóa {cardinal(int(match[2]))}"

    def body(self, token: str, issuer: str) -> str | None:
        """What a part of a document number stands for."""
        said = self.expansion(token, issuer)
        return choose(_BODIES[token], issuer) if said is None and token in _BODIES else said

    def kind(self, token: str, before: str) -> str | None:
        """The kind of document, in the words that stand before its number where those decide."""
        second = _SECOND_KINDS.get(token)
        if second and before.lower().rstrip().removesuffix(" số").endswith(second.lower()):
            return second
        said = self.kinds.get(token)
        return None if said is None else choose(said, before)


def choose(said: str, context: str) -> str:
    """«Ban Tuyên giáo Tỉnh ủy hoặc Thành ủy» with an issuer «Thành ủy …» is «Ban Tuyên giáo Thành ủy».

    The later alternatives take the place of as many words at the end of the first. Of several that
    the context names, the first named counts.
    """
    if not context or _EITHER not in said:
        return said
    first, *others = said.split(_EITHER)
    words = first.split()
    tails = [" ".join(words[-len(others[0].split()) :]), *others]
    text = tone_position_key(context.lower())
    places = {text.find(tone_position_key(tail.lower())): tail for tail in tails}
    named = [place for place in places if place >= 0]
    if not named:
        return said
    tail = places[min(named)]
    return " ".join([*words[: -len(tail.split())], tail])


def without_repetition(said: str, before: str) -> str:
    """«mạng 5G» is «mạng di động thế hệ thứ năm», not «mạng mạng di động …». `before` is as written."""
    words = said.split()
    spoken = [word.lstrip('(«“"') for word in before.split()] if before.endswith(" ") else []
    for count in range(min(len(words), len(spoken)), 0, -1):
        if all(_is_same(*pair) for pair in zip(spoken[-count:], words[:count], strict=True)):
            return " ".join(words[count:])
    return said


def _is_same(before: str, word: str) -> bool:
    # «ủy» of «Đảng ủy UBND» is not the «Ủy» of «Ủy ban»; but a sentence may begin with «Mạng 5G».
    return before == word or (word.islower() and before.lower() == word)
