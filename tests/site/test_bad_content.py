"""Wrong content and data, through `portal check`, `portal build` and plain `mkdocs build --strict`.

Editors see the same lines from all three, all of them at once, and the last good site stays as it is.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import projects
from tests.projects import ACHIEVEMENT, NOTICE, PLAN, SECTION, Outcome, TestProject, contents
from tests.site.conftest import Run

Make = Callable[..., TestProject]


@pytest.fixture
def project(tmp_path: Path) -> Make:
    """`project({"docs/…": "…"})`: a small project whose register is complete before what a test adds."""

    def make(files: Mapping[str, str | bytes] | None = None) -> TestProject:
        return projects.make(tmp_path / "du-an", {"data/published.csv": projects.PUBLISHED, **(files or {})})

    return make


def plan(old: str, new: str) -> str:
    assert old in PLAN
    return PLAN.replace(old, new, 1)


def notice(added: str, body: str = "") -> str:
    return NOTICE.replace("date:", f"{added}date:", 1) + body


# File -> content, and every line that it has to give, without the file's name.
BAD: dict[str, tuple[str | bytes, list[str]]] = {
    # Front matter.
    "docs/ke-hoach/can-tho/yaml-ngoac.md": (
        plan("title: Kế hoạch", 'title: "Kế hoạch'),
        [":2: không đọc được YAML; đóng ngoặc kép (hoặc ngoặc đơn) ở cuối giá trị"],
    ),
    "docs/ke-hoach/can-tho/yaml-hai-cham.md": (
        plan("title: Kế hoạch", "title: Kế hoạch: số 1"),
        [
            ":2: không đọc được YAML; mỗi dòng viết dạng «tên trường: giá trị»; giá trị có dấu hai chấm phải "
            'đặt trong ngoặc kép: title: "A: b"; các dòng cùng cấp phải thụt vào như nhau'
        ],
    ),
    "docs/ke-hoach/can-tho/yaml-tab.md": (
        plan("kind: ke-hoach", "\tkind: ke-hoach"),
        [":5: không đọc được YAML; dùng dấu cách để thụt dòng, không dùng phím Tab"],
    ),
    "docs/ke-hoach/can-tho/yaml-sau.md": (
        plan("sections: [nhiem-vu]", "sections: " + "[" * 100_000),
        [":10: các trường lồng nhau quá 8 cấp; viết gọn lại"],
    ),
    "docs/ke-hoach/can-tho/hai-lan.md": (
        plan("number:", "kind: ke-hoach\nnumber:"),
        [":6: kind: trường này ghi hai lần; giữ lại một"],
    ),
    "docs/ke-hoach/can-tho/rong.md": (
        "",
        [":1: tệp trống; viết phần đầu (giữa hai dòng ---) và nội dung, hoặc xóa tệp"],
    ),
    "docs/ke-hoach/can-tho/chi-noi-dung.md": (
        "Nội dung.\n",
        [
            ":1: thiếu phần đầu (front matter); bắt đầu tệp bằng một dòng ---, các trường như title: …, "
            "rồi một dòng --- nữa"
        ],
    ),
    "docs/ke-hoach/can-tho/chi-phan-dau.md": (
        PLAN.split("---\n")[1].join(["---\n", "---\n"]),
        [":15: chưa có nội dung bên dưới phần đầu; viết nội dung sau dòng --- thứ hai"],
    ),
    "docs/ke-hoach/can-tho/thieu-nhieu.md": (
        "---\ntitle: A\n---\nB\n",
        [
            ":2: date: thiếu trường này (Ngày đăng); thêm dòng «date: …»",
            ":2: issuer: thiếu trường này (Cơ quan ban hành); thêm dòng «issuer: …»",
            ":2: kind: thiếu trường này (Loại văn bản); thêm dòng «kind: …»",
        ],
    ),
    # Fields.
    "docs/ke-hoach/can-tho/sai-ten-truong.md": (
        plan("title: ", "titel: "),
        [
            ":2: titel: không có trường này; ý bạn là «title»?",
            ":2: title: thiếu trường này (Tiêu đề); thêm dòng «title: …»",
        ],
    ),
    "docs/ke-hoach/can-tho/sai-ngay.md": (
        plan("signed: 2025-02-18", "signed: 31/02/2025"),
        [":8: signed: ngày phải viết dạng 2025-01-31 (đang là «31/02/2025»)"],
    ),
    "docs/ke-hoach/can-tho/sai-kieu.md": (
        plan("tasks:\n  - {unit", "tasks: nhiều việc\nchannels:\n  - {unit"),
        [
            ":11: tasks[0]: phải là các trường con thụt vào (đang là «nhiều việc»)",
            ":13: channels[0]: phải là một dòng chữ; viết giá trị sau dấu hai chấm, cùng dòng",
        ],
    ),
    "docs/ke-hoach/can-tho/sai-viec.md": (
        plan("due_kind: within", "due_kind: trong"),
        [":12: tasks[0].due_kind: không có giá trị «trong»; viết một trong: before, within, by"],
    ),
    "docs/ke-hoach/can-tho/so-lech.md": (
        plan("number: 180-KH/TU", "number: 180/KH-TU"),
        [":6: number: lời khuyên: số ký hiệu «180/KH-TU» viết lệch chuẩn; viết «180-KH/TU»"],
    ),
    # Names that do not exist.
    "docs/ke-hoach/can-tho/sai-loai.md": (
        plan("kind: ke-hoach", "kind: ke-hoch"),
        [":5: kind: không có loại văn bản «ke-hoch»; ý bạn là «ke-hoach»?"],
    ),
    "docs/ke-hoach/can-tho/sai-muc.md": (
        plan("sections: [nhiem-vu]", "sections: [nhiem-vu, nhiem-vuu]"),
        [":10: sections[1]: nghị quyết không có mục «nhiem-vuu»; ý bạn là «nhiem-vu»?"],
    ),
    "docs/ke-hoach/can-tho/sai-kenh.md": (
        plan("tasks:", "channels: [mang-xa-hoii]\ntasks:"),
        [":11: channels[0]: không có kênh «mang-xa-hoii»; ý bạn là «mang-xa-hoi»?"],
    ),
    "docs/ke-hoach/can-tho/sai-nguon.md": (
        plan("tasks:", "sources: [bao, baoo]\ntasks:"),
        [":11: sources[1]: không có nguồn «baoo»; ý bạn là «bao»?"],
    ),
    "docs/ke-hoach/can-tho/thieu-tep.md": (
        plan("tasks:", "attachments: [{file: toan-van.pdf, title: Toàn văn}]\ntasks:"),
        [
            ":11: attachments[0].file: không có tệp «toan-van.pdf» cạnh tệp này; "
            "chép tệp vào cùng thư mục, hoặc sửa tên"
        ],
    ),
    "docs/ke-hoach/can-thoo/sai-dia-phuong.md": (
        PLAN,
        [":2: locality: không có địa phương «can-thoo»; ý bạn là «can-tho»?"],
    ),
    "docs/ke-hoach/can-tho/lech-thu-muc.md": (
        plan("date:", "locality: da-nang\ndate:"),
        [
            ":4: locality: địa phương «da-nang» không khớp thư mục «docs/ke-hoach/can-tho/»; "
            "sửa trường này hoặc chuyển tệp"
        ],
    ),
    "docs/dien-hinh/sai-nhom.md": (
        ACHIEVEMENT.replace("task_group: 3", "task_group: 5"),
        [
            ":9: task_group: nghị quyết không có nhóm nhiệm vụ 5; "
            "xem task_group của các mục trong data/resolution.yml"
        ],
    ),
    "docs/dien-hinh/lech-muc.md": (
        ACHIEVEMENT.replace("task_group: 3", "task_group: 3\nsections: [the-che]"),
        [":9: task_group: nhóm nhiệm vụ không khớp các mục ở sections; sửa task_group hoặc sections"],
    ),
    "docs/dien-hinh/thieu-cach-tinh.md": (
        ACHIEVEMENT.replace("basis: trạm lắp mới trong năm\n", ""),
        [":2: basis: số liệu phải kèm cách tính; thêm dòng «basis: …»: con số tính trên cái gì, đo thế nào"],
    ),
    "docs/dien-hinh/dau-cham.md": (
        ACHIEVEMENT.replace("value: 20758", "value: 20.758"),
        [":6: figure.value: lời khuyên: «20.758» sẽ hiện là 20,758; nếu là số nguyên thì viết 20758"],
    ),
    "docs/tin-tuc/2026/sai-man-hinh.md": (
        notice("screens: [bang-2]\n"),
        [":4: screens[0]: không có màn hình «bang-2»; ý bạn là «bang-1»?"],
    ),
    "docs/tin-tuc/2026/khan-cap.md": (
        notice("priority: emergency\n"),
        [":2: emergency: tin khẩn cấp phải có emergency; thêm dòng «emergency: …»"],
    ),
    # Identities and addresses.
    "docs/tin-tuc/2026/trung-ma.md": (
        notice("id: tin-tuc/2026/luat\n"),
        [
            ":4: id: mã định danh «tin-tuc/2026/luat» đã dùng ở docs/tin-tuc/2026/luat.md; "
            "xóa trường id hoặc đặt mã khác"
        ],
    ),
    "docs/tin-tuc/2026/trung-dia-chi.md": (
        notice("aliases:\n  - /tin-cu/\n  - /tin-tuc/2026/luat/\n"),
        [
            ":6: aliases[1]: địa chỉ «/tin-tuc/2026/luat/» đang là của docs/tin-tuc/2026/luat.md; "
            "xóa địa chỉ cũ này"
        ],
    ),
    "docs/tin-tuc/2026/ra-ngoai.md": (
        notice("aliases: [/../../ngoai/]\n"),
        [":4: aliases[0]: phải là địa chỉ trong cổng, dạng /ke-hoach/ten-cu/ (đang là «/../../ngoai/»)"],
    ),
    "docs/gioi-thieu/index.md": (
        "---\ntitle: A\n---\nB\n",
        [":1: địa chỉ «/gioi-thieu/» đã là của một trang khác trên cổng; đổi tên tệp"],
    ),
    "docs/ke-hoach.md": (
        "---\ntitle: A\naliases: [/van-ban/, /robots.txt/]\n---\nB\n",
        [
            ":1: địa chỉ «/ke-hoach/» đã là của một trang khác trên cổng; đổi tên tệp",
            ":3: aliases[0]: địa chỉ «/van-ban/» đã là của một trang khác trên cổng; xóa địa chỉ cũ này",
            ":3: aliases[1]: địa chỉ «/robots.txt/» đã là của một trang khác trên cổng; xóa địa chỉ cũ này",
        ],
    ),
    # Text.
    "docs/tin-tuc/2026/to-hop.md": (
        unicodedata.normalize("NFD", NOTICE),
        [
            ":2: chữ có dấu viết bằng dấu tổ hợp (không ở dạng NFC); "
            "chuyển văn bản sang Unicode dựng sẵn (NFC) rồi lưu lại"
        ],
    ),
    "docs/tin-tuc/2026/tcvn3.md": (
        NOTICE + "\nChuyÓn ®æi sè quèc gia.\n",
        [
            ":8: văn bản dùng bảng mã cũ TCVN3; "
            "chuyển sang Unicode (ví dụ bằng UniKey, Ctrl+Shift+F6) rồi dán lại"
        ],
    ),
    "docs/tin-tuc/2026/vni.md": (
        NOTICE + "\nChuyeån ñoåi soá quoác gia.\n",
        [
            ":8: văn bản dùng bảng mã cũ VNI; "
            "chuyển sang Unicode (ví dụ bằng UniKey, Ctrl+Shift+F6) rồi dán lại"
        ],
    ),
    "docs/tin-tuc/2026/utf-16.md": (
        NOTICE.encode("utf-16"),
        [":1: tệp không ở bảng mã UTF-8; lưu lại tệp với bảng mã UTF-8 (Unicode)"],
    ),
    "docs/tin-tuc/2026/ky-tu-la.md": (
        NOTICE + "\nMột\x07hai.\n",
        [":8: có ký tự điều khiển không hiện ra màn hình; xóa ký tự ấy (thường do chép từ PDF)"],
    ),
    "docs/tin-tuc/2026/sung-hong.md": (
        NOTICE + "\nĐỐI TƢỢNG\n",
        [
            ":8: lời khuyên: có chữ «Ƣ» hoặc «ƣ», thường là chữ «Ư», «ư» bị hỏng khi chép từ PDF; "
            "thay bằng «Ư», «ư»"
        ],
    ),
    "docs/tin-tuc/2026/qua-lon.md": (
        NOTICE + "x" * 5_000_000,
        [":1: tệp quá lớn (tối đa 1 MB); chia thành nhiều trang, hoặc đưa toàn văn vào tệp đính kèm"],
    ),
    # The body.
    "docs/tin-tuc/2026/lien-ket.md": (
        notice(
            "",
            "\n[a](khong-co.md)\n[b](../../nghi-quyet/the-che.md#khong-co)\n[c](#khong-co)\n[d](tep.pdf)\n"
            "![e](anh.png)\n[f](luat.md)\n[g](cho-dang.md)\n[h](sai-man-hinh.md)\n[i](../../../../x.pdf)\n"
            "[k](luaat.md)\n[l](../../the-che.md)\n",
        ),
        [
            ":8: liên kết «khong-co.md» dẫn tới trang không có; sửa đường dẫn",
            ":9: liên kết «../../nghi-quyet/the-che.md#khong-co» dẫn tới mục không có trong trang; "
            "sửa phần sau dấu #",
            ":10: liên kết «#khong-co» dẫn tới mục không có trong trang; sửa phần sau dấu #",
            ":11: liên kết «tep.pdf» dẫn tới trang không có; sửa đường dẫn",
            ":12: liên kết «anh.png» dẫn tới trang không có; sửa đường dẫn",
            ":14: liên kết «cho-dang.md» dẫn tới trang chưa đăng (bản nháp hoặc chờ đăng); "
            "đăng trang ấy trước, hoặc bỏ liên kết",
            ":16: liên kết «../../../../x.pdf» dẫn tới trang không có; sửa đường dẫn",
            ":17: liên kết «luaat.md» dẫn tới trang không có; ý bạn là «/tin-tuc/2026/luat/»?",
            ":18: liên kết «../../the-che.md» dẫn tới trang không có; ý bạn là «/nghi-quyet/the-che/»?",
        ],
    ),
    "docs/tin-tuc/2026/lien-ket-cam.md": (
        notice("", "\n[a](javascript:alert(1))\n![b](https://x.example/a.png)\n[c](//x.example/)\n"),
        [
            ":8: liên kết «javascript:alert(1)» dùng giao thức không được phép; "
            "chỉ dùng https, http, mailto, tel",
            ":9: ảnh «https://x.example/a.png» nằm ở trang khác; tải ảnh về, đặt cạnh tệp này",
            ":10: liên kết «//x.example/» dùng giao thức không được phép; chỉ dùng https, http, mailto, tel",
        ],
    ),
    "docs/tin-tuc/2026/cho-dang.md": (notice("publish_at: 2027-01-01\n"), []),
    "docs/tin-tuc/2026/script.md": (
        notice("", '\n<script>alert(1)</script>\n\n<p onclick="x()">a</p>\n'),
        [
            ":8: lời khuyên: «<script>» đã bị bỏ khỏi trang vì lý do an toàn; "
            "xóa đoạn HTML này, viết bằng Markdown",
            ":10: lời khuyên: «onclick» đã bị bỏ khỏi trang vì lý do an toàn; "
            "xóa đoạn HTML này, viết bằng Markdown",
        ],
    ),
    "docs/tin-tuc/2026/long-nhau.md": (
        notice("", "\n" + "1. " * 3000 + "a\n"),
        [":6: danh sách, trích dẫn hoặc khung lồng nhau quá nhiều cấp; viết lại, nhiều nhất vài cấp"],
    ),
    "docs/tin-tuc/2026/nang.md": (
        notice("", "\n" + "[" * 900_000 + "\n"),
        [
            ":6: nội dung có quá nhiều dấu ngoặc, dấu sao, gạch ngang hoặc thẻ HTML liền nhau; "
            "chia đoạn dài bằng dòng trống, xóa các dấu thừa"
        ],
    ),
    "docs/tin-tuc/2026/lien-ket-la.md": (
        notice("", "\n[a](https://chinhphu.vn@x.example/)\n"),
        [
            ":8: liên kết «https://chinhphu.vn@x.example/» có tên đăng nhập (@), ký tự ẩn, hoặc tên miền "
            "không đúng; chép lại địa chỉ từ thanh địa chỉ của trình duyệt"
        ],
    ),
    # Files that content brings.
    "docs/tin-tuc/2026/dinh-kem.md": (
        notice(
            "attachments: [{file: trang.html, title: A}, {file: gia.pdf, title: B}]\n", "\n![c](ve.svg)\n"
        ),
        [
            ":4: attachments[0].file: không đăng được tệp loại này: «trang.html»; chuyển sang một trong các "
            "loại: csv, doc, docx, gif, jpeg, jpg, mp3, mp4, odp, ods, odt, pdf, png, ppt, pptx, svg, txt, "
            "webp, xls, xlsx, zip",
            ":4: attachments[1].file: tệp «gia.pdf» không phải là tệp .pdf thật: bên trong là trang web hoặc "
            "XML; mở tệp bằng chương trình đã tạo ra nó, lưu lại đúng loại (văn bản: bảng mã UTF-8)",
            ":9: lời khuyên: hình «ve.svg» được đăng không kèm: onload, <script>; xem lại hình trên trang; "
            "cần giữ các phần ấy thì xuất hình ra PNG",
        ],
    ),
    "docs/tin-tuc/2026/trang.html": ("<script>a</script>", []),
    "docs/tin-tuc/2026/gia.pdf": ("<html><script>a</script>", []),
    "docs/tin-tuc/2026/ve.svg": (
        '<svg xmlns="http://www.w3.org/2000/svg" onload="a"><script/><path d="M0 0"/></svg>',
        [],
    ),
    # Places and names of files.
    "docs/ke-hoach/khong-dia-phuong.md": (
        PLAN,
        [":1: tệp loại này phải nằm ở docs/ke-hoach/<địa phương>/<tên>.md; chuyển tệp"],
    ),
    "docs/tin-tuc/khong-nam.md": (
        NOTICE,
        [":1: tệp loại này phải nằm ở docs/tin-tuc/<năm>/<tên>.md; chuyển tệp"],
    ),
    "docs/nghi-quyet/the-che/con.md": (
        SECTION,
        [
            ":1: tên «con» dành riêng cho thiết bị trong Windows; đổi tên tệp hoặc thư mục",
            ":1: tệp loại này phải nằm ở docs/nghi-quyet/<tên>.md; chuyển tệp",
        ],
    ),
    "docs/nghi-quyet/muc-la.md": (
        SECTION,
        [":2: data/resolution.yml chưa có mục «muc-la»; thêm mục vào data/resolution.yml"],
    ),
    "docs/tin-tuc/2026/Tên Sai.md": (
        NOTICE,
        [":1: tên «Tên Sai.md» phải là chữ thường không dấu, số, nối bằng -; đổi tên thành ten-sai.md"],
    ),
    "docs/Thư Mục/Trang.md": (
        "---\ntitle: A\n---\nB\n",
        [
            ":1: tên «Thư Mục/Trang.md» phải là chữ thường không dấu, số, nối bằng -; "
            "đổi tên thành thu-muc/trang.md"
        ],
    ),
    "docs/tin-tuc/2026/trang.md": (
        NOTICE,
        [":1: tên «trang» dành riêng cho các trang danh sách; đổi tên tệp"],
    ),
    "docs/dien-hinh/index.md": (
        ACHIEVEMENT,
        [":1: tên «index» dành riêng cho các trang danh sách; đổi tên tệp"],
    ),
    "docs/tin-tuc/2026/hoa.MD": (NOTICE, [":1: đuôi tên tệp phải viết thường; đổi đuôi thành .md"]),
}
# Symbolic links, to a file and to a folder.
LINKS = {
    "docs/tin-tuc/2026/luat-hai.md": "docs/tin-tuc/2026/luat.md",
    "docs/tin-tuc/2025": "docs/tin-tuc/2026",
}
LINKED = ":1: là liên kết tượng trưng, không phải tệp; chép tệp thật vào đây"
EXPECTED = {f"{path}{line}" for path, (_, lines) in BAD.items() for line in lines}
EXPECTED |= {f"{path}{LINKED}" for path in LINKS}
ERRORS = {line for line in EXPECTED if ": lời khuyên: " not in line}


@dataclass(frozen=True)
class Outcomes:
    """What the three commands said of the same bad project, and the site before and after them."""

    check: Outcome
    build: Outcome
    mkdocs: Outcome
    before: Mapping[str, bytes]
    after: Mapping[str, bytes]

    @property
    def said(self) -> dict[str, list[str]]:
        return {
            "check": self.check.out.splitlines()[:-1],
            "build": self.build.err.splitlines()[:-1],
            "mkdocs": [
                match[1]
                for line in self.mkdocs.err.splitlines()
                if (match := re.match(r"(?:ERROR|INFO) +-  ((?:docs|data)/.*)", line))
            ],
        }


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Outcomes:
    project = projects.make(
        tmp_path_factory.mktemp("sai") / "du-an", {"data/published.csv": projects.PUBLISHED}
    )
    done = project.portal("build")
    assert done.status == 0, done.out + done.err
    before = contents(project.site)
    project.write({path: content for path, (content, _) in BAD.items()})
    for path, target in LINKS.items():
        (project.root / path).symlink_to(project.root / target)
    return Outcomes(
        check=project.portal("check"),
        build=project.portal("build"),
        mkdocs=project.mkdocs("build", "--strict"),
        before=before,
        after=contents(project.site),
    )


@pytest.mark.parametrize("path", [*BAD, *LINKS])
@pytest.mark.parametrize("command", ["check", "build", "mkdocs"])
def test_each_file_gets_exactly_its_lines(outcomes: Outcomes, command: str, path: str) -> None:
    expected = {line for line in EXPECTED if line.startswith(f"{path}:")}
    assert {line for line in outcomes.said[command] if line.startswith(f"{path}:")} == expected


def test_all_is_said_at_once_and_in_order(outcomes: Outcomes) -> None:
    assert set(outcomes.said["check"]) == EXPECTED
    assert outcomes.said["build"] == outcomes.said["check"]
    assert outcomes.said["mkdocs"] == outcomes.said["check"]


def test_wrong_content_is_status_1_and_no_traceback(outcomes: Outcomes) -> None:
    for outcome in (outcomes.check, outcomes.build, outcomes.mkdocs):
        assert outcome.status == 1
        assert "Traceback" not in outcome.out + outcome.err
    summary = f"Có {len(ERRORS)} lỗi và {len(EXPECTED) - len(ERRORS)} lời khuyên."
    assert outcomes.check.out.splitlines()[-1] == summary
    assert outcomes.build.err.splitlines()[-1] == f"{summary} Chưa dựng gì; bản đang có giữ nguyên."
    assert f"{summary} Xem các dòng phía trên." in outcomes.mkdocs.err


def test_the_last_good_site_stays_byte_for_byte(outcomes: Outcomes) -> None:
    assert outcomes.before
    assert outcomes.after == outcomes.before


def test_every_error_has_a_remedy(outcomes: Outcomes) -> None:
    assert [line for line in outcomes.said["check"] if ";" not in line and "đang là «" not in line] == []


def test_cleaned_html_is_advice_and_the_site_is_built(project: Make) -> None:
    register = projects.PUBLISHED + "/tin-tuc/2026/script/,tin-tuc/2026/script\n"
    script = BAD["docs/tin-tuc/2026/script.md"][0]
    made = project({"docs/tin-tuc/2026/script.md": script, "data/published.csv": register})
    check, build = made.portal("check", "--format", "json"), made.portal("build")
    assert (check.status, build.status) == (0, 0)
    assert [problem["severity"] for problem in json.loads(check.out)] == ["advice", "advice"]
    assert "Có 2 lời khuyên." in build.out
    page = (made.site / "tin-tuc/2026/script/index.html").read_text("utf-8")
    assert "alert(1)" not in page
    assert "onclick" not in page


def test_drafts_are_checked_but_may_lead_to_drafts(project: Make, run: Run) -> None:
    files = {
        "docs/tin-tuc/2026/nhap.md": notice("draft: true\n", "\n[a](nhap-hai.md) ![b](anh.png)\n"),
        "docs/tin-tuc/2026/nhap-hai.md": notice("draft: true\n", "\n[a](nhap.md) [b](khong-co.md)\n"),
        "docs/tin-tuc/2026/anh.png": b"\x89PNG\r\n\x1a\n",
    }
    done = run(project(files), "check")
    assert done.status == 1
    assert [line.partition(";")[0] for line in done.out.splitlines()] == [
        "docs/tin-tuc/2026/nhap-hai.md:9: liên kết «khong-co.md» dẫn tới trang không có",
        "Có 1 lỗi.",
    ]


DATA_FILES = {
    "site.yml",
    "resolution.yml",
    "targets.yml",
    "documents.yml",
    "vocabulary.yml",
    "localities.yml",
    "communes.csv",
    "communes_former.csv",
}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "không đọc được tệp dữ liệu này"),
        (b"", "tệp dữ liệu này trống"),
        (b" \n\n", "tệp dữ liệu này trống"),
    ],
)
def test_data_files_that_are_missing_or_empty_are_named(
    project: Make, run: Run, content: bytes | None, message: str
) -> None:
    made = project()
    for name in DATA_FILES:
        (made.root / "data" / name).unlink() if content is None else made.write({f"data/{name}": content})
    done = run(made, "check")
    expected = {f"data/{name}:1: {message}; khôi phục tệp từ bản lưu trong kho" for name in DATA_FILES}
    assert (done.status, set(done.out.splitlines()[:-1])) == (1, expected)


def test_feeds_and_screens_need_not_be_declared(project: Make, run: Run) -> None:
    made = project()
    made.remove("data/screens.yml")
    assert run(made, "check").status == 0


BROKEN_DATA: dict[str, tuple[str | bytes, list[str]]] = {
    "data/site.yml": (
        "name: [a\n",
        [":1: không đọc được YAML; đóng ngoặc vuông ở cuối danh sách"],
    ),
    "data/resolution.yml": (
        projects.RESOLUTION.replace("numeral: II,", "numerl: II,"),
        [
            ":9: sections[0].numeral: thiếu trường này (Số mục); thêm dòng «numeral: …»",
            ":9: sections[0].numerl: không có trường này; ý bạn là «numeral»?",
        ],
    ),
    "data/targets.yml": (
        projects.TARGETS.replace("value: 30", "value: ba mươi").replace("horizon: 2030", "horizon: 2031"),
        [":3: targets[0].horizon: không có giá trị «2031»; viết một trong: 2030, 2045"],
    ),
    "data/documents.yml": (
        projects.DOCUMENTS.encode("utf-16"),
        [":1: tệp không ở bảng mã UTF-8; lưu lại tệp với bảng mã UTF-8 (Unicode)"],
    ),
    "data/vocabulary.yml": ("- a\n", [":1: phải gồm các trường; mỗi dòng viết dạng «tên trường: giá trị»"]),
    "data/feeds.yml": (
        "feeds:\n  - {name: a, title: A, description: A, match: hoặc}\n",
        [":2: feeds[0].match: không có giá trị «hoặc»; viết một trong: all, any"],
    ),
    "data/screens.yml": (
        projects.SCREENS.replace("width: 192", "width: rộng"),
        [":2: screens[0].width: phải là số nguyên (đang là «rộng»)"],
    ),
    "data/localities.yml": (
        "units: " + "[" * 100_000,
        [":1: các trường lồng nhau quá 8 cấp; viết gọn lại"],
    ),
}


def test_all_broken_data_files_and_content_are_reported_at_once(project: Make) -> None:
    made = project()
    assert made.portal("build").status == 0
    before = contents(made.site)
    made.write({path: content for path, (content, _) in BROKEN_DATA.items()})
    made.write({"docs/tin-tuc/2026/rong.md": ""})
    check, build, mkdocs = made.portal("check"), made.portal("build"), made.mkdocs("build", "--strict")
    expected = {f"{path}{line}" for path, (_, lines) in BROKEN_DATA.items() for line in lines}
    found = check.out.splitlines()[:-1]
    assert {line for line in found if line.startswith("data/")} == expected
    assert found[-1].startswith("docs/tin-tuc/2026/rong.md:1: tệp trống")
    assert build.err.splitlines()[:-1] == found
    assert [line for line in found if f"ERROR   -  {line}" not in mkdocs.err] == []
    assert [outcome.status for outcome in (check, build, mkdocs)] == [1, 1, 1]
    assert contents(made.site) == before


@pytest.mark.parametrize(
    ("name", "old", "new", "line"),
    [
        ("communes.csv", "id,code,kind", "id;code;kind", ":1: dòng đầu phải là «id,code,kind,name,lat,"),
        ("communes.csv", "Kinh Môn", "Kinh\x00Môn", ": có ký tự điều khiển không hiện ra màn hình"),
        ("communes_former.csv", "code,name", "name,code", ":1: dòng đầu phải là «code,name,district,"),
        ("localities.yml", "level: province", "level: provinces", "level: không có"),
    ],
)
def test_tables_of_places_are_checked(
    project: Make, run: Run, name: str, old: str, new: str, line: str
) -> None:
    text = (projects.ROOT / "data" / name).read_text("utf-8")
    assert old in text
    done = run(project({f"data/{name}": text.replace(old, new, 1)}), "check")
    assert done.status == 1
    assert f"data/{name}:" in done.out
    assert line in done.out
    assert "Traceback" not in done.err


SECTIONS = """\
sections:
  - {slug: muc-tieu, numeral: II, title: Mục tiêu}
  - {slug: nhiem-vu, numeral: III, title: Nhiệm vụ}
  - {slug: the-che, numeral: III.2, title: Thể chế, parent: ha-tang}
  - {slug: ha-tang, numeral: III.3, title: Hạ tầng, parent: nhiem-vu, task_group: 3}
  - {slug: muc-tieu, numeral: IV, title: A}
  - {slug: moi, numeral: V, title: A, parent: cu}
"""
DOCUMENTS = """\
documents:
  - {number: 57-NQ/TW, kind: nghi-quyett, issuer: Bộ Chính trị, title: A}
  - {number: 03/NQ-CP, kind: nghi-quyet, issuer: Chính phủ, title: A}
  - {number: 03/ NQ-CP, kind: nghi-quyet, issuer: Chính phủ, title: A}
"""
TARGETS = """\
groups: {so: Kinh tế số}
targets:
  - {id: a, label: A, value: 30, horizon: 2030, group: soo, sections: [muc-tieuu], sources: [baoo]}
"""
FEEDS = "feeds:\n  - {name: a, title: A, description: A, localities: [can-thoo], sections: [x]}\n"
NAMES = """\
data/documents.yml:2: documents[0].kind: không có «nghi-quyett»; ý bạn là «nghi-quyet»?
data/documents.yml:4: documents[2].number: «03/NQ-CP, Chính phủ» đã có ở dòng 3; xóa bớt, hoặc đặt mã khác
data/feeds.yml:2: feeds[0].localities[0]: không có địa phương «can-thoo»; ý bạn là «can-tho»?
data/feeds.yml:2: feeds[0].sections[0]: không có «x»; sửa lại, hoặc khai báo mã này
data/resolution.yml:5: sections[2].parent: mục cha «ha-tang» phải đứng trước mục này; đổi thứ tự các mục
data/resolution.yml:7: sections[4].slug: «muc-tieu» đã có ở dòng 3; xóa bớt, hoặc đặt mã khác
data/resolution.yml:8: sections[5].parent: không có mục «cu»; sửa lại, hoặc thêm mục ấy
data/resolution.yml:8: sections[5].slug: mục «moi» chưa có trang docs/nghi-quyet/moi.md; viết trang ấy
data/screens.yml:2: screens[0].locality: không có địa phương «can-thoo»; ý bạn là «can-tho»?
data/targets.yml:3: targets[0].group: không có «soo»; ý bạn là «so»?
data/targets.yml:3: targets[0].sections[0]: không có «muc-tieuu»; ý bạn là «muc-tieu»?
data/targets.yml:3: targets[0].sources[0]: không có «baoo»; sửa lại, hoặc khai báo mã này
Có 12 lỗi.
"""


def test_names_between_data_files_are_checked(project: Make, run: Run) -> None:
    head = "document: {number: 57-NQ/TW, title: A, issuer: A, signed: 2024-12-22}\n"
    made = project(
        {
            "data/resolution.yml": head + SECTIONS,
            "data/documents.yml": DOCUMENTS,
            "data/targets.yml": TARGETS,
            "data/feeds.yml": FEEDS,
            "data/screens.yml": projects.SCREENS.replace("width:", "locality: can-thoo, width:"),
        }
    )
    done = run(made, "check")
    assert done.status == 1
    assert done.out.splitlines() == NAMES.splitlines()


def test_a_section_without_its_page_and_one_whose_page_is_a_draft_are_errors(project: Make, run: Run) -> None:
    made = project({"docs/nghi-quyet/the-che.md": SECTION.replace("date:", "draft: true\ndate:")})
    made.remove("docs/nghi-quyet/ha-tang.md")
    assert run(made, "check").out.splitlines()[:-1] == [
        "data/resolution.yml:12: sections[3].slug: mục «ha-tang» chưa có trang docs/nghi-quyet/ha-tang.md; "
        "viết trang ấy",
        "docs/nghi-quyet/the-che.md:4: draft: trang của một mục nghị quyết không thể là bản nháp; "
        "xóa dòng này: các trang khác dẫn tới đây",
    ]


def test_machines_get_json_and_github_gets_annotations(project: Make, run: Run) -> None:
    path = "docs/ke-hoach/can-tho/sai-ngay.md"
    made = project({path: BAD[path][0]})
    as_json = run(made, "check", "--format", "json")
    assert as_json.status == 1
    assert json.loads(as_json.out) == [
        {
            "path": path,
            "line": 8,
            "field": "signed",
            "code": "date",
            "severity": "error",
            "message": "ngày phải viết dạng 2025-01-31 (đang là «31/02/2025»)",
            "remedy": "",
        }
    ]
    as_github = run(made, "check", "--format", "github")
    assert as_github.status == 1
    message = "signed: ngày phải viết dạng 2025-01-31 (đang là «31/02/2025»)"
    assert as_github.out == f"::error file={path},line=8,title=date::{message}\n"


def test_without_problems_every_format_says_so(project: Make, run: Run) -> None:
    made = project()
    outcomes = {name: run(made, "check", "--format", name) for name in ("text", "json", "github")}
    assert {name: (done.status, done.out) for name, done in outcomes.items()} == {
        "text": (0, "Không có lỗi nào.\n"),
        "json": (0, "[]\n"),
        "github": (0, ""),
    }


def test_vietnamese_is_printed_whatever_the_system_thinks_of_it(project: Make) -> None:
    done = project({"docs/tin-tuc/2026/rong.md": ""}).portal(
        "check", PYTHONIOENCODING="ascii", LC_ALL=projects.PLAIN_LOCALE
    )
    assert done.status == 1
    assert "tệp trống" in done.out


def test_a_name_that_is_not_utf8_is_a_problem(project: Make) -> None:
    made = project()
    try:
        (made.root / "docs" / "a\udcff.md").write_text("a")
    except OSError:
        pytest.skip("this file system has no such names")
    done = made.portal("check")
    assert done.status == 1
    assert done.out.startswith("docs/a?.md:1: tên tệp không ở bảng mã UTF-8; đổi tên tệp\n")


@pytest.mark.parametrize(
    ("arguments", "environment", "message"),
    [
        (["check"], {"PORTAL_NOW": "hôm nay"}, "PORTAL_NOW: ngày phải viết dạng 2025-01-31"),
        (["build"], {"PORTAL_NOW": "2026-02-30"}, "PORTAL_NOW: ngày 30/02/2026 không có trong lịch"),
        (["build"], {"PORTAL_SITE_URL": "cong.example"}, "PORTAL_SITE_URL: phải là địa chỉ dạng https://"),
        (["build", "--jobs", "0"], {}, "--jobs"),
        (["build", "--site-dir", "docs"], {}, "docs không phải là thư mục của cổng"),
        (["build", "--site-dir", "."], {}, "không phải là thư mục của cổng"),
        (["build", "--site-dir", "mkdocs.yml"], {}, "mkdocs.yml không phải là thư mục của cổng"),
        (["check", "--format", "xml"], {}, "--format"),
        (["lam-gi-do"], {}, "lam-gi-do"),
        ([], {}, ""),
    ],
)
def test_wrong_usage_is_status_2_and_touches_nothing(
    project: Make, run: Run, arguments: list[str], environment: dict[str, str], message: str
) -> None:
    made = project()
    before = contents(made.root / "docs")
    done = run(made, *arguments, **environment)
    assert done.status == 2
    assert message in done.err
    assert "Traceback" not in done.err
    assert not made.site.exists()
    assert contents(made.root / "docs") == before


def test_a_folder_of_somebody_else_is_left_alone(project: Make, run: Run) -> None:
    made = project({"khac/build.json": '{"name": "khác"}', "khac/quan-trong.txt": "x"})
    before = contents(made.root / "khac")
    done = run(made, "build", "--site-dir", "khac")
    assert done.status == 2
    assert contents(made.root / "khac") == before


def test_broken_configuration_is_wrong_usage(project: Make, run: Run) -> None:
    done = run(project({"mkdocs.yml": "site_name: [a\n"}), "check")
    assert done.status == 2
    assert done.err.startswith("portal: mkdocs.yml: ")
    assert "Traceback" not in done.err


def test_outside_a_project_there_is_nothing_to_do(tmp_path: Path, run: Run) -> None:
    done = run(TestProject(tmp_path), "check")
    assert done.status == 2
    assert "không thấy dự án" in done.err


def test_the_project_is_found_from_any_folder_inside(project: Make, run: Run) -> None:
    made = project({"docs/tin-tuc/2026/rong.md": ""})
    done = run(TestProject(made.root / "docs" / "tin-tuc"), "check")
    assert done.status == 1
    assert done.out.startswith("docs/tin-tuc/2026/rong.md:1: ")


def test_plain_mkdocs_says_what_is_wrong_with_the_environment(project: Make) -> None:
    done = project().mkdocs("build", "--strict", PORTAL_NOW="hôm nay")
    assert done.status == 1
    assert "PORTAL_NOW: ngày phải viết dạng" in done.err
    assert "Traceback" not in done.err
