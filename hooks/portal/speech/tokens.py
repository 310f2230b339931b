"""What is read as one: the pattern of all tokens that are not read as they are written.

Each alternative is a named group; the order decides between them. Repetitions have bounds, so that
no text takes more than linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from portal.speech.plain import CAPITAL, SMALL

# The last of a run of words in small letters: signs may join it to the next («vnexpress.net»).
_LAST = rf"[{SMALL}]+(?!\w|[/@&^-]|[.:]\S|\.\s?v\b)"
# A name or the beginning of a sentence, where no abbreviation of the vocabulary begins.
_NAME = rf"(?P<name>[{CAPITAL}][{SMALL}]++(?![\w-]))"
_IN_WORDS = re.compile(rf"[{CAPITAL}][{SMALL}]+ ")
_NUMBER = r"[0-9]+(?:[.,][0-9]+)*"
# «5 triệu USD»: the unit follows the word.
_SCALE = r"(?:\s?(?P<scale>(?:nghìn|ngàn|triệu|tỷ|tỉ)(?: (?:tỷ|tỉ))?(?!\w)))?"
_YEAR = r"(?:19|20|21)[0-9]{2}"
_DOMAIN = r"(?:[a-z0-9-]{1,63}\.){1,5}(?:vn|com|net|org|gov|edu|info|asia|io)"

# Before the abbreviations of the vocabulary.
_ADDRESSES = (
    r"(?P<mail>(?:mailto:)?(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5})",
    r"(?P<web>(?<![\w.@-])(?:https?://|www\.)[^\s<>«»“”\"()]+(?<![.,;:!?])"
    rf"|(?<![\w.@-]){_DOMAIN}(?![\w-]|\.\w)(?:/[^\s<>«»“”\"()]*(?<![.,;:!?]))?)",
)
_FIGURES = (
    r"(?P<phone>\+84[0-9 .]{8,13}(?<=[0-9])"
    r"|(?<![0-9.,])0[0-9]{2,3}[ .][0-9]{3,4}[ .]?[0-9]{3,4}(?![0-9/]|[.,][0-9])"
    r"|(?<![0-9.,])1[89]00[ .]?[0-9]{4}(?![0-9/]))",
    rf"(?P<iso>(?<![\d./-])(?P<iso_year>{_YEAR})-(?P<iso_month>[0-9]{{2}})(?:-(?P<iso_day>[0-9]{{2}}))?"
    r"(?:T(?=[0-9]{2}:)|(?![\d/-])))",
    rf"(?P<date>(?P<day>[0-9]{{1,2}})(?P<by>[/.-])(?P<month>[0-9]{{1,2}})(?P=by)(?P<year>{_YEAR})(?![\d/]))",
    r"(?P<always>24/7(?![\d/]))",
    r"(?P<clock>(?P<hour>[0-9]{1,2})(?::(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
    r"|[hg](?P<minutes>[0-9]{2})[’']?|h)(?![\w:])(?:Z|\+07:00)?)",
)
_JOINING = (
    r"(?P<until>(?<=[0-9%])\s?(?:[-–—→]|->)\s?(?=[0-9])|(?<=\w)(?:\s[-–—→]\s|[-–—])(?=[0-9]))",
    r"(?P<minus>(?<![\w.,)%])-(?=[0-9]))",
    r"(?P<sign>(?:>=|<=|[≥≤><~≈±+])\s?(?=[0-9])|[=×&]|(?<=[0-9])(?:\s?x\s?|\^)(?=[0-9])|%|‰)",
)
_NUMERALS_AND_LETTERS = (
    r"(?P<section>(?<!\w)[IVX]+(?:\.[0-9]+)+(?!\w))",
    rf"(?P<term>(?<!\w)[IVX]{{1,6}}/{_YEAR}(?![\d/]))",
    r"(?P<heading>\A[IVX]+(?:\s?[.)/](?!\w)|\s?[-–](?=\s)))",
    r"(?P<etc>(?<!\w)[vV]\.\s?v(?!\w))",
    r"(?P<letters>(?<![\w/])[^\W\d_]/[^\W\d_](?![\w/]))",
)
_WORDS_AND_SIGNS = (
    r"(?P<blank>(?<![\w/.-])[-/][A-ZĐƯ][A-Za-zĐƯ0-9/-]+)",
    r"(?P<gloss>\(\s?(?P<short>[A-ZĐƯ0-9][\wĐƯ&.-]{1,14})\s?\))",
    r"(?P<word>[^\W\d_][^\W_]*(?:-[^\W_]+)*)",
    r"(?P<slash>/)",
    r"(?P<bracket>[()\[\]{}|])",
    r"(?P<dash>\s[-–—]+\s|[–—]+|[-=]{1,3}>|[→←⇒➔•●▪■◦|])",
)


def token_pattern(keys: Iterable[str], units: Iterable[str]) -> re.Pattern[str]:
    """The pattern for a vocabulary; `units` are units after a number or a slash only."""
    unit, special = alternatives(units), special_keys(keys)
    return re.compile(
        "|".join(
            [
                _plain_group(special),
                _at(r"[\w.+-]", *_ADDRESSES),
                *_key_group(special),
                _NAME,
                _at("[0-9+$€₫]", *_FIGURES, *_quantities(unit)),
                rf"(?:/\s?(?P<measure>{unit})(?![\w/-]))",
                *_JOINING,
                _at(r"[^\W\d_]", *_NUMERALS_AND_LETTERS),
                *_WORDS_AND_SIGNS,
            ]
        )
    )


def _at(sign: str, *tokens: str) -> str:
    """Tokens that begin with a sign: elsewhere one look is enough for all of them."""
    return f"(?={sign})(?:{'|'.join(tokens)})"


def _quantities(unit: str) -> tuple[str, str]:
    return (
        rf"(?P<ratio>(?P<terms>{_NUMBER}(?:[/:]{_NUMBER})+)(?:\s?(?P<of>{unit})(?!\w))?)",
        rf"(?P<number>(?:(?P<money>[$€₫])\s?)?(?P<digits>{_NUMBER}){_SCALE}(?:\s?(?P<unit>{unit})(?!\w))?)",
    )


def alternatives(names: Iterable[str]) -> str:
    """A pattern for any of the names, the longest first."""
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True)))


def special_keys(keys: Iterable[str]) -> list[str]:
    """Abbreviations that are more than letters, «R&D», «TP.HCM», «T/M», «5G», the longest first."""
    return sorted((key for key in keys if not key.isalpha()), key=len, reverse=True)


def _plain_group(special: Iterable[str]) -> str:
    """Most of a text is words that are read as they are written: a run of them is passed over at once.

    One that begins with a capital ends no run, for what it is may depend on the signs behind it.
    """
    # «Open RAN» is an abbreviation of the vocabulary.
    names = "|".join(re.escape(key) for key in special if _IN_WORDS.match(key))
    capital = f"(?!{names})[{CAPITAL}]" if names else f"[{CAPITAL}]"
    run = f"(?:(?:{capital})?[{SMALL}]++ )+"
    return f"(?P<plain>{run}(?:{_LAST}|(?=[{CAPITAL}]))|{_LAST})"


def _key_group(special: Sequence[str]) -> list[str]:
    if not special:
        return []
    ends = [re.escape(key) + (r"(?![\w/&])" if key[-1].isalnum() else "") for key in special]
    return [rf"(?P<key>(?<![\w/&])(?:{'|'.join(ends)}))"]
