"""Kinds of records -> collections of Sveltia CMS: where files lie, their names, their fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from portal.model import RECORDS
from portal.model.fields import SLUG
from portal.model.page import OrdinaryText
from portal.model.record import Kind, Record
from portal.web_editor.fields import Form, Forms

LEFT_OUT: Mapping[tuple[Kind | None, str], str] = {
    (None, "id"): "written only when a file moves, which forms do not do",
    (Kind.PLAN, "locality"): "the folder says it, and the form has a chooser for the folder",
    (Kind.SECTION, "locality"): "the resolution holds for the whole country",
}
"""Fields that no form has (of a kind, or of all), and why. What a file says there survives an edit."""

_ICONS = {
    Kind.SECTION: "menu_book",
    Kind.PLAN: "assignment",
    Kind.ACHIEVEMENT: "trophy",
    Kind.NOTICE: "campaign",
}
_PLACES: Mapping[Kind, dict[str, Any]] = {
    # As many levels as a place has; a new folder is made by its name.
    Kind.PLAN: {"nested": {"depth": 4, "subfolders": False}, "meta": {"path": {}}},
    Kind.NOTICE: {"path": "{{date | date('YYYY')}}/{{slug}}"},
}
_FIRST = ("title", "summary", "date", "draft", "sections", "locality", "audiences")
_AFTER = ("sources", "attachments")
_SINGULAR = {
    Kind.SECTION: "mục của nghị quyết",
    Kind.PLAN: "kế hoạch",
    Kind.ACHIEVEMENT: "điển hình",
    Kind.NOTICE: "tin",
}
_BODY: Form = {
    "name": "body",
    "label": "Nội dung",
    "hint": "Dán từ Word được. Tiêu đề bắt đầu từ cấp 2; tiêu đề của trang đã ở trên.",
    "widget": "markdown",
    "required": True,
    "buttons": [
        "bold",
        "italic",
        "link",
        # Without it the editor writes a backslash before each backtick that a text already has.
        "code",
        "heading-two",
        "heading-three",
        "heading-four",
        "quote",
        "bulleted-list",
        "numbered-list",
    ],
    "editor_components": ["image", "code-block"],
    "linked_images": False,
    "use_emoji_autocomplete": False,
}


@dataclass(frozen=True, slots=True)
class OrdinaryPage:
    """A page that is no record: its path below `docs/`, and its title."""

    path: str
    title: str


def collections(forms: Forms, pages: Iterable[OrdinaryPage]) -> list[dict[str, Any]]:
    """One for each kind of record, the newest ones first, and one for the ordinary pages."""
    order = (Kind.NOTICE, Kind.PLAN, Kind.ACHIEVEMENT, Kind.SECTION)
    found = [_collection(kind, forms) for kind in order]
    files = [_file(page, forms) for page in sorted(pages, key=lambda page: page.path)]
    if files:
        found.append({"name": "trang", "label": "Trang khác", "icon": "description", "files": files})
    return found


def _collection(kind: Kind, forms: Forms) -> dict[str, Any]:
    new = kind is not Kind.SECTION
    found: dict[str, Any] = {
        "name": kind.value,
        "label": kind.list_title,
        "label_singular": _SINGULAR[kind],
        "icon": _ICONS[kind],
        "folder": f"docs/{kind.value}",
        **_PLACES.get(kind, {}),
        "slug": _slug(),
        "extension": "md",
        "format": "yaml-frontmatter",
        "create": new,
        "delete": False,
        "summary": "{{title}}",
        "sortable_fields": {
            "fields": ["date", "title"],
            "default": {"field": "date", "direction": "descending"},
        },
        "media_folder": "",
        "public_folder": "",
        "thumbnail": False,
        "aliases_field": False,
        "fields": _fields(kind, forms),
    }
    if kind is Kind.PLAN:
        found["description"] = (
            "Chọn «Thư mục cha» là địa phương: can-tho; xã thì trong tỉnh: hai-phong/kinh-mon."
        )
    if new:
        found["view_filters"] = [{"label": "Bản nháp", "field": "draft", "pattern": True}]
    return found


def _fields(kind: Kind, forms: Forms) -> list[Form]:
    """What readers see first, then the body, then what is seldom needed."""
    absent = {name for of, name in LEFT_OUT if of in (None, kind)}
    found = {field["name"]: _fitted(field, kind, forms) for field in forms.fields(RECORDS[kind])}
    own = [name for name in found if name not in Record.model_fields]
    first = [name for name in (*_FIRST, *own, *_AFTER) if name not in absent]
    rest = [name for name in found if name not in absent and name not in first]
    return [*(found[name] for name in first), _BODY, *(found[name] for name in rest)]


def _fitted(field: Form, kind: Kind, forms: Forms) -> Form:
    """A field as this kind has it."""
    if field["name"] == "date":
        return {**field, "default": "{{now}}"}
    if kind is Kind.PLAN and field["name"] == "kind":
        return {"name": "kind", "label": field["label"], "required": True, **forms.kinds}
    if kind is Kind.ACHIEVEMENT and field["name"] == "sources":
        return {**field, "min": 1}
    return field


def _slug() -> dict[str, Any]:
    return {
        "template": "{{title}}",
        "editable": ["create"],
        "hint": "Thành địa chỉ của trang, không đổi về sau: chữ thường không dấu, số, dấu gạch nối.",
        "pattern": [
            f"^(?!trang$|index$){SLUG.pattern}$",
            "Chỉ gồm chữ thường không dấu, số và dấu gạch nối.",
        ],
    }


def _file(page: OrdinaryPage, forms: Forms) -> dict[str, Any]:
    return {
        "name": page.path.removesuffix(".md").replace("/", "-"),
        "label": page.title,
        "file": f"docs/{page.path}",
        "media_folder": "",
        "public_folder": "",
        "fields": [*forms.fields(OrdinaryText), {**_BODY, "required": False}],
    }
