"""A draft of a plan from what was understood of a document: fields with their source, body, questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from portal.drafting.lines import BLANK, aside, meaning, scalar
from portal.drafting.names import UnnameableError, name_of
from portal.importing.blocks import Source
from portal.importing.findings import Confidence, Found, Understanding
from portal.importing.markdown import markdown_of
from portal.model.base import Model
from portal.model.plan import Plan, Reference, Report, Signer, Task
from portal.model.record import Attachment, AttachmentKind

_QUOTED = 160


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft and the questions about it, both texts of files; `questions` is how many these are."""

    text: str
    questions_text: str
    questions: int


def draft_of(source: Source, found: Understanding, *, name: str, original: str, today: date) -> Draft:
    """The draft; `name` is that of its file without ending, `original` that of the document beside it."""
    questions = (*source.remarks, *found.questions)
    header = [*_opening(source, name, questions), *_fields(found, today), *_attachment(original)]
    body = markdown_of(found.body, found.notes)
    text = "\n".join(["---", *header, "---", body])
    return Draft(text, _questions_text(source, name, questions), len(questions))


def name_for(found: Understanding) -> str:
    """A name for the file, of kind and number, or kind and title."""
    number = found.number.value if found.number and found.number.value[:1].isdigit() else ""
    title = found.title.value if found.title else ""
    kind = found.kind.value if found.kind else ""
    try:
        return name_of(f"{kind} {number or title}")
    except UnnameableError:
        return "ban-nhap"


def _opening(source: Source, name: str, questions: tuple[str, ...]) -> Iterator[str]:
    yield f"# Bản nháp đọc từ tệp {_one_line(source.name)}. Trên mỗi trường là dòng nguồn và mức chắc chắn."
    if questions:
        yield f"# Còn {len(questions)} câu hỏi cho người biên tập: xem tệp {questions_name(name)}."
    yield "# Xem lại từng dòng, sửa cho đúng, rồi xóa dòng draft để đăng."
    yield "draft: true"


def _fields(found: Understanding, today: date) -> Iterator[str]:
    yield from _value(Plan, "title", found.title)
    yield meaning(Plan, "summary", BLANK)
    yield "summary:"
    yield meaning(Plan, "date")
    yield f"date: {today.isoformat()}"
    if found.locality:
        yield from _value(Plan, "locality", found.locality)
    yield from _value(Plan, "kind", found.kind)
    yield from _optional("number", found.number)
    yield from _value(Plan, "issuer", found.issuer)
    yield from _optional("signed", found.signed)
    yield from _optional("place", found.place)
    if found.signer:
        yield _source("Người ký", found.signer)
        yield from _mapping("signer", Signer, asdict(found.signer.value))
    for name in ("bases", "cites"):
        yield from _rows(name, Reference, getattr(found, name))
    yield from _rows("tasks", Task, found.tasks)
    yield from _rows("reports", Report, found.reports)
    yield from _list("recipients", found.recipients)
    yield from _list("channels", found.channels)
    yield from _list("sections", found.sections)
    yield from aside(Plan, "audiences", "[nguoi-dan, can-bo]")
    yield from aside(Plan, "tags", "[tuyên truyền]")


def _value(model: type[Model], name: str, found: Found[str] | None) -> Iterator[str]:
    """A field that has to be there: what was not found is a blank."""
    if found is None:
        yield meaning(model, name, BLANK)
        yield f"{name}:"
        return
    yield _source(str(model.model_fields[name].title), found)
    yield f"{name}: {scalar(_one_line(found.value))}"


def _optional(name: str, found: Found[str] | None) -> Iterator[str]:
    """A field that documents need not have; without it the comment says so."""
    if found is not None:
        yield from _value(Plan, name, found)
        return
    yield f"# {Plan.model_fields[name].title}: không thấy trong tệp. {Plan.model_fields[name].description}"
    yield f"# {name}:"


def _rows(name: str, model: type[Model], found: Iterable[Found[Any]]) -> Iterator[str]:
    rows = list(found)
    if not rows:
        return
    yield meaning(Plan, name)
    yield f"{name}:"
    for each in rows:
        yield f"  {_source('', each)}"
        fields = list(_given(model, asdict(each.value)))
        yield from (
            f"  {'- ' if number == 0 else '  '}{key}: {value}" for number, (key, value) in enumerate(fields)
        )


def _mapping(name: str, model: type[Model], values: Mapping[str, Any]) -> Iterator[str]:
    yield f"{name}:"
    yield from (f"  {key}: {value}" for key, value in _given(model, values))


def _given(model: type[Model], values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Fields that have a value other than the model's own, as YAML."""
    for name in model.model_fields:
        value = values.get(name)
        if not value or value == model.model_fields[name].default:
            continue
        if isinstance(value, (list, tuple)):
            yield name, f"[{', '.join(map(str, value))}]"
        else:
            yield name, scalar(_one_line(str(value)))


def _list(name: str, found: Iterable[Found[str]]) -> Iterator[str]:
    values = list(found)
    if not values:
        return
    lines = sorted({each.line for each in values})
    where = f"dòng {lines[0]}" if len(lines) == 1 else f"dòng {lines[0]} đến {lines[-1]}"
    unsure = "" if all(each.confidence is Confidence.SURE for each in values) else "; có chỗ chưa chắc"
    yield f"# {Plan.model_fields[name].title}: đọc từ {where}{unsure}."
    yield f"{name}:"
    yield from (f"  - {scalar(_one_line(each.value))}" for each in values)


def _source(label: str, found: Found[Any]) -> str:
    said = _one_line(found.said)
    said = said if len(said) <= _QUOTED else f"{said[:_QUOTED]}…"
    start = f"{label}: " if label else ""
    return f"# {start}dòng {found.line}, {found.confidence}: «{said}»"


def _attachment(original: str) -> Iterator[str]:
    if not original:
        return
    title, kind = Plan.model_fields["attachments"].title, AttachmentKind.FULL_TEXT
    yield f"# {title}: bản gốc nằm cạnh tệp này và chưa được đăng. Muốn đăng thì bỏ dấu # ở các dòng dưới."
    yield "# attachments:"
    values = {"file": original, "title": "Toàn văn", "kind": str(kind)}
    for number, name in enumerate(Attachment.model_fields):
        yield f"#   {'- ' if number == 0 else '  '}{name}: {scalar(values[name])}"


def questions_name(name: str) -> str:
    """The file of questions beside a draft. Not Markdown: that would be a record."""
    return f"{name}.cau-hoi.txt"


def _questions_text(source: Source, name: str, questions: tuple[str, ...]) -> str:
    rows = "".join(f"{number}. {text}\n\n" for number, text in enumerate(questions, 1))
    return (
        f"Câu hỏi về bản nháp {name}.md, đọc từ tệp {_one_line(source.name)}.\n"
        "Trả lời bằng cách sửa bản nháp; xong thì xóa tệp này.\n\n"
        f"{rows or 'Không có câu hỏi nào. Vẫn cần đọc lại bản nháp trước khi đăng.'}"
    ).rstrip() + "\n"


def _one_line(text: str) -> str:
    return " ".join(text.split())
