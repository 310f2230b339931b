"""Numbers and measured values as Vietnamese text."""

from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from portal.numbers import Operator, format_number, format_range, operator_phrase, with_unit


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (999, "999"),
        (1300, "1.300"),
        (65_000_000, "65.000.000"),
        (-1300, "-1.300"),
        (Decimal("39.52"), "39,52"),
        (Decimal("1.50"), "1,50"),
        (Decimal("1234567.89"), "1.234.567,89"),
        (Decimal("1E+3"), "1.000"),
        (Decimal("0.0000001"), "0,0000001"),
        (Decimal("-0"), "0"),
    ],
)
def test_comma_for_decimals_and_dot_for_thousands(value: Decimal | int, text: str) -> None:
    assert format_number(value) == text


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Decimal("39.525"), 2, "39,53"),
        (Decimal("2.5"), 0, "3"),
        (Decimal("-2.5"), 0, "-3"),
        (Decimal("-0.4"), 0, "0"),
        (5, 2, "5,00"),
        (Decimal("1E+3"), 1, "1.000,0"),
        (Decimal("12345678901234567890123456789.5"), 1, "12.345.678.901.234.567.890.123.456.789,5"),
    ],
)
def test_places_round_half_away_from_zero(value: Decimal | int, places: int, text: str) -> None:
    assert format_number(value, places=places) == text


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity")])
def test_what_is_no_number_is_refused(value: Decimal) -> None:
    with pytest.raises(ValueError, match="không phải là một số"):
        format_number(value)


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30) | st.integers()
)
def test_formatted_numbers_read_back_as_the_same_value(value: Decimal | int) -> None:
    assert Decimal(format_number(value).replace(".", "").replace(",", ".")) == value


def test_ranges() -> None:
    assert format_range(40, 50) == "40–50"
    assert format_range(Decimal("0.5"), 1300) == "0,5–1.300"


@pytest.mark.parametrize(
    ("operator", "value", "unit", "phrase"),
    [
        (">=", "30", "%", "từ 30% trở lên"),
        (">", "55", "%", "trên 55%"),
        ("~", "90", "%", "khoảng 90%"),
        ("range", "40–50", "tổ chức", "40–50 tổ chức"),
        ("range", "40-50", "tổ chức", "40–50 tổ chức"),
        ("<", "5", "ngày", "dưới 5 ngày"),
        ("<=", "5", "ngày", "tối đa 5 ngày"),
        ("=", "30", "% GDP", "30% GDP"),
        (">=", "30", "% GDP", "từ 30% GDP trở lên"),
        ("text", "nhóm 3 Đông Nam Á", None, "nhóm 3 Đông Nam Á"),
        ("=", "0,7", "", "0,7"),
        ("≥", "30", "%", "từ 30% trở lên"),
        ("≤", "30", "%", "tối đa 30%"),
        ("≈", "30", "%", "khoảng 30%"),
    ],
)
def test_operators_in_words(operator: str, value: str, unit: str | None, phrase: str) -> None:
    assert operator_phrase(operator, value, unit) == phrase


def test_an_unknown_operator_names_the_allowed_ones() -> None:
    with pytest.raises(ValueError, match=r"dấu so sánh phải là một trong: = > >= .*đang là «=>»"):
        operator_phrase("=>", "30", "%")


@pytest.mark.parametrize("operator", list(Operator))
def test_every_operator_has_words(operator: Operator) -> None:
    assert "30%" in operator_phrase(operator, "30", "%")


def test_units() -> None:
    assert with_unit("30", "%") == "30%"
    assert with_unit("30", " tỷ đồng ") == "30 tỷ đồng"
    assert with_unit("30", None) == "30"
