"""Codes of problems: each one is explained to editors, and each one is really produced by some content."""

from __future__ import annotations

import ast
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from engine import menu
from engine.session import open_session
from portal import frontmatter, intake, reading
from portal.advice import later
from portal.codes import Group, as_text, explanations
from portal.media_types import PICTURE
from portal.processes import Workers
from portal.project import Project
from portal.store import Memory
from tests import projects
from tests.projects import ACHIEVEMENT, NOTICE, PLAN, ROOT, SCREENS, SECTION

PORTAL = ROOT / "hooks" / "portal"
CODE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


# ---- What the code can produce, read from its source.

Positions = dict[str, int]


def _taking_codes(tree: ast.Module) -> Positions:
    """Functions, methods and classes with an argument `code`, and which one it is at a call."""
    found: Positions = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            names = [argument.arg for argument in node.args.args]
            if "code" in names:
                found[node.name] = names.index("code") - (names[0] == "self")
        elif isinstance(node, ast.ClassDef):
            fields = [line.target.id for line in node.body if isinstance(line, ast.AnnAssign)]  # type: ignore[union-attr]
            if "code" in fields:
                found[node.name] = fields.index("code")
    return found


def _imports(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from ((alias.asname or alias.name, node.module or "") for alias in node.names)


def _codes_in(tree: ast.Module, modules: Mapping[str, Positions]) -> Iterator[str]:
    known = modules | {"": {name: at for each in modules.values() for name, at in each.items()}}
    own, imported = _taking_codes(tree), dict(_imports(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            position = _position(node.func, own, imported, known)
            given = node.args[position : position + 1] if position is not None else []
        elif isinstance(node, ast.Return | ast.Yield) and isinstance(node.value, ast.Tuple):
            # Code, message, remedy; or code, place, message, remedy.
            given = node.value.elts[:1] if len(node.value.elts) >= 3 else []
        elif isinstance(node, ast.Assign):
            given = list(_assigned(node))
        else:
            continue
        yield from (
            each.value
            for each in given
            if isinstance(each, ast.Constant) and isinstance(each.value, str) and CODE.fullmatch(each.value)
        )


def _position(
    called: ast.expr, own: Positions, imported: Mapping[str, str], known: Mapping[str, Positions]
) -> int | None:
    if isinstance(called, ast.Name):
        if called.id in own:
            return own[called.id]
        return known.get(imported.get(called.id, "?"), {}).get(called.id)
    if isinstance(called, ast.Attribute):
        if isinstance(called.value, ast.Name) and called.value.id in imported:
            module = f"{imported[called.value.id]}.{called.value.id}"
            return known.get(module, {}).get(called.attr)
        return own.get(called.attr, known[""].get(called.attr))
    return None


def _assigned(node: ast.Assign) -> Iterator[ast.expr]:
    """`code = …`, `code, message = …` and `wrong = (code, message, remedy)`."""
    target, value = node.targets[0], node.value
    names = target.elts if isinstance(target, ast.Tuple) else [target]
    values = value.elts if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) else [value]
    for name, given in zip(names, values, strict=False):
        if isinstance(name, ast.Name) and name.id.lower() == "code":
            yield given
        if isinstance(name, ast.Name) and name.id == "wrong" and isinstance(given, ast.Tuple):
            yield given.elts[0]


def _codes_of_source() -> set[str]:
    trees = {
        ".".join(path.relative_to(PORTAL.parent).with_suffix("").parts): ast.parse(path.read_text("utf-8"))
        for path in PORTAL.rglob("*.py")
    }
    modules = {name: _taking_codes(tree) for name, tree in trees.items()}
    return {code for tree in trees.values() for code in _codes_in(tree, modules)}


def test_every_code_of_the_source_is_explained_and_no_other() -> None:
    # The names of the files of data stand where a code would in pairs of another kind.
    others = {"targets", "feeds", "screens", "documents", "map"}
    assert _codes_of_source() - others == set(explanations())


# ---- The explanations themselves.


@pytest.mark.parametrize("code", explanations())
def test_an_explanation_is_whole_and_good_vietnamese(code: str) -> None:
    each = explanations()[code]
    for text in (each.title, each.meaning, each.remedy):
        assert text == " ".join(text.split())
        assert unicodedata.is_normalized("NFC", text)
        assert not reading.has_control(text)
    assert len(each.title) <= 60
    assert not each.title.endswith(".")
    assert each.meaning.endswith((".", "!"))
    assert each.remedy.endswith(".")
    assert each.example_wrong != each.example_right or not each.example_right


def test_no_code_is_explained_twice() -> None:
    text = (PORTAL / "explanations.yml").read_text("utf-8")
    document, problems = frontmatter.parse_data("explanations.yml", text)
    assert not problems
    groups = document.values.values()
    assert sum(len(entries) for entries in groups if isinstance(entries, dict)) == len(explanations())


def test_explanations_come_in_the_order_of_the_groups_and_every_group_has_some() -> None:
    assert list(dict.fromkeys(each.group for each in explanations().values())) == list(Group)


def test_an_explanation_in_a_terminal_has_the_remedy_and_the_examples() -> None:
    text = as_text(explanations()["date"])
    assert text.startswith("date: Ngày viết sai\n")
    assert "\nCách sửa: Viết dạng 2025-01-31" in text
    assert text.endswith("\nSai:\n  signed: 31/1/2025\n\nĐúng:\n  signed: 2025-01-31\n")


# ---- Content that produces each.


def plan(old: str, new: str) -> str:
    assert old in PLAN
    return PLAN.replace(old, new, 1)


def achievement(old: str, new: str) -> str:
    assert old in ACHIEVEMENT
    return ACHIEVEMENT.replace(old, new, 1)


def notice(added: str, body: str = "") -> str:
    return NOTICE.replace("date:", f"{added}date:", 1) + body


def alert(
    area: str = "[can-tho]", *, ends: str = "2026-03-01 20:00", more: str = "", cancels: str = ""
) -> str:
    return notice(
        f"priority: emergency\nstarts: 2026-02-28 07:30\nends: {ends}\n{more}emergency:\n"
        "  event: Bão\n  urgency: Immediate\n  severity: Severe\n  certainty: Likely\n"
        f"  area: {area}\n  instruction: Vào nhà\n  contact: Trực ban\n  approved_by: Ban Chỉ huy\n"
        + (f"  cancels: {cancels}\n" if cancels else "")
    )


K, T, D = "docs/ke-hoach/can-tho", "docs/tin-tuc/2026", "docs/dien-hinh"

# Code -> a file with it, of a project in which all other files may be wrong too.
IN_A_FILE: dict[str, tuple[str, str | bytes]] = {
    "file-empty": (f"{T}/trong.md", ""),
    "file-name": (f"{T}/Tên có dấu.md", NOTICE),
    "file-place": ("docs/ke-hoach/dat-nham.md", PLAN),
    "slug-reserved": (f"{T}/trang.md", NOTICE),
    "file-too-large": (f"{T}/lon.md", NOTICE + "x" * reading.MAX_BYTES),
    "not-utf8": (f"{T}/utf-16.md", NOTICE.encode("utf-16")),
    "control-character": (f"{T}/dieu-khien.md", NOTICE + "a\x07b\n"),
    "not-nfc": (f"{T}/to-hop.md", unicodedata.normalize("NFD", NOTICE)),
    "legacy-encoding": (f"{T}/tcvn3.md", NOTICE + "\nChuyÓn ®æi sè quèc gia.\n"),
    "damaged-horn": (f"{T}/sung.md", NOTICE + "\nĐỐI TƢỢNG\n"),
    "body-empty": (f"{T}/khong-than.md", NOTICE.rsplit("---\n", 1)[0] + "---\n"),
    "body-too-heavy": (f"{T}/nang.md", NOTICE + "\n" + "[" * 5000 + "\n"),
    "body-too-deep": (f"{T}/sau.md", NOTICE + "\n" + "- " * 3000 + "a\n"),
    "front-matter-missing": (f"{T}/khong-dau.md", "Nội dung.\n"),
    "front-matter-open": (f"{T}/dau-mo.md", "---\ntitle: A\n"),
    "yaml-broken": (f"{T}/yaml.md", notice("tags: [a\n")),
    "yaml-not-a-mapping": (f"{T}/yaml-chu.md", "---\nmột câu\n---\nB\n"),
    "yaml-too-deep": (f"{T}/yaml-sau.md", notice(f"tags: {'[' * 20}{']' * 20}\n")),
    "yaml-too-long": (f"{T}/yaml-dai.md", notice(f"tags: [{'a,' * 30_000}]\n")),
    "yaml-key": (f"{T}/yaml-khoa.md", notice("? [a, b]\n: c\n")),
    "yaml-alias": (f"{T}/yaml-neo.md", notice("tags: &a [b]\n")),
    "yaml-tag": (f"{T}/yaml-the.md", notice("tags: !chu-y a\n")),
    "field-twice": (f"{T}/hai-lan.md", notice("title: B\n")),
    "field-missing": (f"{T}/thieu.md", "---\ntitle: A\n---\nB\n"),
    "field-unknown": (f"{T}/truong-la.md", notice("titel: A\n")),
    "value-empty": (f"{T}/de-trong.md", notice("screens: ['']\n")),
    "value-type": (f"{T}/sai-kieu.md", notice("image: [a]\n")),
    "value-unknown": (f"{T}/gia-tri.md", notice("priority: cao\n")),
    "text-too-long": (f"{T}/chu-dai.md", notice("led: {s: Nghị quyết số 57-NQ/TW}\n")),
    "flag": (f"{T}/co.md", notice("draft: chưa xong\n")),
    "number": (f"{D}/so.md", achievement("value: 20758", "value: '20,758'")),
    "slug": (f"{K}/ma.md", plan("sections: [nhiem-vu]", "sections: [Nhiệm vụ]")),
    "web-address": (f"{D}/nguon.md", achievement('"https://bao.example/5g"', "www.bao.example")),
    "address": (f"{T}/bi-danh.md", notice("aliases: [tin-cu]\n")),
    "identity-form": (f"{T}/dinh-danh.md", notice("id: /tin-cu/\n")),
    "identity-twice": (f"{T}/hai-dinh-danh.md", notice("id: tin-tuc/2026/luat\n")),
    "date": (f"{K}/ngay.md", plan("signed: 2025-02-18", "signed: 18/2/2025")),
    "moment": (f"{T}/luc.md", notice("starts: 7h30\n")),
    "weekdays": (f"{T}/thu.md", notice("days: [thu-9]\n")),
    "hours": (f"{T}/gio.md", notice("hours: 7h đến 11h\n")),
    "ends-before-start": (f"{T}/truoc.md", notice("starts: 2026-02-02\nends: 2026-02-01\n")),
    "locality-form": (f"{T}/dia-phuong.md", notice("locality: Cần Thơ\n")),
    "locality-unknown": ("docs/ke-hoach/can-thoo/a.md", PLAN),
    "locality-folder": (f"{K}/thu-muc.md", plan("date:", "locality: da-nang\ndate:")),
    "kind-unknown": (f"{K}/loai.md", plan("kind: ke-hoach", "kind: ke-hoch")),
    "channel-unknown": (f"{K}/kenh.md", plan("tasks:", "channels: [mang]\ntasks:")),
    "section-unknown": (f"{K}/muc.md", plan("sections: [nhiem-vu]", "sections: [nhiem]")),
    "source-unknown": (f"{K}/nguon.md", plan("tasks:", "sources: [baoo]\ntasks:")),
    "number-form": (f"{K}/so-lech.md", plan("number: 180-KH/TU", "number: 180/KH-TU")),
    "section-unlisted": ("docs/nghi-quyet/la.md", SECTION),
    "section-draft": ("docs/nghi-quyet/the-che.md", SECTION.replace("date:", "draft: true\ndate:")),
    "sources-missing": (f"{D}/khong-nguon.md", achievement('["https://bao.example/5g"]', "[]")),
    "basis-missing": (f"{D}/cach-tinh.md", achievement("basis: trạm lắp mới trong năm\n", "")),
    "figure-values": (f"{D}/khoang.md", achievement("value: 20758", "value: [1, 2]")),
    "number-ambiguous": (f"{D}/dau-cham.md", achievement("value: 20758", "value: 20.758")),
    "task-group": (f"{D}/nhom-9.md", achievement("task_group: 3", "task_group: 9")),
    "task-group-unknown": (f"{D}/nhom-5.md", achievement("task_group: 3", "task_group: 5")),
    "task-group-section": (
        f"{D}/nhom-muc.md",
        achievement("task_group: 3", "task_group: 3\nsections: [the-che]"),
    ),
    "screen-unknown": (f"{T}/man-hinh.md", notice("screens: [bang-9]\n")),
    "emergency-incomplete": (f"{T}/khan-thieu.md", notice("priority: emergency\n")),
    "emergency-scope": (f"{T}/khan-noi.md", alert("[]")),
    "link-scheme": (f"{T}/giao-thuc.md", NOTICE + "\n[a](javascript:b)\n"),
    "link-address": (f"{T}/ten-mien.md", NOTICE + "\n[a](https://a@b.example/)\n"),
    "image-foreign": (f"{T}/anh-ngoai.md", NOTICE + "\n![a](https://bao.example/a.png)\n"),
    "html-removed": (f"{T}/html.md", NOTICE + "\n<script>a</script>\n"),
    "file-missing": (f"{T}/thieu-tep.md", notice("image: anh.png\n")),
    "alias-taken": (f"{T}/dia-chi.md", notice("aliases: [/tin-tuc/2026/luat/]\n")),
    "summary-missing": (f"{T}/tom-tat.md", NOTICE.replace("summary: Luật có hiệu lực từ tháng bảy.\n", "")),
    "paragraph-long": (f"{T}/doan-dai.md", NOTICE + "\n" + "chữ " * 151 + "\n"),
    "heading-top": (f"{T}/de-muc.md", NOTICE + "\n# Đề mục\n"),
    "heading-order": (f"{T}/nhay-cap.md", NOTICE + "\n## A\n\n#### B\n"),
    "image-alt": (f"{T}/loi-thay.md", NOTICE + "\n![](anh.png)\n"),
    "link-text": (f"{T}/tai-day.md", NOTICE + "\nXem [tại đây](luat.md).\n"),
    "mail-private": (f"{T}/hop-thu.md", NOTICE + "\nGửi ai.do@gmail.com.\n"),
    "phone-private": (f"{T}/di-dong.md", NOTICE + "\nGọi 0912 345 678.\n"),
    "number-written": (f"{T}/so-anh.md", NOTICE + "\nTăng 12.5%.\n"),
    "abbreviation-unknown": (f"{T}/viet-tat.md", NOTICE + "\nTổ CNSCĐ đến từng nhà.\n"),
    "review-due": (f"{T}/luat.md", notice("review_by: 2026-02-01\n")),
    "loudspeaker-unspelt": (f"{K}/loa.md", plan("title: Kế hoạch", "title: Kế hoạch QXZW")),
}

# Codes -> a project with them and little else; a file without content is not there.
Files = Mapping[str, str | bytes | None]
HEAD = "document: {number: 57-NQ/TW, title: A, issuer: A, signed: 2024-12-22}\nsections:\n"
FEED = "feeds:\n  - {name: %s, title: A, description: A%s}\n"
TARGET = "{id: a, label: A, operator: '>=', value: 30, unit: '%%', horizon: 2030, group: so%s}\n"
MEASURE = ", observations: [{value: %s, %sunit: %s, as_of: 2025, basis: A, source_url: 'https://a.example/'}]"
TARGETS = "groups: {so: A}\ntargets:\n  - " + TARGET
TOGETHER: list[tuple[set[str], Files]] = [
    ({"dead-link", "dead-anchor"}, {f"{T}/a.md": NOTICE + "\n[a](b.md) [c](luat.md#d)\n"}),
    ({"address-taken"}, {"docs/ke-hoach.md": "---\ntitle: A\n---\nB\n"}),
    (
        {"file-type", "file-content", "attachment-large", "svg-unfit", "svg-removed"},
        {
            f"{T}/luat.md": NOTICE + "\n[a](a.html) [b](b.pdf) [c](c.png) [d](d.svg) [e](e.svg)\n",
            f"{T}/a.html": "a",
            f"{T}/b.pdf": "b",
            f"{T}/c.png": b"\x89PNG\r\n\x1a\n" + b"\0" * PICTURE,
            f"{T}/d.svg": "d",
            f"{T}/e.svg": '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
        },
    ),
    ({"section-unwritten"}, {"docs/nghi-quyet/ha-tang.md": None}),
    (
        {"screen-text", "screen-standing", "screen-size"},
        {
            f"{T}/a.md": notice("screens: [bang-1]\n").replace("title: Luật", "title: 漢字"),
            "data/screens.yml": SCREENS
            + "  - {id: b, name: B, width: 32, height: 16, kind: led, standing: Nghị quyết 57 về đột phá}\n"
            + "  - {id: c, name: C, width: 2, height: 2, kind: led, standing: A}\n",
        },
    ),
    (
        {"screen-crowded"},
        {f"{T}/{n}.md": notice("screens: [bang-1]\nstarts: 2026-02-01\nled: {s: Tin}\n") for n in range(11)},
    ),
    (
        {
            *("cancels-unknown", "cancels-circle", "emergency-long", "area-former"),
            *("emergency-nowhere", "emergencies-together"),
        },
        {
            f"{T}/a.md": alert(cancels="tin-tuc/2026/khong-co"),
            f"{T}/b.md": alert(cancels="tin-tuc/2026/c"),
            f"{T}/c.md": alert(cancels="tin-tuc/2026/b"),
            f"{T}/d.md": alert("[binh-phuoc]", ends="2026-03-09"),
            f"{T}/e.md": alert("[]", more="screens: [bang-1]\n"),
            f"{T}/g.md": alert(),
            f"{T}/h.md": alert(),
        },
    ),
    ({"data-missing"}, {"data/targets.yml": None}),
    ({"data-empty"}, {"data/targets.yml": ""}),
    ({"authority"}, {"data/site.yml": projects.SITE.replace("authority: cong.example", "authority: Sở")}),
    (
        {"web-editor-missing"},
        {"data/site.yml": projects.SITE + "admin: {backend: gitea, repo: a/b, app_id: c}\n"},
    ),
    ({"locality-data"}, {"data/communes.csv": "a,b\n1,2\n"}),
    ({"map-too-large"}, {"data/map.yml": "rows: [[" + "., " * 9 + ".]]\n"}),
    ({"tile-no-province"}, {"data/map.yml": "rows: [[viet-nam]]\n"}),
    ({"feed-reserved"}, {"data/feeds.yml": FEED % ("tat-ca", ", tags: [a]")}),
    ({"feed-criteria"}, {"data/feeds.yml": FEED % ("a", "")}),
    ({"tag-unused"}, {"data/feeds.yml": FEED % ("a", ", tags: [a]")}),
    (
        {"name-twice", "section-order", "reference-unknown"},
        {
            "data/resolution.yml": HEAD
            + "  - {slug: muc-tieu, numeral: I, title: A, parent: ha-tang}\n"
            + "  - {slug: ha-tang, numeral: I, title: A}\n  - {slug: ha-tang, numeral: I, title: A}\n",
            "data/targets.yml": TARGETS % ", sections: [x]",
        },
    ),
    ({"record-unknown"}, {"data/targets.yml": TARGETS % ", not_compared: [{record: a, why: A}]"}),
    ({"measure-text"}, {"data/targets.yml": TARGETS % (MEASURE % ("cao", "operator: text, ", "A"))}),
    ({"unit-differs"}, {"data/targets.yml": TARGETS % (MEASURE % ("1", "", "A"))}),
    (
        {"goal-missing"},
        {
            "data/targets.yml": (TARGETS % (MEASURE % ("1", "", "A"))).replace(
                "operator: '>=', value: 30", "operator: text, value: cao", 1
            )
        },
    ),
    ({"published-unregistered"}, {"data/published.csv": None}),
    ({"published-gone"}, {f"{T}/luat.md": None}),
    ({"published-moved"}, {f"{T}/luat.md": None, f"{T}/moi.md": notice("id: tin-tuc/2026/luat\n")}),
    ({"identity-lost"}, {f"{T}/luat.md": None, f"{T}/moi.md": notice("aliases: [/tin-tuc/2026/luat/]\n")}),
    ({"published-hidden"}, {f"{T}/luat.md": notice("draft: true\n")}),
    ({"published-header"}, {"data/published.csv": "a\n"}),
    ({"published-row"}, {"data/published.csv": projects.PUBLISHED + "a\n"}),
]
# What needs more than a text in a file.
ELSEWHERE = {"symlink", "file-kind", "file-unreadable"}


def produced(root: Path, files: Files) -> set[tuple[str, str]]:
    """Path and code of every problem that `portal check` has."""
    given = {"data/published.csv": projects.PUBLISHED, **files}
    made = projects.make(root, {name: text for name, text in given.items() if text is not None})
    for name in (name for name, text in given.items() if text is None):
        (made.root / name).unlink(missing_ok=True)
    return codes_of(root)


def codes_of(root: Path) -> set[tuple[str, str]]:
    session = open_session(Project(root), menu=menu.read(root / "mkdocs.yml"), store=Memory())
    found = [*session.problems]
    if session.snapshot is not None:
        found += later.at_a_moment(session.snapshot)
    return {(problem.path, problem.code) for problem in found}


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_NOW", "2026-03-01 08:00")


def test_every_code_of_one_file_comes_of_the_file_that_has_it(tmp_path: Path) -> None:
    found = produced(tmp_path / "du-an", dict(IN_A_FILE.values()))
    expected = {(path, code) for code, (path, _) in IN_A_FILE.items()}
    assert expected <= found, sorted(expected - found)


@pytest.mark.parametrize(("codes", "files"), TOGETHER, ids=[min(codes) for codes, _ in TOGETHER])
def test_a_code_comes_of_what_its_case_shows(tmp_path: Path, codes: set[str], files: Files) -> None:
    found = {code for _, code in produced(tmp_path / "du-an", files)}
    assert codes <= found, (codes - found, found)


def test_codes_of_what_is_no_text_in_a_file(tmp_path: Path) -> None:
    root = tmp_path / "du-an"
    made = projects.make(root)
    try:
        (made.root / "docs" / "lien-ket.md").symlink_to("gioi-thieu.md")
        os.mkfifo(made.root / "docs" / "ong.md")
    except (OSError, AttributeError, NotImplementedError):
        pytest.skip("this system has no links or pipes")
    found = codes_of(root)
    assert {("docs/lien-ket.md", "symlink"), ("docs/ong.md", "file-kind")} <= found


def test_a_file_that_cannot_be_read_has_a_code(tmp_path: Path) -> None:
    loaded = intake.load_all(tmp_path, ["a.md"], store=Memory(), code="", workers=Workers())
    assert [problem.code for each in loaded for problem in each.problems] == ["file-unreadable"]


def test_every_code_has_a_case() -> None:
    # What a finished build can have wrong has its cases in tests/site/test_verification.py.
    of_builds = {code for code, each in explanations().items() if each.group is Group.RELEASE}
    cases = of_builds | set(IN_A_FILE) | ELSEWHERE | {code for codes, _ in TOGETHER for code in codes}
    assert cases == set(explanations())
