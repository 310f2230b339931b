"""`/nguon-tin/` and `/embed/`: feeds for people and for other websites; and which page advertises which feed.

The help on `/nguon-tin/` is a page of content, `docs/nguon-tin.md`, where there is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from portal.api import files
from portal.catalogue import Snapshot
from portal.feeds import atom, deadlines, json_feed, opml, rss
from portal.feeds.channels import EVERYTHING, PAGE, Channel, Channels, Group
from portal.feeds.outputs import embed_address, feed_address
from portal.model.page import OrdinaryText
from portal.model.record import Record
from portal.views.pages import EmbedPage, FeedsPage, LocalityPage, Page, PlaceFeedsPage, TasksPage
from portal.views.paging import pages
from portal.views.parts import DataFile, FeedLink, FeedRow, Link
from portal.views.record_pages import RecordPage
from portal.views.records import HOME
from portal.views.values import cards

EMBEDDED = 10
"""Entries in a page for an iframe."""
PER_PAGE = 100
INDEX = Link("Bản tin và dữ liệu", PAGE)
PLACES = Link("Bản tin của địa phương", f"{PAGE}dia-phuong/")
_CSV, _JSON = "text/csv", "application/json"
_DATA = (
    ("index.json", _JSON, "Mọi mục", "Mục lục của tất cả các mục, mỗi mục kèm địa chỉ tệp dữ liệu riêng."),
    ("plans.csv", _CSV, "Kế hoạch", "Văn bản của địa phương: số, ngày, cơ quan, mục của nghị quyết."),
    ("tasks.csv", _CSV, "Việc và báo cáo", "Ai làm gì, báo cáo ai, hạn nào, theo kế hoạch nào."),
    ("achievements.csv", _CSV, "Điển hình", "Con số, đơn vị tính, cách tính, ngày, nguồn."),
    ("targets.csv", _CSV, "Chỉ tiêu", "Các chỉ tiêu của nghị quyết và số đo có thể so."),
    ("targets.json", _JSON, "Chỉ tiêu", "Như bảng trên, đủ mọi trường."),
    ("documents.csv", _CSV, "Văn bản triển khai", "Số, ngày, cơ quan ban hành, nội dung, nguồn."),
    ("documents.json", _JSON, "Văn bản triển khai", "Như bảng trên, đủ mọi trường."),
    ("withdrawn.json", _JSON, "Mục đã rút", "Mục không còn giá trị: ngày rút và lý do."),
    ("feeds.json", _JSON, "Danh sách bản tin", "Mọi bản tin và địa chỉ của từng dạng."),
)


def text(snapshot: Snapshot) -> OrdinaryText | None:
    """The page of content that is the help."""
    return next((each for each in snapshot.texts if each.address == PAGE), None)


def feed_pages(snapshot: Snapshot, channels: Channels) -> Iterator[Page]:
    """Every page below `/nguon-tin/`."""
    yield _index(snapshot, channels)
    yield from _of_places(channels)


def _index(snapshot: Snapshot, channels: Channels) -> FeedsPage:
    help_text = text(snapshot)
    loaded = snapshot.catalogue.loaded_of(help_text) if help_text else None
    found = [channel for channel in channels.all if channel.group is not Group.PLACE]
    groups = (
        (heading, tuple(_row(channel) for channel in found if channel.group is group))
        for group, heading in opml.GROUPS.items()
    )
    places = [channel for channel in channels.all if channel.group is Group.PLACE]
    return FeedsPage(
        address=PAGE,
        template="feeds.html",
        title=help_text.title if help_text else INDEX.title,
        description=(help_text.summary if help_text else None)
        or "Bản tin, lịch hạn, mã nhúng và dữ liệu mở để trang khác, màn hình và phần mềm dùng lại.",
        crumbs=(HOME,),
        source=loaded.path if loaded else "",
        body_key=loaded.body_key if loaded else "",
        groups=tuple((heading, rows) for heading, rows in groups if rows),
        places=Link(f"{PLACES.title} ({len(places)})", PLACES.address),
        data=tuple(_data_file(*each) for each in _DATA),
        example=_row(max(places, key=lambda each: len(each.records)) if places else channels.all[0]),
        list=files.address("feeds.json"),
    )


def _data_file(name: str, media_type: str, title: str, about: str) -> DataFile:
    schema = files.schema_address(name.removesuffix(".json"))
    return DataFile(Link(f"{title} ({name})", files.address(name), media_type), about, schema)


def _row(channel: Channel) -> FeedRow:
    name = channel.name
    links = [
        Link("RSS", feed_address(name), rss.MEDIA_TYPE),
        Link("Atom", feed_address(name, atom.ENDING), atom.MEDIA_TYPE),
        Link("JSON", feed_address(name, json_feed.ENDING), json_feed.MEDIA_TYPE),
        Link("Trang để nhúng", embed_address(name), "text/html"),
    ]
    if channel.calendar:
        calendar = feed_address(channel.calendar, deadlines.ENDING)
        links.append(Link("Lịch hạn", calendar, deadlines.MEDIA_TYPE))
    return FeedRow(Link(channel.label, channel.address), channel.about, tuple(links))


def _of_places(channels: Channels) -> Iterator[PlaceFeedsPage]:
    places = [channel for channel in channels.all if channel.group is Group.PLACE]
    for number, address, part, links in pages(places, PER_PAGE, PLACES.address):
        again = "" if number == 1 else f", trang {number}"
        yield PlaceFeedsPage(
            address=address,
            template="place-feeds.html",
            title=PLACES.title + again,
            description=f"Mỗi địa phương một bản tin: kế hoạch, điển hình và tin của nơi ấy{again}.",
            crumbs=(HOME, INDEX) if number == 1 else (HOME, INDEX, PLACES),
            rows=tuple(_row(channel) for channel in part),
            total=len(places),
            number=number,
            pages=links,
        )


def embed_page(channel: Channel, snapshot: Snapshot) -> EmbedPage:
    """A feed for an iframe."""
    return EmbedPage(
        address=embed_address(channel.name),
        template="embed.html",
        title=channel.title,
        description=channel.about,
        noindex=True,
        heading=Link(channel.title, channel.address),
        cards=cards(channel.records[:EMBEDDED], snapshot),
    )


def advertised(page: Page, channels: Channels, records: Mapping[str, Record]) -> tuple[FeedLink, ...]:
    """The feeds that contain a page, the most particular first; `records` by their addresses."""
    # A page of a list belongs to the list.
    own = channels.by_page.get(page.address.partition("trang/")[0], ())
    found = list(own)
    if isinstance(page, RecordPage) and page.address in records:
        found += reversed(channels.of(records[page.address]))
    found += [channels.by_name[EVERYTHING]]
    links = [
        FeedLink(each.label, feed_address(each.name), rss.MEDIA_TYPE, each in own)
        for each in dict.fromkeys(found)
    ]
    calendars = [each for each in found if each.calendar and isinstance(page, LocalityPage | TasksPage)]
    links += [
        FeedLink(
            f"Hạn: {each.label}",
            feed_address(each.calendar, deadlines.ENDING),
            deadlines.MEDIA_TYPE,
            own=True,
        )
        for each in calendars[:1]
    ]
    return tuple(links)
