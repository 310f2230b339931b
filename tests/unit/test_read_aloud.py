"""The text of a record as a voice reads it: words only, a block of the page a line."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from portal import read_aloud
from portal.dates import parse_start
from portal.model.data import Vocabulary
from portal.outputs import Output
from portal.store import Memory, Store
from portal.views.records import spoken_address
from tests.projects import ACHIEVEMENT, NOTICE, PLAN
from tests.unit.small import NOW, catalogue, own_content, settings, snapshot


def outputs(files: Mapping[str, str], *, code: str = "c", drafts: bool = False) -> dict[str, Output]:
    now = snapshot(files, drafts=drafts)
    found = read_aloud.texts(now, code=code)
    return {output.address: replace(output, make=bound(output, now.catalogue.store)) for output in found}


def bound(output: Output, store: Store) -> Callable[[Store], bytes]:
    """Made as another process does it: pickled, with nothing but the store."""
    assert output.apart
    make = pickle.loads(pickle.dumps(output.make))  # noqa: S301 - our own
    return lambda _: make(store)


def text_of(output: Output) -> str:
    assert output.make is not None
    return output.make(Memory()).decode("utf-8")


def read(files: Mapping[str, str]) -> str:
    (output,) = outputs(files).values()
    return text_of(output)


def notice(body: str, *, title: str = "Tin", summary: str | None = None) -> dict[str, str]:
    line = f"summary: {summary}\n" if summary else ""
    return {"tin-tuc/2026/a.md": f"---\ntitle: {title}\n{line}date: 2026-01-05\n---\n{body}\n"}


def test_every_record_has_its_text_beside_its_address_and_ordinary_pages_have_none() -> None:
    assert set(outputs(own_content())) == {
        "/nghe/nghi-quyet/muc-tieu.txt",
        "/nghe/nghi-quyet/nhiem-vu.txt",
        "/nghe/nghi-quyet/the-che.txt",
        "/nghe/nghi-quyet/ha-tang.txt",
        "/nghe/ke-hoach/can-tho/tuyen-truyen.txt",
        "/nghe/dien-hinh/phu-song-5g.txt",
        "/nghe/tin-tuc/2026/luat.txt",
    }


def test_the_page_of_a_record_knows_where_its_text_is() -> None:
    now = snapshot()
    assert {spoken_address(record) for record in now.shown} == set(outputs(own_content()))


@pytest.mark.parametrize(
    ("field", "published", "previewed"),
    [
        ("draft: true", 0, 1),
        ("publish_at: 2026-03-02", 0, 1),
        ("expires: 2026-02-27", 1, 1),
        ("withdrawn: {date: 2026-02-01, reason: a}", 1, 1),
    ],
)
def test_what_has_an_address_can_be_heard(field: str, published: int, previewed: int) -> None:
    files = {"tin-tuc/2026/a.md": NOTICE.replace("date:", f"{field}\ndate:", 1)}
    assert (len(outputs(files)), len(outputs(files, drafts=True))) == (published, previewed)


def test_title_and_summary_open_the_text_and_each_block_is_a_line() -> None:
    body = "## Nội dung\n\nĐoạn một.\n\nĐoạn **hai**, [xem](https://a.example/b).\n\n- Mục một\n- Mục hai\n"
    assert read(notice(body, title="Tin mới", summary="Một câu.")).splitlines() == [
        "Tin mới",
        "Một câu.",
        "Nội dung",
        "Đoạn một.",
        "Đoạn hai, xem.",
        "Mục một",
        "Mục hai",
    ]


def test_a_record_without_a_summary_opens_with_its_title() -> None:
    assert read(notice("Đoạn một.")).splitlines() == ["Tin", "Đoạn một."]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("Có 20.758 trạm.", "Có hai mươi nghìn bảy trăm năm mươi tám trạm."),
        ("Từ 39,52%.", "Từ ba mươi chín phẩy năm mươi hai phần trăm."),
        ("Ngày 07/03/2025.", "Ngày bảy tháng ba năm hai nghìn không trăm hai mươi lăm."),
        ("Tổ CĐS xã.", "Tổ chuyển đổi số xã."),
    ],
)
def test_numbers_dates_and_abbreviations_are_spelt_out(body: str, words: str) -> None:
    assert read(notice(body)).splitlines()[-1] == words


def test_the_issuer_of_a_plan_decides_what_its_numbers_mean() -> None:
    both = Vocabulary(
        kinds=settings().vocabulary.kinds,
        channels={},
        audiences={},
        abbreviations={"TU": "Tỉnh ủy hoặc Thành ủy"},
    )
    plan = PLAN.replace("Theo [thể chế](../../nghi-quyet/the-che.md).", "Kế hoạch 180-KH/TU.")
    read_last = []
    for issuer in ("Thành ủy Cần Thơ", "Tỉnh ủy Cà Mau"):
        text = plan.replace("issuer: Ban Thường vụ Thành ủy Cần Thơ", f"issuer: {issuer}")
        whole = replace(
            catalogue({"ke-hoach/can-tho/a.md": text}), settings=replace(settings(), vocabulary=both)
        )
        (output,) = read_aloud.texts(whole.at(parse_start(NOW)), code="c")
        made = bound(output, whole.store)(Memory())
        read_last.append(made.decode().splitlines()[-1])
    assert read_last[0] == read_last[1].replace("Tỉnh ủy", "Thành ủy")
    assert "Thành ủy" in read_last[0]
    assert "hoặc" not in "".join(read_last)


def test_a_text_ends_with_one_line_break_and_holds_no_signs_of_markup() -> None:
    for output in outputs(own_content()).values():
        text = text_of(output)
        assert text.endswith("\n")
        assert text == text.strip() + "\n"
        assert not set("<>*#[]&") & set(text)
        assert not any(character.isdigit() for character in text)


def keys(files: Mapping[str, str], *, code: str = "c") -> dict[str, str]:
    return {address: output.key for address, output in outputs(files, code=code).items()}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Phủ sóng 5G", "title: Phủ sóng"),
        ("summary: Nhiều trạm mới.", "summary: Trạm mới."),
        ("Đã lắp **20.758** trạm.", "Đã lắp 20.759 trạm."),
    ],
)
def test_a_text_is_made_anew_when_what_is_read_changes_and_no_other(old: str, new: str) -> None:
    assert old in ACHIEVEMENT
    before = keys(own_content())
    after = keys({**own_content(), "dien-hinh/phu-song-5g.md": ACHIEVEMENT.replace(old, new)})
    assert {address for address in before if before[address] != after[address]} == {
        "/nghe/dien-hinh/phu-song-5g.txt"
    }


def test_a_text_is_made_anew_with_other_code_or_other_words() -> None:
    before = keys(own_content())
    assert keys(own_content()) == before
    assert not set(keys(own_content(), code="d").values()) & set(before.values())
    words = settings().vocabulary.model_copy(update={"abbreviations": {"CĐS": "khác"}})
    whole = replace(catalogue(own_content()), settings=replace(settings(), vocabulary=words))
    after = {output.key for output in read_aloud.texts(whole.at(parse_start(NOW)), code="c")}
    assert not after & set(before.values())


def test_what_is_not_read_does_not_make_a_text_anew() -> None:
    text = ACHIEVEMENT.replace("date: 2026-01-04", "date: 2026-01-03\ntags: [5G]")
    assert keys({**own_content(), "dien-hinh/phu-song-5g.md": text}) == keys(own_content())
