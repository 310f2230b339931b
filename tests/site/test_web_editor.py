"""The published portal has the web editor when `data/site.yml` names a git host, and only then."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable

from engine import admin
from portal.project import Project
from portal.web_editor import package
from tests.projects import ROOT, SITE, TestProject, contents

HOST = "admin: {backend: gitea, repo: tinh/cong, api_root: https://git.example/api/v1}\n"
WITH_HOST = {"data/site.yml": SITE + HOST}


def test_without_a_git_host_there_is_no_editor(project: Callable[..., TestProject]) -> None:
    small = project()
    assert small.portal("build").status == 0
    assert not (small.site / "admin").exists()
    assert "admin" not in (small.site / "robots.txt").read_text("utf-8")


def test_a_git_host_without_the_files_of_the_editor_is_a_problem(project: Callable[..., TestProject]) -> None:
    done = project(WITH_HOST).portal("check")
    assert done.status == 1
    assert "data/site.yml:7: admin:" in done.out
    assert "«portal admin»" in done.out


def test_with_a_git_host_the_editor_is_published_and_not_listed(project: Callable[..., TestProject]) -> None:
    small = project(WITH_HOST)
    if package.found(ROOT) is None:
        assert admin.fetch(Project(ROOT)) == 0
    shutil.copytree(package.place(ROOT), package.place(small.root))
    done = small.portal("build")
    assert done.status == 0, done.out + done.err
    found = contents(small.site / "admin")
    assert {"index.html", "start.js", "config.json", "npm/index.js", "locales/vi.js"} <= found.keys()
    backend = json.loads(found["config.json"])["backend"]
    assert (backend["name"], backend["repo"], backend["branch"]) == ("gitea", "tinh/cong", "main")
    assert b"https://git.example" in found["index.html"]
    assert "\nDisallow: /admin/\n" in (small.site / "robots.txt").read_text("utf-8")
    assert "/admin/" not in (small.site / "sitemap.xml").read_text("utf-8")
