"""Published addresses answer for ever: the register (`portal.published`) against what the portal has now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from portal import body_links
from portal.catalogue import Snapshot
from portal.feeds.channels import Channels, Group
from portal.feeds.outputs import feed_address
from portal.lifecycle import State
from portal.localities import Level
from portal.model.written import Origin
from portal.problems import Problem, Severity
from portal.published import Published, Row, problem
from portal.views.places import with_pages
from portal.views.values import locality_address

_HIDING = {State.DRAFT: "draft", State.SCHEDULED: "publish_at"}


@dataclass(frozen=True, slots=True)
class Answering:
    """Something that has addresses: `owner` is the file it comes from, `hidden` the field because of which it
    does not answer now."""

    identity: str
    addresses: tuple[str, ...]
    owner: Origin | None = None
    hidden: str = ""

    def problem(
        self, field: str, code: str, message: str, remedy: str, severity: Severity = Severity.ERROR
    ) -> Problem:
        assert self.owner is not None
        line = self.owner.line(field)
        return Problem(self.owner.path, line, field, code, severity, message, remedy)


def answering(snapshot: Snapshot, channels: Channels) -> list[Answering]:
    """All that has an address of its own: records, ordinary pages, places, feeds of `data/feeds.yml`."""
    found = [
        Answering(
            record.identity,
            (record.address, *record.aliases),
            record.origin,
            _HIDING.get(snapshot.state(record), ""),
        )
        for record in snapshot.catalogue.records
    ]
    found += [
        Answering(
            text.address.strip("/"),
            (text.address, *text.aliases),
            text.origin,
            "draft" if text.draft else "",
        )
        for text in snapshot.catalogue.texts
    ]
    found += [
        Answering(address.strip("/"), (address,), Origin(f"docs/{path}", address, "", ""), "draft")
        for path, address in _unusable_drafts(snapshot)
    ]
    found += [
        Answering(locality_address(place.id).strip("/"), (locality_address(place.id),))
        for place in with_pages(snapshot)
        if place.level is not Level.PROVINCE or not place.is_current
    ]
    found += [
        Answering(f"feeds/{channel.name}", (feed_address(channel.name),))
        for channel in channels.all
        if channel.group is Group.CUSTOM
    ]
    return found


def _unusable_drafts(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """Drafts with errors: their file and the address that they will have."""
    for loaded in snapshot.catalogue.loaded:
        if loaded.draft and loaded.record is None:
            yield loaded.path, body_links.address_of(loaded.path)


def check(snapshot: Snapshot, channels: Channels, addresses: Collection[str]) -> Iterator[Problem]:
    """What was public and is not any more, and what is not in the register yet; `addresses` are all that the
    portal answers."""
    published, there = snapshot.catalogue.published, answering(snapshot, channels)
    # While files have errors they have no pages, and what is missing may be in them.
    uncertain = any(loaded.record is None and not loaded.draft for loaded in snapshot.catalogue.loaded)
    by_identity = {each.identity: each for each in there}
    by_address = {address: each for each in there for address in each.addresses if not each.hidden}
    for row in published.rows:
        owner = by_identity.get(row.identity)
        if owner and owner.hidden:
            yield _hidden(owner)
        elif row.address in addresses:
            yield from _renamed(row, owner, by_address.get(row.address), published)
        elif owner and owner.owner:
            yield _moved(row, owner)
        elif not uncertain:
            yield gone(row)
    if not uncertain:
        yield from _unregistered(missing(published, there))


def missing(published: Published, there: Iterable[Answering]) -> list[Row]:
    """Rows that the register lacks."""
    return [
        Row(address, each.identity)
        for each in there
        if not each.hidden
        for address in each.addresses
        if address not in published.addresses
    ]


def _hidden(owner: Answering) -> Problem:
    message = "bài đã công bố thì không giấu đi được: nơi khác đã dẫn tới, bản tin đã đưa"
    remedy = "xóa dòng này; nội dung không còn giá trị thì ghi «withdrawn: {date: …, reason: …}»"
    return owner.problem(owner.hidden, "published-hidden", message, remedy)


def _moved(row: Row, owner: Answering) -> Problem:
    message = f"địa chỉ cũ «{row.address}» không còn mở được"
    remedy = f"thêm «aliases: [{row.address}]» để địa chỉ cũ dẫn tới đây"
    return owner.problem("aliases", "published-moved", message, remedy)


def gone(row: Row) -> Problem:
    if row.identity.startswith("feeds/"):
        message = f"bản tin «{row.address}» đã công bố nay không còn"
        remedy = "khai báo lại trong data/feeds.yml: trang khác và màn hình đang đọc nó"
    else:
        message = f"«{row.identity}» đã công bố ở «{row.address}» nay không còn"
        remedy = (
            "đưa tệp trở lại và ghi «withdrawn: {date: …, reason: …}»; nếu đã chuyển hay nhập vào bài khác, "
            f"ghi «aliases: [{row.address}]» ở bài ấy; nếu chưa từng công khai, xóa dòng này"
        )
    return problem(row.line, "published-gone", message, remedy)


def _renamed(
    row: Row, owner: Answering | None, other: Answering | None, published: Published
) -> Iterator[Problem]:
    """A move keeps the address by an alias, and the identity only by `id`."""
    if owner is None and other is not None and other.owner and other.identity not in published.identities:
        message = f"bài chuyển từ «{row.address}» thành bài mới trong các bản tin"
        remedy = f"cùng một bài thì ghi «id: {row.identity}»"
        yield other.problem("aliases", "identity-lost", message, remedy, Severity.ADVICE)


def _unregistered(rows: list[Row]) -> Iterator[Problem]:
    if rows:
        shown = ", ".join(row.address for row in rows[:3]) + (" …" if len(rows) > 3 else "")
        message = f"{len(rows)} địa chỉ chưa ghi vào sổ: {shown}"
        yield problem(1, "published-unregistered", message, "chạy: portal check --fix", Severity.ADVICE)
