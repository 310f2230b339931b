"""The files of Sveltia CMS as `/admin/` has them: of one pinned version, mended where it would not work.

The package is made for bundlers. As files for a browser its parts in other packages have to be beside it, and
the words of its interface have to be a script: browsers import no bare names and no JSON.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

VERSION = "0.221.1"
PINS = Path(__file__).with_name("sveltia")
"""The folder with what npm needs, and with the page around the editor."""
_WORDS = PINS / "vi.json"
"""Words of the interface that the package has not translated, or that say something else here."""
SCHEMA = "schema.json"
PIN_FILES = ("package.json", "package-lock.json", ".npmrc")
_MAIN = "npm/index.js"
_MAIN_DIGEST = "a66e2d91fab6fc23abdcc3f60ca5e0fc711fa89e62ed33a3fd76b95c4c7ca30a"
"""SHA-256 of `npm/index.js` of this version. The mends below are made for it and for no other."""

_VENDORED: Mapping[str, str] = {
    # Reads the day and place at which a picture was taken.
    "exifr/dist/lite.esm.mjs": "exifr/dist/lite.esm.mjs",
    # Turns what is pasted, from Word for instance, into Markdown.
    "turndown/lib/turndown.browser.es.js": "turndown/lib/turndown.browser.es.js",
    # Colours of the Markdown source.
    "@shikijs/langs/markdown": "@shikijs/langs/dist/markdown.mjs",
    "@shikijs/themes/github-light": "@shikijs/themes/dist/github-light.mjs",
    "@shikijs/themes/github-dark": "@shikijs/themes/dist/github-dark.mjs",
    "immutable": "immutable/dist/immutable.es.js",
}
"""Names that the package imports, and the files in `node_modules/` that they mean."""


_FONT_HOST = "https://cdn.jsdelivr.net/fontsource/fonts/"
_FONTS = (
    ("source-sans-3:vf@5.3.0/latin-wght-normal.woff2", "woff2-variations"),
    ("noto-mono@5.3.0/latin-400-normal.woff2", "woff2"),
    ("material-symbols-outlined:vf@5.3.7/latin-wght-normal.woff2", "woff2-variations"),
)


class UnexpectedError(Exception):
    """The package is not what the mends were made for."""


def place(root: Path) -> Path:
    """Where a project keeps the files. Another pinned version, or other mends, are another place."""
    made_by = (Path(__file__), PINS / "package-lock.json", _WORDS)
    pins = b"".join(path.read_bytes() for path in made_by)
    return root / ".cache" / "admin" / f"{VERSION}-{hashlib.sha256(pins).hexdigest()[:12]}"


def found(root: Path) -> Path | None:
    """The folder with the files, when they have been fetched."""
    folder = place(root)
    return folder if folder.is_dir() else None


def keep(root: Path, modules: Path) -> Path:
    """Put the files in place, all of them or none, from a folder `node_modules/` that npm has checked."""
    folder = place(root)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as aside:
        ready = Path(aside) / "files"
        for name, content in _files(modules):
            (ready / name).parent.mkdir(parents=True, exist_ok=True)
            (ready / name).write_bytes(content)
        for former in folder.parent.iterdir():
            if former != Path(aside):
                shutil.rmtree(former, ignore_errors=True)
        ready.rename(folder)
    return folder


def _files(modules: Path) -> Iterator[tuple[str, bytes]]:
    """Path below `/admin/` and content of each."""
    package = modules / "@sveltia" / "cms"
    yield _MAIN, mended((package / _MAIN).read_bytes())
    for folder in ("npm/assets", "npm/chunks"):
        for path in sorted((package / folder).iterdir()):
            if path.suffix != ".map":
                yield f"{folder}/{path.name}", path.read_bytes()
    words = _translated((package / "locales/vi.json").read_bytes(), _WORDS.read_bytes())
    yield "locales/vi.js", f"export default {json.dumps(words, ensure_ascii=False)};\n".encode()
    for file in _VENDORED.values():
        yield f"vendor/{_flat(file)}", (modules / file).read_bytes()
    # For whoever checks the configuration.
    yield SCHEMA, (package / "schema/sveltia-cms.json").read_bytes()
    yield "LICENSE.txt", (package / "LICENSE.txt").read_bytes()


def _translated(theirs: bytes, ours: bytes) -> dict[str, Any]:
    """The interface in Vietnamese; ours go over theirs, a dot in a key for a level."""
    words: dict[str, Any] = json.loads(theirs)
    for key, text in json.loads(ours).items():
        *levels, last = key.split(".")
        place = words
        for level in levels:
            place = place.setdefault(level, {})
        place[last] = text
    return words


def mended(script: bytes) -> bytes:
    """The main script, mended. UnexpectedError for any other version than the pinned one."""
    digest = hashlib.sha256(script).hexdigest()
    if digest != _MAIN_DIGEST:
        raise UnexpectedError(f"{_MAIN}: SHA-256 {digest}, expected {_MAIN_DIGEST}")
    text = script.decode("utf-8")
    for old, new in _mends():
        if text.count(old) != 1:
            raise UnexpectedError(f"{_MAIN}: «{old}» is there {text.count(old)} times, expected once")
        text = text.replace(old, new)
    return text.encode("utf-8")


def _mends() -> Iterator[tuple[str, str]]:
    yield "import(`../locales/vi.json`)", "import(`../locales/vi.js`)"
    for name, file in _VENDORED.items():
        yield f"import(`{name}`)", f"import(`../vendor/{_flat(file)}`)"
    # Its style sheet asks another host for fonts, though the package brings them and loads them itself.
    for font, form in _FONTS:
        yield f"url({_FONT_HOST}{font})\n      format('{form}')", "local('-')"
    # Offers English to everybody whose browser speaks it.
    yield "if(await c9(`newLanguageCta`))return;", "return;"
    # Gives each entry a folder for its files when `path` has a slash. Ours lie beside their records.
    yield "if(n?.includes(`/`))return r},K0=", "},K0="
    # A folder is the project's when it has `mkdocs.yml`: who edits without git has no `.git`.
    yield (
        "try{await n.getDirectoryHandle(`.git`)}catch(e){if(e.name===`TypeMismatchError`)"
        "await n.getFileHandle(`.git`);else throw e}",
        "await n.getFileHandle(`mkdocs.yml`);",
    )


def _flat(file: str) -> str:
    """Servers know `.js` as a script; of `.mjs` not all do."""
    return file.removeprefix("@").replace("/", "-").removesuffix(".mjs").removesuffix(".js") + ".js"
