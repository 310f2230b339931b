"""The data files below `data/`: resolution, targets, documents, vocabulary, site."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from portal.model.base import Model
from portal.model.fields import AnyDate, Day, Listed, Slug, Text, WebAddress, Whole
from portal.model.figure import Measured


class Identity(Model):
    """The authority of tag URIs (RFC 4151): a domain that the publisher owned on a day. Never change it."""

    authority: Text = Field(title="Tên miền định danh", description="Ví dụ: sokhcn.tinh.gov.vn")
    since: Text = Field(title="Từ", description="Năm hoặc ngày đã có tên miền ấy: 2026 hoặc 2026-01-31.")


class Contact(Model):
    """How readers reach the responsible office. Official addresses only."""

    address: Text | None = Field(None, title="Địa chỉ", description="Địa chỉ trụ sở.")
    phone: Text | None = Field(None, title="Điện thoại", description="Số điện thoại cơ quan.")
    email: Text | None = Field(None, title="Thư điện tử", description="Hộp thư công vụ.")
    website: WebAddress | None = Field(None, title="Trang thông tin", description="Cổng của cơ quan.")


class Licence(Model):
    """The licence of the content."""

    name: Text = Field(title="Giấy phép", description="Ví dụ: CC BY 4.0.")
    url: WebAddress | None = Field(
        None, title="Địa chỉ giấy phép", description="Trang nêu nội dung giấy phép."
    )


class Site(Model):
    """`data/site.yml`."""

    name: Text = Field(title="Tên cổng", description="Tên đầy đủ của cổng thông tin.")
    short_name: Text = Field(title="Tên ngắn", description="Dùng ở thanh trên và tiêu đề trang.")
    description: Text = Field(title="Mô tả", description="Một câu giới thiệu.")
    address: WebAddress = Field(
        title="Địa chỉ công khai", description="Địa chỉ gốc của cổng, kết thúc bằng /."
    )
    language: Text = Field("vi", title="Ngôn ngữ", description="Mã ngôn ngữ của nội dung (BCP 47).")
    agency: Text | None = Field(None, title="Cơ quan chủ quản", description="Cơ quan vận hành cổng.")
    office: Text | None = Field(
        None, title="Đơn vị phụ trách", description="Phòng, ban chịu trách nhiệm nội dung."
    )
    contact: Contact = Field(Contact(), title="Liên hệ", description="address, phone, email, website.")
    licence: Licence = Field(title="Giấy phép nội dung", description="name và url.")
    identity: Identity = Field(title="Định danh", description="authority và since cho mã định danh lâu dài.")


class SourceEntry(Model):
    """A source that records name by its key."""

    title: Text = Field(title="Tên nguồn", description="Tên trang hoặc văn bản nguồn.")
    url: WebAddress | None = Field(None, title="Địa chỉ", description="Địa chỉ trang nguồn.")
    note: Text | None = Field(None, title="Ghi chú", description="Điều cần biết về nguồn.")


class SectionEntry(Model):
    """A part of the resolution, in its order."""

    slug: Slug = Field(title="Mã mục", description="Tên tệp trong docs/nghi-quyet/.")
    numeral: Text = Field(title="Số mục", description="I, II.1, III.4 …")
    title: Text = Field(title="Tên mục", description="Tên ngắn bằng lời thường.")
    parent: Slug | None = Field(None, title="Mục cha", description="Mã của mục bao trùm.")
    task_group: Whole | None = Field(None, title="Nhóm nhiệm vụ", description="Số 1 đến 7.")


class MainDocument(Model):
    """The resolution itself."""

    number: Text = Field(title="Số ký hiệu")
    title: Text = Field(title="Tên văn bản")
    issuer: Text = Field(title="Cơ quan ban hành")
    signed: AnyDate = Field(title="Ngày ban hành")
    signer: Text | None = Field(None, title="Người ký")


class Resolution(Model):
    """`data/resolution.yml`."""

    document: MainDocument = Field(title="Văn bản")
    sources: dict[str, SourceEntry] = Field({}, title="Nguồn")
    sections: tuple[SectionEntry, ...] = Field(title="Các mục")


class Observation(Measured):
    """A measured value on the way to a target; compared only where basis and unit agree."""

    as_of: AnyDate = Field(title="Tính đến", description="Ngày của số liệu.")
    basis: Text = Field(title="Cách tính", description="Con số tính trên cái gì.")
    source_url: WebAddress = Field(title="Nguồn", description="Địa chỉ trang nguồn.")


class Target(Measured):
    """A target of the resolution."""

    id: Slug = Field(title="Mã chỉ tiêu")
    label: Text = Field(title="Chỉ tiêu")
    horizon: Literal["2030", "2045"] = Field(title="Đến năm")
    group: Slug = Field(title="Nhóm")
    sections: Annotated[tuple[Slug, ...], Listed] = Field((), title="Mục của nghị quyết")
    sources: Annotated[tuple[Text, ...], Listed] = Field((), title="Nguồn")
    observations: Annotated[tuple[Observation, ...], Listed] = Field((), title="Số đo")


class Targets(Model):
    """`data/targets.yml`."""

    groups: dict[str, Text] = Field(title="Nhóm chỉ tiêu")
    targets: tuple[Target, ...] = Field(title="Chỉ tiêu")


class Document(Model):
    """A document of the register."""

    number: Text = Field(title="Số ký hiệu")
    kind: Slug = Field(title="Loại văn bản")
    issuer: Text = Field(title="Cơ quan ban hành")
    signed: AnyDate | None = Field(None, title="Ngày ban hành")
    effective: Day | None = Field(None, title="Có hiệu lực từ")
    signer: Text | None = Field(None, title="Người ký")
    title: Text = Field(title="Nội dung")
    relation: Literal["main", "implementing", "related"] = Field("implementing", title="Quan hệ")
    official_url: WebAddress | None = Field(None, title="Bản chính thức")
    file: Text | None = Field(None, title="Tệp")
    sources: Annotated[tuple[WebAddress, ...], Listed] = Field((), title="Nguồn")
    source_note: Text | None = Field(None, title="Ghi chú về nguồn")
    note: Text | None = Field(None, title="Lưu ý")


class Documents(Model):
    """`data/documents.yml`."""

    documents: tuple[Document, ...] = Field(title="Văn bản")


class VocabularyKind(Model):
    """A kind of document."""

    label: Text = Field(title="Tên loại")
    abbr: Text | None = Field(None, title="Chữ viết tắt")


class Vocabulary(Model):
    """`data/vocabulary.yml`."""

    kinds: dict[str, VocabularyKind] = Field(title="Loại văn bản")
    channels: dict[str, Text] = Field(title="Kênh tuyên truyền")
    audiences: dict[str, Text] = Field(title="Đối tượng")
    abbreviations: dict[str, Text] = Field({}, title="Chữ viết tắt")
