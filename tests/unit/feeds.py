"""Feeds for tests: hostile texts, entries of them, and every format written from the same entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from portal.dates import VIETNAM
from portal.feeds import atom, json_feed, rss
from portal.feeds.atom import Place
from portal.feeds.entries import NEVER, Entry, Head

SITE = "https://cong.example/goc/"
DAY = datetime(2026, 1, 2, 7, 30, tzinfo=VIETNAM)

HOSTILE = (
    "& < > \" '",
    "]]>",
    "<![CDATA[ x ]]>",
    "&amp; &lt;b&gt; &nbsp;",
    "<script>alert(1)</script>",
    "😀 🇻🇳 👩‍👩‍👧",
    "một\x00\x07\x0b\x1b\x7fhai",
    "\ufffe\uffff\ufeffba",
    "e\u0302\u0301\u0323 Ự Ỹ Ẵ ộ ₫ Ắ Ể a\u0300\u0301\u0302\u0303",
    "\u202eABC\u202c \u2028 \u200b",
    "%s %(x)s {0} {x} $x \\n",
    "Dài " + "ự" * 10_000,
)


def head(title: str = "Cổng thử", description: str = "Một cổng để thử.", *, form: str = rss.ENDING) -> Head:
    return Head(
        own=f"/feeds/tat-ca.{form}",
        page="/",
        id="tag:cong.example,2026:feeds/tat-ca",
        title=title,
        description=description,
        language="vi",
        author="Cơ quan & đơn vị",
        url=SITE,
    )


def hostile_entry(number: int, text: str) -> Entry:
    return Entry(
        id=f"tag:cong.example,2026:tin-tuc/2026/{number}",
        address=f"/tin-tuc/2026/{number}/",
        title=text,
        summary=text,
        published=DAY,
        updated=DAY + timedelta(minutes=number),
        categories=("Tin", text),
        author="Cơ quan & đơn vị",
        body_key=str(number),
    )


HOSTILE_ENTRIES = tuple(hostile_entry(number, text) for number, text in enumerate(HOSTILE))
FORMS: dict[str, tuple[Callable[..., bytes], Callable[..., bytes]]] = {
    rss.ENDING: (rss.document, rss.item),
    atom.ENDING: (partial(atom.document, place=Place()), atom.entry_text),
    json_feed.ENDING: (json_feed.document, json_feed.item),
}


def written(
    form: str, given: Head, entries: Iterable[Entry], content: str = "<p>Nội dung ]]> &amp; {}</p>"
) -> bytes:
    """A feed of these entries; `{}` in the content is the title."""
    document, item = FORMS[form]
    items = [item(each, url=SITE, content=content.replace("{}", each.title)) for each in entries]
    return document(given, items)


def hostile_feed(form: str) -> bytes:
    newest = max(each.updated for each in HOSTILE_ENTRIES)
    given = head("Cổng & <thử> ]]>", '"Một" \x00cổng', form=form)
    return written(form, dated(given, newest), HOSTILE_ENTRIES)


def empty_feed(form: str) -> bytes:
    return written(form, dated(head(form=form), NEVER), ())


def dated(given: Head, moment: datetime) -> Head:
    return replace(given, updated=moment)
