"""The pages of records."""

from __future__ import annotations

import urllib.parse
from collections.abc import Iterator
from typing import Any

from portal.catalogue import Snapshot
from portal.lifecycle import State
from portal.media_types import media_type
from portal.model.achievement import Achievement
from portal.model.base import label
from portal.model.data import Document
from portal.model.notice import Notice
from portal.model.plan import Plan, Reference
from portal.model.record import AttachmentKind, Kind, Record
from portal.model.section import Section
from portal.references import beside
from portal.views import schema
from portal.views.parts import Attachment, Banner, Change, Item, Link, Property
from portal.views.record_pages import AchievementPage, NoticePage, PlanPage, RecordPage, SectionPage
from portal.views.values import (
    NO_DATE,
    audience_links,
    cards,
    day,
    document_texts,
    figure,
    kind_label,
    locality_link,
    number,
    place_note,
    report_row,
    section_link,
    size_text,
    source_item,
    spoken_number,
    target,
    task_row,
)

HOME = Link("Trang chủ", "/")
CARDS = 3
"""Cards of each kind on the page of a section: its weight must not grow with the number of records."""
TARGETS = 4
"""Targets on the page of a section; `/muc-tieu/` has all."""


def record_page(record: Record, snapshot: Snapshot) -> RecordPage:
    """The page of a record of any kind."""
    shared = _shared(record, snapshot)
    match record:
        case Section():
            return _section(record, snapshot, shared)
        case Plan():
            return _plan(record, snapshot, shared)
        case Achievement():
            return _achievement(record, snapshot, shared)
        case Notice():
            return NoticePage(template="notice.html", properties=tuple(_shown_times(record)), **shared)
    raise TypeError(f"no page for {type(record).__name__}")


def _shared(record: Record, snapshot: Snapshot) -> dict[str, Any]:
    loaded = snapshot.catalogue.loaded_of(record)
    kind = record.kind_of_record
    return {
        "address": record.address,
        "title": record.title,
        "description": record.summary or record.title,
        "crumbs": (HOME, Link(kind.list_title, f"/{kind}/")),
        "schema": schema.of_record(record, snapshot),
        "source": loaded.path,
        "body_key": loaded.body_key,
        "noindex": snapshot.state(record) is not State.LIVE,
        "kind": kind.value,
        "kind_label": kind_label(record, snapshot),
        "summary": record.summary or "",
        "date": day(record.date),
        "updated": day(record.updated) if record.updated else None,
        "banners": tuple(_banners(record, snapshot)),
        "audiences": audience_links(snapshot, record.audiences),
        "tags": record.tags,
        "sections": tuple(section_link(slug, snapshot) for slug in snapshot.sections_of(record)),
        "locality": locality_link(record.locality, snapshot),
        "attachments": tuple(attachments(record, snapshot)),
        "sources": tuple(source_item(source, snapshot) for source in record.sources),
        "one_source": len(record.sources) == 1 and not isinstance(record, Plan),
        "changes": tuple(
            Change(day(change.date), change.note, change.major)
            for change in sorted(record.changes, key=lambda change: change.date, reverse=True)
        ),
        "minutes": loaded.minutes,
        "spoken": spoken_address(record),
    }


def _banners(record: Record, snapshot: Snapshot) -> Iterator[Banner]:
    state = snapshot.state(record)
    if state is State.WITHDRAWN and record.withdrawn:
        yield Banner("warning", f"Đã rút ngày {day(record.withdrawn.date).text}", record.withdrawn.reason)
    elif state is State.EXPIRED:
        yield Banner(
            "warning", "Đã hết hạn", "Trang này còn để tra cứu, không còn trong các danh sách và bản tin."
        )
    elif state is State.DRAFT:
        yield Banner("warning", "Bản nháp", "Chỉ thấy khi xem trước, chưa có trên cổng.")
    elif state is State.SCHEDULED and record.publish_at:
        yield Banner("info", "Chờ đăng", f"Sẽ đăng ngày {day(record.publish_at.date()).text}.")


def spoken_address(record: Record) -> str:
    """Where the text of a record stands as it is read aloud."""
    return f"/nghe{record.address.rstrip('/')}.txt"


def _full_text(record: Record, document: Document | None, snapshot: Snapshot) -> tuple[Item, ...]:
    """Where the full text can be read: attached to the record, at the issuer, kept by the portal."""
    attached = [
        Item(each.title, each.address, each.size_text)
        for each in attachments(record, snapshot)
        if each.full_text
    ]
    return tuple(attached) or document_texts(document, snapshot)


def attachments(record: Record, snapshot: Snapshot) -> Iterator[Attachment]:
    """The files of a record, in its order."""
    for attachment in record.attachments:
        path = beside(record, attachment.file)
        size = snapshot.catalogue.others.get(path, 0)
        yield Attachment(
            attachment.title,
            f"/{urllib.parse.quote(path)}",
            media_type(attachment.file),
            size,
            size_text(size),
            attachment.kind is AttachmentKind.FULL_TEXT,
        )


def _section(record: Section, snapshot: Snapshot, shared: dict[str, Any]) -> SectionPage:
    settings, slug = snapshot.settings, record.origin.slug
    entry = settings.sections[slug]
    related = snapshot.in_section(slug)
    plans = [found for found in related if isinstance(found, Plan)]
    achievements = [found for found in related if isinstance(found, Achievement)]
    targets = [value for value in settings.targets.targets if slug in value.sections]
    order = [section.origin.slug for section in snapshot.sections]
    place = order.index(slug) if slug in order else -1
    parent = section_link(entry.parent, snapshot) if entry.parent else None
    shared["crumbs"] = (*shared["crumbs"], *([parent] if parent else []))
    return SectionPage(
        template="section.html",
        numeral=entry.numeral,
        parent=parent,
        children=cards(
            (s for s in snapshot.sections if settings.sections[s.origin.slug].parent == slug), snapshot
        ),
        previous=section_link(order[place - 1], snapshot) if place > 0 else None,
        next=section_link(order[place + 1], snapshot) if 0 <= place < len(order) - 1 else None,
        targets=tuple(target(value, snapshot) for value in targets[:TARGETS]),
        all_targets=Link(f"Xem cả {len(targets)} chỉ tiêu", "/muc-tieu/") if len(targets) > TARGETS else None,
        plans=cards(plans[:CARDS], snapshot),
        achievements=cards(achievements[:CARDS], snapshot),
        no_achievements=""
        if achievements or not entry.task_group
        else "Chưa có điển hình nào về nhóm nhiệm vụ này trong dữ liệu của cổng.",
        more=_more(related, len(plans), len(achievements), slug),
        full_text=_full_text(record, _main_document(snapshot), snapshot),
        **shared,
    )


def _main_document(snapshot: Snapshot) -> Document | None:
    document = snapshot.settings.resolution.document
    return snapshot.catalogue.register.find(document.number, signed=document.signed, issuer=document.issuer)


def _more(related: tuple[Record, ...], plans: int, achievements: int, slug: str) -> Link | None:
    if plans <= CARDS and achievements <= CARDS:
        return None
    return Link(f"Xem tất cả {len(related)} mục liên quan", f"/{Kind.SECTION}/{slug}/trang/1/")


def _plan(record: Plan, snapshot: Snapshot, shared: dict[str, Any]) -> PlanPage:
    place = snapshot.settings.localities.get(record.locality or "")
    province = snapshot.settings.localities.province_of(place.id) if place else None
    links = [locality_link(each.id, snapshot) for each in (province, place) if each]
    shared["crumbs"] = (*shared["crumbs"], *dict.fromkeys(link for link in links if link))
    return PlanPage(
        template="plan.html",
        properties=tuple(_plan_properties(record, snapshot)),
        channels=tuple(snapshot.settings.vocabulary.channels[key] for key in record.channels),
        tasks=tuple(task_row(task, record) for task in record.tasks),
        reports=tuple(report_row(report, record) for report in record.reports),
        place_note=_issued_under(record, snapshot),
        full_text=_full_text(record, _registered(record, snapshot), snapshot),
        **shared,
    )


def _registered(record: Plan, snapshot: Snapshot) -> Document | None:
    if not record.number:
        return None
    return snapshot.catalogue.register.find(record.number, signed=record.signed, issuer=record.issuer)


def _issued_under(record: Plan, snapshot: Snapshot) -> str:
    note = place_note(record.locality, snapshot) if record.locality else ""
    if not note or not record.locality:
        return ""
    name = snapshot.settings.localities[record.locality].full_name
    return f"Văn bản giữ tên lúc ban hành: {name}, {note}."


def _plan_properties(record: Plan, snapshot: Snapshot) -> Iterator[Property]:
    def line(field: str, *items: Item) -> Property:
        return Property(label(Plan, field), items)

    yield line("kind", Item(snapshot.settings.vocabulary.kinds[record.kind].label))
    words = spoken_number(record.number, record.issuer, snapshot) if record.number else ""
    yield line("number", Item(number(record.number), spoken=words))
    yield line("issuer", Item(record.issuer))
    yield line("signed", Item(day(record.signed).text if record.signed else NO_DATE))
    if record.place:
        yield line("place", Item(record.place))
    if record.signer:
        parts = (
            record.signer.name or "bản nguồn không ghi tên",
            record.signer.role or "",
            record.signer.capacity or "",
        )
        yield line("signer", Item(parts[0], note=", ".join(part for part in parts[1:] if part)))
    if record.bases:
        yield line("bases", *(_reference(reference, snapshot) for reference in record.bases))
    if record.cites:
        yield line("cites", *(_reference(reference, snapshot) for reference in record.cites))
    dues = dict.fromkeys(row.due.text for row in _rows(record) if row.due)
    yield Property("Hạn", tuple(Item(text) for text in dues) or (Item("không ghi hạn cụ thể"),))
    if record.recipients:
        yield line("recipients", *(Item(recipient) for recipient in record.recipients))


def _rows(record: Plan) -> list[Any]:
    return [task_row(task, record) for task in record.tasks] + [report_row(r, record) for r in record.reports]


def _reference(reference: Reference, snapshot: Snapshot) -> Item:
    parts = [f"ngày {day(reference.signed).text}" if reference.signed else "", reference.issuer or ""]
    register = snapshot.catalogue.register
    document = register.find(reference.number, signed=reference.signed, issuer=reference.issuer)
    address = f"/van-ban/#{register.anchor(document)}" if document else ""
    return Item(number(reference.number), address, ", ".join(part for part in parts if part))


def _achievement(record: Achievement, snapshot: Snapshot, shared: dict[str, Any]) -> AchievementPage:
    def line(field: str, item: Item) -> Property:
        return Property(label(Achievement, field), (item,))

    properties = [line("organisation", Item(record.organisation))]
    if record.place:
        properties.append(line("place", Item(record.place)))
    properties.append(line("as_of", Item(day(record.as_of).text)))
    if record.basis:
        properties.append(line("basis", Item(record.basis)))
    return AchievementPage(
        template="achievement.html",
        figure=figure(record.figure),
        as_of=day(record.as_of),
        properties=tuple(properties),
        baseline=record.baseline,
        caution=record.caution or "",
        **shared,
    )


def _shown_times(record: Notice) -> Iterator[Property]:
    for name in ("starts", "ends"):
        moment = getattr(record, name)
        if moment is not None:
            text = f"{moment:%H:%M} ngày {day(moment.date()).text}"
            yield Property(label(Notice, name), (Item(text),))
