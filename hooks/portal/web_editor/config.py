"""The whole configuration of Sveltia CMS: where it keeps what is written, and its forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from portal.model.data import Admin
from portal.project import INBOX
from portal.settings import Settings
from portal.web_editor.collections import OrdinaryPage, collections
from portal.web_editor.fields import Forms


@dataclass(frozen=True, slots=True)
class Content:
    """What forms have to know of the content: ordinary pages, and places that have records."""

    pages: tuple[OrdinaryPage, ...] = ()
    places: frozenset[str] = frozenset()


MAX_UPLOAD = 20 * 1024 * 1024
"""Bytes of one file. Larger ones make a repository slow for everybody, for ever."""

TEST = {"name": "test-repo"}
"""A backend that keeps everything in the browser, for tests."""
_HERE_ONLY = {"name": "gitea", "repo": "may-nay/cong", "auth_methods": ["token"]}
"""Sveltia works on a local folder only beside some git host. This one is never asked: the page forbids it,
and shows no button for signing in."""
_COMMITS = {
    "create": "{{collection}}: thêm «{{slug}}»",
    "update": "{{collection}}: sửa «{{slug}}»",
    "delete": "{{collection}}: xóa «{{slug}}»",
    "uploadMedia": "Thêm tệp «{{path}}»",
    "deleteMedia": "Xóa tệp «{{path}}»",
}


def configuration(
    settings: Settings, content: Content, *, backend: dict[str, Any], site_url: str
) -> dict[str, Any]:
    """As JSON. `backend` is one of those below; `site_url` is where links to pages lead."""
    return {
        "backend": backend,
        "app_title": f"Soạn bài: {settings.site.short_name}",
        "site_url": site_url,
        "display_url": site_url,
        # What is not put beside an entry goes where nothing is published from.
        "media_folder": INBOX,
        "public_folder": f"/{INBOX}",
        "media_libraries": {
            "default": {"config": {"max_file_size": MAX_UPLOAD, "slugify_filename": True}},
            "stock_assets": {"providers": []},
        },
        "slug": {"encoding": "ascii", "clean_accents": True, "maxlength": 80, "timezone": "local"},
        "output": {"omit_empty_optional_fields": True, "yaml": {"indent_sequences": True}},
        "editor": {"preview": False},
        "show_preview_links": False,
        "collections": collections(Forms(settings, content.places), content.pages),
    }


def local_backend(admin: Admin | None) -> dict[str, Any]:
    """For the preview: the folder on this machine, and the git host too when there is one."""
    return dict(_HERE_ONLY) if admin is None else git_backend(admin)


def git_backend(admin: Admin) -> dict[str, Any]:
    """For the published portal."""
    given = admin.model_dump(exclude_none=True, exclude={"backend"})
    return {"name": admin.backend, **given, "commit_messages": _COMMITS}
