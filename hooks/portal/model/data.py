"""The data files below `data/`: resolution, targets, documents, vocabulary, site."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from portal.model.base import Model
from portal.model.fields import (
    AnyDate,
    Authority,
    Day,
    Flag,
    Listed,
    Number,
    Since,
    SiteAddress,
    Slug,
    Text,
    WebAddress,
    Whole,
    wrong,
)
from portal.model.figure import Measured

MAP_COLUMNS, MAP_ROWS = 6, 20


class Identity(Model):
    """The authority of tag URIs (RFC 4151): a domain that the publisher owned on a day. Never change it."""

    authority: Authority = Field(title="Tên miền định danh", description="Ví dụ: sokhcn.tinh.gov.vn")
    since: Since = Field(title="Từ", description="Năm hoặc ngày đã có tên miền ấy: 2026 hoặc 2026-01-31.")


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


class Admin(Model):
    """The git host that the web editor of the published portal saves to. Without it there is none."""

    backend: Literal["github", "gitlab", "gitea"] = Field(
        title="Nơi giữ kho", description="github, gitlab hoặc gitea (cả Forgejo)."
    )
    repo: Text = Field(title="Kho", description="Tên kho trên máy chủ ấy: don-vi/cong-thong-tin.")
    branch: Text = Field("main", title="Nhánh", description="Nhánh mà cổng được dựng từ đó.")
    base_url: WebAddress | None = Field(
        None, title="Nơi đăng nhập", description="Địa chỉ máy chủ đăng nhập (OAuth); github cần có."
    )
    api_root: WebAddress | None = Field(
        None,
        title="Địa chỉ API",
        description="Khi máy chủ git là của riêng mình: https://git.tinh.vn/api/v1.",
    )
    app_id: Text | None = Field(
        None, title="Mã ứng dụng", description="Mã ứng dụng OAuth đã đăng ký; gitlab và gitea cần có."
    )
    auth_type: Literal["pkce"] | None = Field(
        None, title="Cách đăng nhập", description="pkce khi gitlab cho phép; không biết thì bỏ."
    )


class Site(Model):
    """`data/site.yml`."""

    name: Text = Field(title="Tên cổng", description="Tên đầy đủ của cổng thông tin.")
    short_name: Text = Field(title="Tên ngắn", description="Dùng ở thanh trên và tiêu đề trang.")
    description: Text = Field(title="Mô tả", description="Một câu giới thiệu.")
    address: SiteAddress = Field(
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
    admin: Admin | None = Field(
        None, title="Soạn bài trên web", description="backend, repo, branch …; bỏ thì không có /admin/."
    )


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

    number: Text = Field(title="Số ký hiệu", description="Như trong văn bản: 57-NQ/TW.")
    title: Text = Field(title="Tên văn bản", description="Trích yếu nội dung, như trong văn bản.")
    issuer: Text = Field(title="Cơ quan ban hành", description="Tên đầy đủ, như trong văn bản.")
    signed: AnyDate = Field(title="Ngày ban hành", description="2024-12-22, 2024-12 hoặc 2024.")
    signer: Text | None = Field(None, title="Người ký", description="Họ tên, chức vụ in trong văn bản.")


class Resolution(Model):
    """`data/resolution.yml`."""

    document: MainDocument = Field(
        title="Văn bản", description="Bản thân nghị quyết: number, title, issuer, signed, signer."
    )
    sources: dict[str, SourceEntry] = Field(
        {}, title="Nguồn", description="Mỗi nguồn một mã; trường sources của các bài ghi mã ấy."
    )
    sections: tuple[SectionEntry, ...] = Field(
        title="Các mục", description="Các phần của nghị quyết, theo thứ tự; mục cha đứng trước mục con."
    )


class Goal(Measured):
    """What one measure of a target in words has to reach."""

    label: Text | None = Field(
        None, title="Nói bằng lời", description="Mức phải đạt bằng lời: thuộc nhóm 50 thế giới."
    )


class Observation(Measured):
    """A measured value on the way to a target; compared only where basis and unit agree.

    A target in words («among the first 50») has no number to compare with: `goal` then says what this
    measure has to reach («<= 50 hạng»), and `label` which part of the target it measures.
    """

    label: Text | None = Field(
        None, title="Đo phần nào", description="Phần nào của chỉ tiêu, khi chỉ tiêu có nhiều phần."
    )
    goal: Goal | None = Field(
        None, title="Mức phải đạt", description="value, operator, unit, label; khi chỉ tiêu nói bằng lời."
    )
    of: Number | None = Field(
        None, title="Trên tổng", description="Tổng số, khi số đo là thứ hạng: hạng 71 trên 193 nước."
    )
    baseline: Flag = Field(False, title="Mốc xuất phát", description="true khi đo trước ngày có nghị quyết.")
    record: Slug | None = Field(
        None, title="Bài trên cổng", description="Tên tệp trong docs/dien-hinh/ nói về số đo này, bỏ .md."
    )
    as_of: AnyDate = Field(title="Tính đến", description="Ngày của số liệu.")
    basis: Text = Field(title="Cách tính", description="Con số tính trên cái gì.")
    source_url: WebAddress = Field(title="Nguồn", description="Địa chỉ trang nguồn.")


class NotCompared(Model):
    """A figure that looks as if it measured a target, and why it does not."""

    record: Slug = Field(title="Bài trên cổng", description="Tên tệp trong docs/dien-hinh/, bỏ .md.")
    why: Text = Field(title="Vì sao không so", description="Khác cách tính, khác đơn vị: một câu.")


class Target(Measured):
    """A target of the resolution."""

    id: Slug = Field(title="Mã chỉ tiêu", description="Không đổi về sau: chương trình khác dựa vào mã này.")
    label: Text = Field(title="Chỉ tiêu", description="Chỉ tiêu đo cái gì, bằng lời thường.")
    horizon: Literal["2030", "2045"] = Field(title="Đến năm", description="2030 hoặc 2045.")
    group: Slug = Field(title="Nhóm", description="Một mã trong groups ở đầu tệp này.")
    sections: Annotated[tuple[Slug, ...], Listed] = Field(
        (), title="Mục của nghị quyết", description="Mã các mục nêu chỉ tiêu này."
    )
    sources: Annotated[tuple[Text, ...], Listed] = Field(
        (), title="Nguồn", description="Các mã trong sources của data/resolution.yml."
    )
    observations: Annotated[tuple[Observation, ...], Listed] = Field(
        (),
        title="Số đo",
        description="Mỗi lần đo một mục: value, operator, unit, as_of, basis, source_url.",
    )
    not_compared: Annotated[tuple[NotCompared, ...], Listed] = Field(
        (), title="Không so", description="Số liệu gần giống nhưng không so được: record, why."
    )


class Targets(Model):
    """`data/targets.yml`."""

    groups: dict[str, Text] = Field(
        title="Nhóm chỉ tiêu", description="Mỗi nhóm một mã và tên, theo thứ tự hiển thị."
    )
    targets: tuple[Target, ...] = Field(title="Chỉ tiêu", description="Mỗi chỉ tiêu một mục.")


class Document(Model):
    """A document of the register."""

    number: Text = Field(title="Số ký hiệu", description="Như trong văn bản: 03/NQ-CP, 186-HD/BTGTW.")
    kind: Slug = Field(title="Loại văn bản", description="Một mã trong kinds của data/vocabulary.yml.")
    issuer: Text = Field(title="Cơ quan ban hành", description="Tên đầy đủ, như trong văn bản.")
    signed: AnyDate | None = Field(
        None, title="Ngày ban hành", description="2025-01-09, 2025-01 hoặc 2025; không biết thì bỏ."
    )
    effective: Day | None = Field(None, title="Có hiệu lực từ", description="Ngày đầu tiên có hiệu lực.")
    signer: Text | None = Field(None, title="Người ký", description="Họ tên, chức vụ in trong văn bản.")
    title: Text = Field(title="Nội dung", description="Văn bản nói về việc gì, ngắn gọn.")
    relation: Literal["main", "implementing", "related"] = Field(
        "implementing",
        title="Quan hệ",
        description="main: nghị quyết chính; implementing: triển khai; related: có liên quan.",
    )
    official_url: WebAddress | None = Field(
        None, title="Bản chính thức", description="Địa chỉ văn bản trên cổng của cơ quan ban hành."
    )
    file: Text | None = Field(
        None, title="Tệp", description="Tên tệp toàn văn trong docs/van-ban/, khi cổng có giữ một bản."
    )
    sources: Annotated[tuple[WebAddress, ...], Listed] = Field(
        (), title="Nguồn", description="Địa chỉ các trang đã dựa vào, mỗi trang một dòng."
    )
    source_note: Text | None = Field(
        None, title="Ghi chú về nguồn", description="Nguồn đủ tin tới đâu, đã đọc bản gốc chưa."
    )
    note: Text | None = Field(None, title="Lưu ý", description="Điều người đọc cần biết về văn bản.")

    @property
    def file_path(self) -> str | None:
        """The path of `file` below `docs/`."""
        return f"van-ban/{self.file}" if self.file else None


class Documents(Model):
    """`data/documents.yml`."""

    documents: tuple[Document, ...] = Field(title="Văn bản", description="Mỗi văn bản một mục.")


class VocabularyKind(Model):
    """A kind of document."""

    label: Text = Field(title="Tên loại", description="Tên loại văn bản: Kế hoạch, Hướng dẫn.")
    abbr: Text | None = Field(
        None, title="Chữ viết tắt", description="Chữ trong số ký hiệu: KH, HD; không có thì bỏ."
    )


class Vocabulary(Model):
    """`data/vocabulary.yml`."""

    kinds: dict[str, VocabularyKind] = Field(
        title="Loại văn bản", description="Mỗi loại một mã, kèm label và abbr."
    )
    channels: dict[str, Text] = Field(
        title="Kênh tuyên truyền", description="Mỗi kênh một mã và tên, dùng ở trường channels của kế hoạch."
    )
    audiences: dict[str, Text] = Field(
        title="Đối tượng", description="Tên của mỗi nhóm người đọc, dùng ở trường audiences."
    )
    abbreviations: dict[str, Text] = Field(
        {}, title="Chữ viết tắt", description="Chữ viết tắt và cách viết đầy đủ: NQ: nghị quyết."
    )

    @property
    def kinds_by_abbreviation(self) -> dict[str, str]:
        """What the letters of a kind in a document number stand for: `KH` is «Kế hoạch».

        Of kinds with the same letters (QĐ) the first.
        """
        return {kind.abbr: kind.label for kind in reversed(self.kinds.values()) if kind.abbr}


class MapTiles(Model):
    """`data/map.yml`: a tile for each province, rows from north to south, tiles from west to east."""

    rows: Annotated[tuple[tuple[Text, ...], ...], Listed] = Field(
        (), title="Các hàng", description="Mỗi hàng một danh sách mã tỉnh; dấu chấm là ô trống."
    )

    @model_validator(mode="after")
    def _fits_the_page(self) -> Self:
        # The style sheet places tiles by class; this many columns are still legible on a phone.
        if len(self.rows) > MAP_ROWS or any(len(row) > MAP_COLUMNS for row in self.rows):
            message = f"bản đồ có tối đa {MAP_COLUMNS} cột và {MAP_ROWS} hàng"
            raise wrong("map-too-large", message, "bớt cột hoặc hàng", field="rows")
        return self
