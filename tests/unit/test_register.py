"""Which document a reference means."""

import pytest

from portal.dates import PartDate
from portal.model.data import Document
from portal.register import Register


def document(number: str, issuer: str, signed: str | None) -> Document:
    values = {"number": number, "kind": "huong-dan", "issuer": issuer, "title": "Hướng dẫn", "signed": signed}
    return Document.model_validate({name: value for name, value in values.items() if value})


PROVINCE = document("92-HD/BTGTU", "Ban Tuyên giáo Tỉnh ủy", "2025-02-13")
CITY = document("92-HD/BTGTU", "Ban Tuyên giáo Thành ủy", "2025-02-19")
UNDATED = document("18-NQ/TW", "Ban Chấp hành Trung ương", None)
REGISTER = Register([PROVINCE, CITY, UNDATED])


@pytest.mark.parametrize(
    ("number", "signed", "issuer", "meant"),
    [
        ("92-HD/BTGTU", "2025-02-19", None, CITY),
        ("92-HD/BTGTU", "2025-02-13", "Ban Tuyên giáo và Dân vận Tỉnh ủy", PROVINCE),
        ("92-HD/BTGTU", None, "Ban Tuyên giáo Thành uỷ", CITY),
        ("92-HD/BTGTU", "2025-02", "Ban Tuyên giáo Thành ủy", CITY),
        ("92-HD/BTGTU", "2025-02-20", "Ban Tuyên giáo Thành ủy", None),
        ("92-HD/BTGTU", None, "Ban Tuyên giáo Quận ủy", None),
        ("18/NQ-TW", "2017-10-25", "Ban Chấp hành Trung ương", UNDATED),
        ("18-NQ/TW", None, None, UNDATED),
        ("19-NQ/TW", None, None, None),
    ],
)
def test_number_date_and_issuer_together_name_a_document(
    number: str, signed: str | None, issuer: str | None, meant: Document | None
) -> None:
    day = PartDate.parse(signed) if signed else None
    assert REGISTER.find(number, signed=day, issuer=issuer) == meant


def test_documents_with_the_same_number_have_anchors_of_their_own() -> None:
    anchors = [REGISTER.anchor(each) for each in (PROVINCE, CITY, UNDATED)]
    assert anchors == ["92-hd-btgtu", "92-hd-btgtu-2", "18-nq-tw"]
