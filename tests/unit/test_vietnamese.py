"""Vietnamese text: normal form, folding, slugs, order, names and old encodings."""

import re
import unicodedata

import pytest
from hypothesis import given, strategies as st

from portal.vietnamese import (
    fold,
    is_nfc,
    legacy_encoding,
    nfc,
    repair_horn,
    same_name,
    slugify,
    sort_key,
    tone_position_key,
)

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
vietnamese_text = st.text(alphabet=LETTERS + LETTERS.upper() + " -.,/0123456789")
any_text = st.text() | vietnamese_text


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("chuyển đổi số", "chuyen doi so"),
        ("Đường Điện Biên Phủ", "duong dien bien phu"),
        ("ĐẮK LẮK", "dak lak"),
        ("Ðà Nẵng", "da nang"),  # eth in the place of Đ
        ("Ự Ỹ Ẵ ộ Ắ Ể", "u y a o a e"),
        ("39,52% (57-NQ/TW) ₫", "39,52% (57-nq/tw) ₫"),
        ("Café Ångström", "cafe angstrom"),
        ("ที่ हिन्दी", "ที่ हिन्दी"),  # vowel signs of other scripts are letters
        ("", ""),
    ],
)
def test_fold_strips_marks_and_nothing_else(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(nfd(text)) == nfc(folded)


@given(any_text)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(vietnamese_text)
def test_vietnamese_folds_to_ascii_of_the_same_length(text: str) -> None:
    assert fold(text).isascii()
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Chuyển đổi số", "chuyen-doi-so"),
        ("  Đắk Lắk, năm 2025! ", "dak-lak-nam-2025"),
        ("57-NQ/TW", "57-nq-tw"),
        ("Biên Hòa – Đồng Nai", "bien-hoa-dong-nai"),
        ("100 m² ﬁle", "100-m2-file"),
        ("…", ""),
    ],
)
def test_slugs(text: str, slug: str) -> None:
    assert slugify(text) == slugify(nfd(text)) == slug


@given(any_text)
def test_a_slug_has_words_of_a_to_z_and_digits_between_single_hyphens(text: str) -> None:
    slug = slugify(text)
    assert slug == "" or re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert slugify(slug) == slug


@pytest.mark.parametrize(
    "in_order",
    [
        ["Cà Mau", "Cao Bằng", "Cần Thơ", "Đà Nẵng", "Đắk Lắk"],
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["an", "ăn", "ân", "bo", "cô", "da", "đa", "em", "êm", "oi", "ôi", "ơi", "tu", "tư", "va", "xa"],
        ["Quận 2", "Quận 3", "Quận 10"],
        ["Bạc Liêu", "Bắc Giang", "Bắc Kạn", "Bắc Ninh"],
        ["hoa", "Hoa", "hoà", "hòa", "hoá", "hóa", "hoạ"],  # tone position is the very last tie
        ["ma ba", "mà bà", "má ba", "ma bác"],  # letters of the whole text count before any tone
        ["An", "An Giang", "Anh"],
        ["Long", "Long 5", "Long An", "Long-An", "Longan"],
    ],
)
def test_sort_order(in_order: list[str]) -> None:
    upside_down = in_order[::-1]
    assert sorted(upside_down, key=sort_key) == in_order
    assert [nfc(text) for text in sorted(map(nfd, upside_down), key=sort_key)] == in_order


@given(any_text, any_text)
def test_sort_keys_are_equal_only_for_the_same_text(a: str, b: str) -> None:
    same = nfc(" ".join(a.split())) == nfc(" ".join(b.split()))
    assert (sort_key(a) == sort_key(b)) == same
    assert (sort_key(a) < sort_key(b)) + (sort_key(b) < sort_key(a)) + same == 1


@given(st.lists(any_text, max_size=6))
def test_sorting_does_not_depend_on_the_order_given(texts: list[str]) -> None:
    texts = [nfc(" ".join(text.split())) for text in texts]
    upside_down = texts[::-1]
    assert sorted(texts, key=sort_key) == sorted(upside_down, key=sort_key)


def test_very_long_numbers_sort_by_value() -> None:
    assert sort_key("9" * 5000) < sort_key("1" + "0" * 5000)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Biên Hòa", "Biên Hoà"),
        ("Ủy ban nhân dân", "UỶ BAN NHÂN DÂN"),
        ("khỏe", "khoẻ"),
        ("Thủy Nguyên", nfd("Thuỷ  Nguyên")),
        ("quý", "qúy"),
        ("hoàn", "hòan"),
    ],
)
def test_both_tone_positions_are_one_name(a: str, b: str) -> None:
    assert same_name(a, b)
    assert tone_position_key(a.lower()) == tone_position_key(" ".join(b.lower().split()))


@pytest.mark.parametrize(
    ("a", "b"), [("Hòa An", "Hoa An"), ("Hòa", "Hóa"), ("An Đông", "An Dong"), ("Thu", "Thú"), ("mủa", "mũa")]
)
def test_other_marks_make_other_names(a: str, b: str) -> None:
    assert not same_name(a, b)


@given(any_text)
def test_the_tone_position_key_of_a_key_is_itself(text: str) -> None:
    assert tone_position_key(tone_position_key(text)) == tone_position_key(text)


def test_damaged_horns_are_repaired() -> None:
    assert repair_horn("ĐỐI TƢỢNG, tƣơng tƣ\u0323") == "ĐỐI TƯỢNG, tương tự"
    assert repair_horn("ĐỐI TƯỢNG") == "ĐỐI TƯỢNG"


def test_nfc() -> None:
    assert nfc(nfd("chuyển đổi")) == "chuyển đổi"
    assert is_nfc("chuyển đổi")
    assert not is_nfc(nfd("chuyển đổi"))


TCVN3 = [
    "Céng hßa x· héi chñ nghÜa ViÖt Nam",
    "ViÖt Nam",
    "chuyÓn ®æi sè",
    "ñy ban nh©n d©n tØnh §ång Nai",
    "NghÞ quyÕt sè 57-NQ/TW",
    "lµ mét trong nh÷ng nhiÖm vô",
]
VNI = [
    "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam",
    "COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM",
    "Vieät Nam",
    "chuyeån ñoåi soá",
    "UÛy ban nhaân daân tænh Ñoàng Nai",
    "Nghò quyeát soá 57-NQ/TW",
]
UNHARMED = [
    "Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc",
    "cá, là, có, và, đã, sẽ, thì, mà, ở, ý",
    "Cả nước có 34 tỉnh, thành phố; xã, phường là cấp cơ sở",
    "học tập «ôn bài», «chuyển đổi số» · «đổi mới» × 2",
    "Krông Pắc, Đắk Lắk, Bắc Kạn, Kon Tum, Pleiku, Plei Kần",
    "Là où le thé est bu très tôt, l’été, à l’hôtel, dû à la fête de Noël",
    "Garçon naïf, Haïti, maïs, Saül, Loïc et Zoé; côte à côte, bât et bâti",
    "Größe, schön, Tür, süß, hören, für, Öl, Köln, Müller",
    "El Niño está aquí; mañana, día, tú, sí, ¿qué?",
    "São Paulo, não, põe, coração, João",
    "naïve résumé at the café, Brontë, coöperate, façade",
    "Malmö, Tromsø, Kåre, søen, på, även, hopeä",
    "Windows® 11, ©2025, 5 µm, 20 m², 25 °C, £5 and ¥9, ½, §5, a · b × c",
    "ä is a letter, and so is ö",
    "a·b, x·y, n×m, №5, 1ª, «n»",
    "",
]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(text, "TCVN3") for text in TCVN3]
    + [(text, "VNI") for text in VNI]
    + [(text, None) for text in UNHARMED],
)
def test_old_encodings_are_recognised_and_nothing_else(text: str, encoding: str | None) -> None:
    assert legacy_encoding(text) == encoding


@pytest.mark.parametrize(("text", "encoding"), [(TCVN3[0], "TCVN3"), (VNI[0], "VNI")])
def test_one_pasted_line_in_good_text_is_found(text: str, encoding: str) -> None:
    assert legacy_encoding(f"{UNHARMED[0]}\n\n{text}\n{UNHARMED[1]}") == encoding


@given(st.lists(st.sampled_from(UNHARMED[0].split() + UNHARMED[2].split() + UNHARMED[3].split())))
def test_no_mixture_of_good_words_is_taken_for_an_old_encoding(words: list[str]) -> None:
    assert legacy_encoding(" ".join(words)) is None
