"""The speaker: a vocabulary, made ready once, that reads any number of texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from portal.speech import documents
from portal.speech.abbreviations import Abbreviations
from portal.speech.language import Language
from portal.speech.line import Line
from portal.speech.signs import prepared

# A word of everyday speech: nobody says «bảng đi-ốt phát quang».
_WORDS = {"LED": "lét"}


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text to be read out, NFC, a line for each line of the original.

    `unknown` holds the tokens that could not be read with certainty, in order, each once:
    abbreviations of no vocabulary, spelt letter by letter, and dates that the calendar does not have.
    """

    text: str
    unknown: tuple[str, ...]


class Speaker:
    """Reads text with the abbreviations of a vocabulary.

    `abbreviations` maps each to its words, with «hoặc» between alternatives; `kinds` maps those of
    kinds of documents, which count in document numbers, to their labels.
    """

    def __init__(self, abbreviations: Mapping[str, str], kinds: Mapping[str, str]) -> None:
        plain = Language.of(Abbreviations.of({}, {}))
        # Expansions are read too: «Quốc hội khóa XV».
        said = {key: Line(words, plain).spoken() for key, words in abbreviations.items()} | _WORDS
        self._language = Language.of(Abbreviations.of(said, kinds))

    def speak(self, text: str, *, issuer: str = "") -> Spoken:
        """The text as it is read; the issuer decides what stands for several bodies. Never raises."""
        said: list[str] = []
        unknown: dict[str, None] = {}
        for line in prepared(text).split("\n"):
            if self._language.is_plain(line):
                said.append(line)
            else:
                reading = Line(line, self._language, issuer=issuer)
                said.append(reading.spoken())
                unknown |= dict.fromkeys(reading.unknown)
        return Spoken("\n".join(said), tuple(unknown))

    def number(self, text: str, *, issuer: str = "") -> str:
        """A document number: «57-NQ/TW» is «năm mươi bảy, Nghị quyết, Trung ương».

        Forgives what `document_numbers.canonical` forgives; other text is read as `speak` does.
        """
        if documents.is_number(text):
            return documents.read(text, self._language.known, issuer=issuer)[0]
        return self.speak(text, issuer=issuer).text
