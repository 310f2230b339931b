"""What an editor is asked: what was not found, what is doubtful, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from portal.dates import PartDate
from portal.document_numbers import is_blank
from portal.importing.findings import Assigned, Confidence, Found, Reported, Understanding

_MISSING = {
    "kind": "Không rõ loại văn bản. Ghi mã loại vào trường kind (xem kinds trong data/vocabulary.yml).",
    "number": "Không thấy số ký hiệu. Nếu bản gốc có số, ghi vào trường number; không có thì để trống.",
    "issuer": "Không thấy tên cơ quan ban hành. Ghi tên đầy đủ vào trường issuer.",
    "signed": "Không thấy ngày ban hành. Nếu biết, ghi vào trường signed: 2025-08-15, 2025-08 hoặc 2025.",
    "title": "Không thấy trích yếu. Ghi tiêu đề của bài vào trường title.",
    "signer": "Không thấy người ký. Nếu bản gốc có, ghi vào trường signer.",
    "recipients": "Không thấy nơi nhận. Nếu bản gốc có, ghi vào trường recipients.",
}
_DOUBTFUL = {
    "number": "số ký hiệu (number)",
    "issuer": "cơ quan ban hành (issuer)",
    "signed": "ngày ban hành (signed)",
    "title": "tiêu đề (title)",
    "locality": "địa phương (locality)",
    "kind": "loại văn bản (kind)",
    "signer": "người ký (signer)",
}


def questions_of(found: Understanding, *, placing: str | None) -> Iterator[str]:
    for name, question in _MISSING.items():
        if not getattr(found, name):
            yield question
    if found.number and is_blank(found.number.value):
        yield (
            f"Số của văn bản để trống («{found.number.value}», dòng {found.number.line}). "
            "Nếu biết số, ghi thêm vào trường number."
        )
    if found.signed and len(found.signed.value) < 10:
        known = PartDate.parse(found.signed.value).vietnamese
        yield f"Ngày ban hành chỉ có {known}. Nếu biết ngày, sửa trường signed."
    if placing:
        yield placing
    elif found.locality is None:
        yield "Không tìm được địa phương trong danh mục. Ghi mã địa phương vào trường locality."
    yield from _of_signer(found)
    yield from _doubts(found)
    yield from _of_tasks(found)


def _of_signer(found: Understanding) -> Iterator[str]:
    if found.signer and found.signer.value.name is None:
        yield "Không thấy họ tên người ký. Nếu bản gốc có, ghi vào signer.name."
    if found.signer and found.signer.value.role is None:
        yield "Không thấy chức vụ người ký. Nếu bản gốc có, ghi vào signer.role."


def _doubts(found: Understanding) -> Iterator[str]:
    for name, label in _DOUBTFUL.items():
        value: Found[Any] | None = getattr(found, name)
        if value is not None and value.confidence is Confidence.LIKELY:
            yield f"Chưa chắc về {label}: dòng {value.line} ghi «{value.said}». So lại với bản gốc."


def _of_tasks(found: Understanding) -> Iterator[str]:
    for each in found.tasks:
        if each.value.unit is None:
            yield (
                f"Việc ở dòng {each.line} («{each.value.work}») không nói giao cho ai. "
                "Ghi đơn vị vào unit, hoặc bỏ việc này."
            )
    dated: tuple[Found[Assigned] | Found[Reported], ...] = (*found.tasks, *found.reports)
    doubtful = [each for each in dated if each.value.due and each.confidence is Confidence.LIKELY]
    for one in doubtful:
        yield f"Hạn {one.value.due} suy từ dòng {one.line} («{one.said}»). So lại với bản gốc."
