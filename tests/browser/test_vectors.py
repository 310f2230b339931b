"""Known attacks through the whole build, in a browser: once under the strict policy, once without any.

Every place that content reaches is filled with them: bodies, titles, summaries, tags, units, texts of
screens, attachments and their names, drawings. Refusals that would stop the build are turned off: cleaning
has to hold alone.
"""

from __future__ import annotations

import io
import json
import os
import re
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pytest
from playwright.sync_api import Browser, Page

from engine import command
from portal import links, loading
from portal.problems import Severity
from tests import projects
from tests.browser.conftest import POLICY, Seen
from tests.projects import SCREENS, TestProject
from tests.vectors import OURS, vectors

pytestmark = pytest.mark.browser

# Whatever an attack calls is counted, in frames and workers of the page too.
CANARY = """
window.__ran = [];
for (const name of ["alert", "confirm", "prompt", "print", "open"]) {
  window[name] = (...given) => { window.__ran.push(name + ":" + given.join()); };
}
"""
# Attributes and elements that would run, in shadow trees too; waits for what pictures and styles would start.
LOOK = """
async () => {
  const found = [], isPage = document.contentType === "text/html";
  const scripts = new Set(["", "text/javascript", "module"]);
  function look(root) {
    for (const each of root.querySelectorAll("*")) {
      for (const { name, value } of each.attributes) {
        if (/^on/i.test(name)) found.push(each.tagName + " " + name);
        // A kiosk sets styles by script, which the policy lets it do; the browser itself shows texts so.
        const set = name === "style" && (location.pathname.startsWith("/man-hinh/") || !isPage);
        if (/^(style|srcdoc|formaction)$/i.test(name) && !set) found.push(each.tagName + " " + name);
        if (/^(href|src|action|cite)$/i.test(name) && value.trim()) {
          const address = new URL(value, document.baseURI);
          if (!/^(https?|mailto|tel):$/.test(address.protocol)) found.push(each.tagName + " " + value);
        }
      }
      if (each.localName === "script" && scripts.has(each.type) && !each.src) found.push("an inline script");
      if (/^(iframe|object|embed|base|form|foreignobject|animate|set)$/i.test(each.localName)
          && !each.matches("form[action$='tim-kiem/'], form.trial, form.narrow, form.search")) {
        found.push("<" + each.localName + " " + each.className + ">");
      }
      if (each.shadowRoot) look(each.shadowRoot);
    }
  }
  for (const each of document.querySelectorAll("details")) each.open = true;
  for (const type of ["mouseover", "focus", "click", "pointerover", "animationstart", "toggle"]) {
    for (const each of document.querySelectorAll("main *")) {
      if (!each.closest("a[href], button")) each.dispatchEvent(new Event(type, { bubbles: false }));
    }
  }
  await new Promise(done => setTimeout(done, 40));
  look(document);
  return found;
}
"""
DRAWING = """<?xml version="1.0"?><!DOCTYPE svg>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
 viewBox="0 0 9 9" onload="alert(1)">
<script>alert(2)</script><a xlink:href="javascript:alert(3)"><text y="9">A</text></a>
<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml"
 srcdoc="&lt;script>parent.alert(4)&lt;/script>"/></foreignObject>
<image href="https://a.example/b.png" onerror="alert(5)"/><use href="data:image/svg+xml,&lt;svg/>#a"/>
<animate attributeName="href" values="javascript:alert(6)"/><set attributeName="onload" to="alert(7)"/>
<style>@import "https://a.example/c.css"; rect { fill: url(https://a.example/d) }</style>
<rect width="5" height="5" style="background: url(https://a.example/e)" fill="red"/></svg>
"""
NAMES = (
    "a' onerror=alert(1) b='.txt",
    "&lt;img src=x onerror=alert(1)&gt;.txt",
    "javascript&colon;alert(1).txt",
)
HEAD = "---\ntitle: {title}\nsummary: {summary}\ndate: 2026-02-{day:02}\n{more}---\n{body}\n"
PLACE = "docs/tin-tuc/2026"


@dataclass(frozen=True)
class Attacked:
    """A site that is full of attacks: the address of each page to look at."""

    folder: Path
    pages: tuple[str, ...]
    refused: int


def _said(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def _is_let_through(files: dict[str, str | bytes]) -> bool:
    found = [loading.load(path.removeprefix("docs/"), str(text).encode())[0] for path, text in files.items()]
    problems = [each for loaded in found for each in loaded.problems]
    return not any(
        each.severity is Severity.ERROR and each.code not in loading._REFUSALS for each in problems
    )


def _notice(
    number: int, *, title: str = "A", summary: str = "B", more: str = "", body: str = "C"
) -> dict[str, str | bytes]:
    text = HEAD.format(title=title, summary=summary, day=number % 28 + 1, more=more, body=body)
    return {f"{PLACE}/tan-cong-{number}.md": text}


def _content() -> tuple[dict[str, str | bytes], int]:
    """Files with all vectors that the checks let through, many in one, and how many they do not."""
    bodies = [each for each in vectors() if _is_let_through(_notice(0, body=f"a\n\n{each}\n\n[a]({each})"))]
    lines = [each for each in vectors() if each.strip() and _is_let_through(_notice(0, title=_said(each)))]
    files: dict[str, str | bytes] = {}
    for number, start in enumerate(range(0, len(bodies), 120)):
        some = bodies[start : start + 120]
        parts = [f"{each}\n\n[a]({each})\n\n> {each}\n\n| a |\n|---|\n| {each} |\n" for each in some]
        files |= _notice(100 + number, body="\n\n".join(parts))
    for number, start in enumerate(range(0, len(lines), 80)):
        some = lines[start : start + 80]
        tags = f"tags: [{', '.join(map(_said, some))}]\n"
        files |= _notice(
            200 + number, title=_said(" ".join(some[:12])), summary=_said(" ".join(some)), more=tags
        )
    files |= _attached(lines) | _shown(lines)
    return files, len(vectors()) - len(bodies)


def _attached(lines: list[str]) -> dict[str, str | bytes]:
    named = "".join(
        f"  - {{file: {_said(name)}, title: {_said(line)}}}\n" for name in NAMES for line in lines[:15]
    )
    body = "![<img src=x onerror=alert(1)>](hinh.svg)\n\n[hình](hinh.svg)\n"
    files = _notice(300, more=f"attachments:\n{named}", body=body) | {f"{PLACE}/hinh.svg": DRAWING}
    return files | {f"{PLACE}/{name}": "<b>a</b>"[3:4] for name in NAMES}


def _shown(lines: list[str]) -> dict[str, str | bytes]:
    """What screens show, and figures."""
    files: dict[str, str | bytes] = {}
    for number, line in enumerate(lines[:6]):
        more = (
            f"screens: [man-1]\nstarts: 2026-02-01\nled: {{s: {_said(line[:16])}, m: {_said(line[:36])}}}\n"
        )
        files |= _notice(400 + number, title=_said(line), more=more)
        files[f"docs/dien-hinh/tan-cong-{number}.md"] = projects.ACHIEVEMENT.replace(
            "unit: trạm, what: trạm 5G mới", f"unit: {_said(line)}, what: {_said(line)}"
        )
    kiosk = "  - {{id: man-1, name: {name}, width: 1280, height: 720, kind: kiosk, standing: {name}}}\n"
    return files | {"data/screens.yml": SCREENS + kiosk.format(name=_said(OURS[0]))}


def _build(project: TestProject) -> None:
    """A build that nothing stops: neither schemes that are refused nor links to nowhere, which are errors."""
    lenient = {code: (Severity.ADVICE, *said) for code, (_, *said) in loading._REFUSALS.items()}
    said = io.StringIO()
    with (
        patch.dict(os.environ, {"PORTAL_NOW": "2026-03-01"}),
        patch.object(loading, "_REFUSALS", lenient),
        patch.object(links, "check", return_value=[]),
        chdir(project.root),
        redirect_stdout(said),
        redirect_stderr(said),
    ):
        status = command.main(["build"])
    assert status == 0, "\n".join(line for line in said.getvalue().splitlines() if "lời khuyên" not in line)


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Attacked:
    files, refused = _content()
    project = projects.make(tmp_path_factory.mktemp("tan-cong") / "du-an", files)
    _build(project)
    (project.site / "khach.html").write_text(
        '<!doctype html><html lang="vi"><title>A</title><main>'
        '<portal-feed src="embed/tat-ca.json" limit="20"></portal-feed></main>'
        '<script src="embed.js"></script></html>',
        encoding="utf-8",
    )
    records = [f"/{name[5:-3]}/" for name in files if name.endswith(".md")]
    found = [
        f"/tim-kiem/?q={urllib.parse.quote(each)}"
        for each in (OURS[0], OURS[14], "</script><script>alert(1)</script>")
    ]
    others = [
        "/",
        "/tin-tuc/",
        "/dien-hinh/",
        "/man-hinh/",
        "/man-hinh/man-1/",
        "/embed/tat-ca/",
        "/khach.html",
    ]
    others += ["/nghi-quyet/the-che/", "/feeds/tat-ca.xml", "/tin-tuc/2026/hinh.svg", *found]
    return Attacked(project.site, (*records, *others, *_files(project.site)), refused)


def _files(site: Path) -> Iterator[str]:
    for path in sorted((site / "tin-tuc/2026").glob("*.txt")):
        yield f"/tin-tuc/2026/{urllib.parse.quote(path.name)}"


@pytest.mark.parametrize("policy", [POLICY, None], ids=["policy", "no-policy"])
def test_no_attack_runs_sends_or_leaves_its_marks(
    attacked: Attacked, browser: Browser, site_url: Callable[..., str], policy: str | None
) -> None:
    headers = {"Content-Security-Policy": policy} if policy else {}
    portal = site_url(attacked.folder, headers={**headers, "X-Content-Type-Options": "nosniff"}).rstrip("/")
    seen, found = Seen(), {}
    context = browser.new_context(locale="vi-VN", service_workers="block")
    context.add_init_script(CANARY)
    seen.watch(context)
    page = context.new_page()
    page.on("dialog", lambda dialog: (seen.errors.append(f"dialog {dialog.message}"), dialog.dismiss()))
    for address in attacked.pages:
        found[address] = _looked_at(page, portal + address)
    context.close()
    assert {address: flaws for address, flaws in found.items() if flaws} == {}
    assert seen.elsewhere(portal) == []
    assert [error for error in seen.errors if not re.search(r"404|ERR_ABORTED", error)] == []


def _looked_at(page: Page, address: str) -> list[str]:
    page.goto(address, wait_until="load")
    flaws: list[str] = page.evaluate(LOOK)
    return sorted(set(flaws)) + [f"ran {each}" for each in page.evaluate("window.__ran || []")]


def test_most_attacks_are_let_through_to_be_looked_at(attacked: Attacked) -> None:
    """A list of which everything is refused would show nothing."""
    assert attacked.refused < len(vectors()) / 2
    page = (attacked.folder / "tin-tuc/2026/tan-cong-200/index.html").read_text("utf-8")
    assert "alert(1)" in page
    drawing = (attacked.folder / "tin-tuc/2026/hinh.svg").read_text("utf-8")
    assert "<rect" in drawing
    assert not re.search("script|on[a-z]+=|example|foreign|animate", drawing)
