"""The web editor served from a folder, and the files that it keeps in the browser."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

from engine import admin
from portal import settings
from portal.project import Project
from portal.store import digest
from portal.web_editor import outputs, package
from portal.web_editor.config import Content, configuration
from tests.projects import ROOT

# Where Sveltia's backend for tests keeps its files, in the browser's own file system.
TEST_FOLDER = "sveltia-cms-test"

_WRITE = """async ([top, files]) => {
  const root = await (await navigator.storage.getDirectory()).getDirectoryHandle(top, {create: true});
  for (const [path, text] of Object.entries(files)) {
    const parts = path.split("/");
    let folder = root;
    for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part, {create: true});
    const file = await folder.getFileHandle(parts.at(-1), {create: true});
    const stream = await file.createWritable();
    await stream.write(text);
    await stream.close();
  }
}"""
_READ = """async top => {
  const found = {};
  const walk = async (folder, before) => {
    for await (const [name, each] of folder.entries()) {
      if (each.kind === "directory") await walk(each, before + name + "/");
      else found[before + name] = [...new Uint8Array(await (await each.getFile()).arrayBuffer())];
    }
  };
  await walk(await (await navigator.storage.getDirectory()).getDirectoryHandle(top), "");
  return found;
}"""
# The browser's chooser of folders cannot be used by a program: it gives this one.
PICK = f"""window.showDirectoryPicker = async () =>
  (await navigator.storage.getDirectory()).getDirectoryHandle("{TEST_FOLDER}")"""


def serve_from(folder: Path, root: Path, content: Content, *, backend: dict[str, Any]) -> None:
    """Write `/admin/` below a folder, as a preview answers for it, with the data files of a project."""
    if package.found(ROOT) is None:
        assert admin.fetch(Project(ROOT)) == 0
    place = folder / "admin"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(folder / "files", target_is_directory=True)
    files = folder / "files"
    files.mkdir()
    for each in package.place(ROOT).iterdir():
        (files / each.name).symlink_to(each)
    known, problems = settings.load(root / "data", digest)
    assert known is not None, problems
    made = configuration(known, content, backend=backend, site_url="http://127.0.0.1/")
    (files / "config.json").write_text(json.dumps(made), encoding="utf-8")
    (files / "index.html").write_bytes(outputs.page())
    (files / "start.js").write_bytes((package.PINS / "start.js").read_bytes())


def put(page: Page, files: Mapping[str, str]) -> None:
    """Files that are there before the editor opens. The page is of the editor's host."""
    page.evaluate(_WRITE, [TEST_FOLDER, dict(files)])


def kept(page: Page) -> dict[str, bytes]:
    """All files that are there now."""
    return {name: bytes(content) for name, content in page.evaluate(_READ, TEST_FOLDER).items()}


def field(page: Page, label: str, *, within: Locator | None = None) -> Locator:
    """The group of a field, by its label."""
    name = f"Trường “\u2068{label}\u2069”"
    return (within or page.locator("body")).get_by_role("group", name=name, exact=True)
