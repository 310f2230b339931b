"""Written Vietnamese as it is read aloud: numbers, dates, units and abbreviations in words."""

from portal.speech.numerals import cardinal, decimal
from portal.speech.speaker import Speaker, Spoken

__all__ = ["Speaker", "Spoken", "cardinal", "decimal"]
