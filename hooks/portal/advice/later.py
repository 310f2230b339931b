"""Advice that shows only with the data files, or at a moment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from portal.advice import contacts
from portal.catalogue import Snapshot
from portal.dates import VIETNAM
from portal.loading import Loaded
from portal.problems import Problem, Severity
from portal.settings import Settings


def with_data(loaded: Sequence[Loaded], settings: Settings) -> Iterator[Problem]:
    """Abbreviations that the vocabulary does not explain, and private contacts of the office itself."""
    known = _known(settings)
    for entry in loaded:
        for word, line in entry.abbreviations:
            if word not in known:
                message = f"chữ viết tắt «{word}» chưa được giải thích"
                remedy = "viết đầy đủ ở chỗ đầu tiên, hoặc thêm vào abbreviations trong data/vocabulary.yml"
                yield Problem(
                    f"docs/{entry.path}", line, "", "abbreviation-unknown", Severity.ADVICE, message, remedy
                )
    yield from _office(settings)


def _known(settings: Settings) -> set[str]:
    words = settings.vocabulary
    found = {part for word in words.abbreviations for part in (word, word.rstrip("."), *word.split())}
    return found | set(words.kinds_by_abbreviation)


def _office(settings: Settings) -> Iterator[Problem]:
    contact = settings.site.contact
    if contact.email and contacts.PRIVATE_MAIL.search(contact.email):
        yield _of_site(settings, "email", "mail-private", *contacts.mail_words(contact.email))
    if contact.phone:
        for _, number in contacts.mobiles(contact.phone):
            yield _of_site(settings, "phone", "phone-private", *contacts.phone_words(number))


def _of_site(settings: Settings, name: str, code: str, message: str, remedy: str) -> Problem:
    line = settings.line("site", "contact", name)
    return Problem("data/site.yml", line, f"contact.{name}", code, Severity.ADVICE, message, remedy)


def at_a_moment(snapshot: Snapshot) -> Iterator[Problem]:
    """Records whose day of review has passed. For those who ask, and for nothing that is written: what a
    build makes does not change from one day to the next."""
    today = snapshot.now.astimezone(VIETNAM).date()
    for record in snapshot.listed:
        if record.review_by and record.review_by < today:
            message = f"đã quá ngày rà soát {record.review_by:%d/%m/%Y}"
            remedy = "xem lại nội dung còn đúng không, rồi ghi review_by mới (và updated nếu có sửa)"
            line = record.origin.line("review_by")
            yield Problem(
                record.origin.path, line, "review_by", "review-due", Severity.ADVICE, message, remedy
            )
