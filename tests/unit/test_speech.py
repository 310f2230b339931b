"""Written Vietnamese as it is read aloud."""

import time
import unicodedata

import pytest
from hypothesis import given, settings, strategies as st

from portal.speech import Speaker, cardinal, decimal

ABBREVIATIONS = {
    "CĐS": "chuyển đổi số",
    "KH&CN": "khoa học và công nghệ",
    "R&D": "nghiên cứu và phát triển",
    "CT-XH": "chính trị - xã hội",
    "AI": "trí tuệ nhân tạo",
    "TA": "Tòa án",
    "VKS": "Viện kiểm sát",
    "GRDP": "tổng sản phẩm trên địa bàn",
    "Mbps": "megabit mỗi giây",
    "ha": "héc-ta",
    "TW": "Trung ương",
    "TU": "Tỉnh ủy hoặc Thành ủy",
    "ĐU": "Đảng ủy",
    "BTG": "Ban Tuyên giáo",
    "BTGTU": "Ban Tuyên giáo Tỉnh ủy hoặc Thành ủy",
    "BCĐTW": "Ban Chỉ đạo Trung ương",
    "CP": "Chính phủ",
    "TTg": "Thủ tướng Chính phủ",
    "VPCP": "Văn phòng Chính phủ",
    "QH15": "Quốc hội khóa XV",
    "HĐND": "Hội đồng nhân dân",
    "UBND": "Ủy ban nhân dân",
    "PVHTT": "Phòng Văn hóa và Thông tin",
    "TP.HCM": "Thành phố Hồ Chí Minh",
    "CTPH": "chương trình phối hợp",
    "TM.": "thay mặt",
    "T/M": "thay mặt",
    "b/c": "để báo cáo",
    "5G": "mạng di động thế hệ thứ năm",
}
KINDS = {"NQ": "Nghị quyết", "QĐ": "Quyết định", "KH": "Kế hoạch", "HD": "Hướng dẫn", "TB": "Thông báo"}
SPEAKER = Speaker(ABBREVIATIONS, KINDS)
YEAR_2024 = "hai nghìn không trăm hai mươi tư"
YEAR_2025 = "hai nghìn không trăm hai mươi lăm"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (55, "năm mươi lăm"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (104, "một trăm linh bốn"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (115, "một trăm mười lăm"),
        (121, "một trăm hai mươi mốt"),
        (1000, "một nghìn"),
        (1005, "một nghìn không trăm linh năm"),
        (1227, "một nghìn hai trăm hai mươi bảy"),
        (2025, YEAR_2025),
        (20_758, "hai mươi nghìn bảy trăm năm mươi tám"),
        (203_000, "hai trăm linh ba nghìn"),
        (1_000_000, "một triệu"),
        (2_000_005, "hai triệu không trăm linh năm"),
        (1_005_000, "một triệu không trăm linh năm nghìn"),
        (65_000_000, "sáu mươi lăm triệu"),
        (1_000_000_000, "một tỉ"),
        (3_000_000_000_000, "ba nghìn tỉ"),
        (-5, "âm năm"),
    ],
)
def test_numbers_are_counted_as_people_count(value: int, words: str) -> None:
    assert cardinal(value) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("39,52", "ba mươi chín phẩy năm mươi hai"),
        ("1,5", "một phẩy năm"),
        ("0,05", "không phẩy không năm"),
        ("1,0", "một phẩy không"),
        ("0,125", "không phẩy một trăm hai mươi lăm"),
        ("0,8241", "không phẩy tám hai bốn một"),
        ("1.227,5", "một nghìn hai trăm hai mươi bảy phẩy năm"),
        ("65.000.000", "sáu mươi lăm triệu"),
        ("-0,5", "âm không phẩy năm"),
        ("42", "bốn mươi hai"),
    ],
)
def test_decimals_have_a_comma_and_thousands_dots(text: str, words: str) -> None:
    assert decimal(text) == words


@pytest.mark.parametrize("text", ["", "1.5", "1,2,3", "abc", "1e5", "½"])
def test_what_is_no_vietnamese_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="không phải là một số"):
        decimal(text)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("57-NQ/TW", "năm mươi bảy, Nghị quyết, Trung ương"),
        ("57/NQ-TW", "năm mươi bảy, Nghị quyết, Trung ương"),
        ("57-\nNQ/ TW", "năm mươi bảy, Nghị quyết, Trung ương"),
        ("Số: 180-KH/TU", "một trăm tám mươi, Kế hoạch, Tỉnh ủy hoặc Thành ủy"),
        ("03/NQ-CP", "không ba, Nghị quyết, Chính phủ"),
        ("1131/QĐ-TTg", "một nghìn một trăm ba mươi mốt, Quyết định, Thủ tướng Chính phủ"),
        (
            "42/2022/NĐ-CP",
            "bốn mươi hai, năm hai nghìn không trăm hai mươi hai, Nghị định, Chính phủ",
        ),
        ("193/2025/QH15", f"một trăm chín mươi ba, năm {YEAR_2025}, Quốc hội khóa mười lăm"),
        ("237/NQ-UBTVQH16", "hai trăm ba mươi bảy, Nghị quyết, Ủy ban Thường vụ Quốc hội khóa mười sáu"),
        ("624/TB-VPCP", "sáu trăm hai mươi tư, Thông báo, Văn phòng Chính phủ"),
        (
            "01-CTPH/BTG-HĐND-UBND-TA-VKS",
            "không một, chương trình phối hợp, Ban Tuyên giáo, Hội đồng nhân dân, Ủy ban nhân dân, Tòa án, "
            "Viện kiểm sát",
        ),
        ("06a-KH/ĐU", "không sáu a, Kế hoạch, Đảng ủy"),
        ("/PVHTT", "không ghi số, Phòng Văn hóa và Thông tin"),
        ("-HD/BTGTU", "không ghi số, Hướng dẫn, Ban Tuyên giáo Tỉnh ủy hoặc Thành ủy"),
        ("01/2025/L-CTN", f"không một, năm {YEAR_2025}, Lệnh, Chủ tịch nước"),
        ("12", "mười hai"),
        ("", ""),
    ],
)
def test_document_numbers_name_kind_and_issuer(number: str, words: str) -> None:
    assert SPEAKER.number(number) == words


SPOKEN = [
    # Quantities and units.
    ("đạt 39,52%", "đạt ba mươi chín phẩy năm mươi hai phần trăm"),
    ("65.000.000 đồng", "sáu mươi lăm triệu đồng"),
    ("1.300 ha", "một nghìn ba trăm héc-ta"),
    ("146,64 Mbps", "một trăm bốn mươi sáu phẩy sáu mươi tư megabit mỗi giây"),
    ("5 km² và 20m2", "năm ki-lô-mét vuông và hai mươi mét vuông"),
    ("40 GB, 2 TB", "bốn mươi gi-ga-bai, hai tê-ra-bai"),
    ("5 triệu USD, 500 tỷ đồng", "năm triệu đô la Mỹ, năm trăm tỷ đồng"),
    ("10.000đ", "mười nghìn đồng"),
    ("60 km/h", "sáu mươi ki-lô-mét trên giờ"),
    ("người/km²", "người trên ki-lô-mét vuông"),
    ("2 lần/tháng", "hai lần mỗi tháng"),
    ("ha hả cười", "ha hả cười"),
    ("05 cán bộ", "năm cán bộ"),
    ("Đề án 06", "Đề án không sáu"),
    ("gọi 1022", "gọi một không hai hai"),
    ("0292.3820.123", "không hai chín hai ba tám hai không một hai ba"),
    ("1,2,3", "một, hai, ba"),
    ("Điều 5a, mục 2.1", "Điều năm a, mục hai chấm một"),
    ("-5°C", "âm năm độ xê"),
    ("1080×1920", "một nghìn không trăm tám mươi nhân một nghìn chín trăm hai mươi"),
    ("10⁶ và ½", "mười mũ sáu và một trên hai"),
    # Signs.
    ("≥30%", "lớn hơn hoặc bằng ba mươi phần trăm"),
    ("≤ 5 ngày", "nhỏ hơn hoặc bằng năm ngày"),
    (">55%, <3%", "lớn hơn năm mươi lăm phần trăm, nhỏ hơn ba phần trăm"),
    ("~90%", "khoảng chín mươi phần trăm"),
    # Ranges and fractions.
    ("40–50 tổ chức", "bốn mươi đến năm mươi tổ chức"),
    ("2020-2024", f"hai nghìn không trăm hai mươi đến {YEAR_2024}"),
    ("2.000–3.000 ha", "hai nghìn đến ba nghìn héc-ta"),
    ("100 Mbps – 200 Mbps", "một trăm megabit mỗi giây đến hai trăm megabit mỗi giây"),
    ("Nghị quyết 57 – 5 điểm", "Nghị quyết năm mươi bảy, năm điểm"),
    (
        "1.227/1.298 nhiệm vụ",
        "một nghìn hai trăm hai mươi bảy trên một nghìn hai trăm chín mươi tám nhiệm vụ",
    ),
    ("hạng 2/34", "hạng hai trên ba mươi tư"),
    ("1/3 dân số, 10/10 xã", "một trên ba dân số, mười trên mười xã"),
    ("tỉ lệ 16:9", "tỉ lệ mười sáu trên chín"),
    # Days, months, quarters, times.
    ("22/12/2024", f"ngày hai mươi hai tháng mười hai năm {YEAR_2024}"),
    ("Ngày 22/12/2024", f"Ngày hai mươi hai tháng mười hai năm {YEAR_2024}"),
    ("trước 07/3", "trước ngày bảy tháng ba"),
    ("30/4", "ngày ba mươi tháng tư"),
    ("ngày 2/9", "ngày hai tháng chín"),
    ("từ 1/3 đến 5/3", "từ ngày một tháng ba đến ngày năm tháng ba"),
    ("01/2025", f"tháng một năm {YEAR_2025}"),
    ("tháng 04/2025", f"tháng tư năm {YEAR_2025}"),
    ("tháng 01 năm 2025", f"tháng một năm {YEAR_2025}"),
    ("2025-01-31", f"ngày ba mươi mốt tháng một năm {YEAR_2025}"),
    ("2025-01-31T07:30", f"ngày ba mươi mốt tháng một năm {YEAR_2025} bảy giờ ba mươi phút"),
    ("2025-01", f"tháng một năm {YEAR_2025}"),
    ("07:30, 7h30, 7h", "bảy giờ ba mươi phút, bảy giờ ba mươi phút, bảy giờ"),
    ("22:00-05:00", "hai mươi hai giờ đến năm giờ"),
    ("thứ 2, thứ 4", "thứ hai, thứ tư"),
    ("trực 24/7", "trực hai mươi tư giờ một ngày, bảy ngày một tuần"),
    ("ngày 24/7", "ngày hai mươi tư tháng bảy"),
    # Roman numerals, only where they count.
    ("quý II/2025", f"quý hai năm {YEAR_2025}"),
    ("Mục III.2, II.1", "Mục ba chấm hai, hai chấm một"),
    ("mục II, III và IV", "mục hai, ba và bốn"),
    ("khóa XIII, chương V, thế kỷ XXI", "khóa mười ba, chương năm, thế kỷ hai mươi mốt"),
    ("Đại hội lần thứ XIV", "Đại hội lần thứ mười bốn"),
    ("lần thứ I, lần thứ IV", "lần thứ nhất, lần thứ tư"),
    ("II. Mục tiêu", "hai. Mục tiêu"),
    # Abbreviations.
    ("CĐS và KH&CN, R&D", "chuyển đổi số và khoa học và công nghệ, nghiên cứu và phát triển"),
    ("tổ chức CT-XH", "tổ chức chính trị xã hội"),
    ("TP.HCM", "Thành phố Hồ Chí Minh"),
    ("TM. UBND (b/c)", "thay mặt Ủy ban nhân dân, để báo cáo"),
    ("mạng 5G, trạm 5G", "mạng di động thế hệ thứ năm, trạm mạng di động thế hệ thứ năm"),
    ("tổng sản phẩm trên địa bàn (GRDP) tăng", "tổng sản phẩm trên địa bàn tăng"),
    ("QH16", "Quốc hội khóa mười sáu"),
    ("NQ57, NQ 57", "Nghị quyết năm mươi bảy, Nghị quyết năm mươi bảy"),
    # Names and words in capitals.
    ("VNeID, iHanoi, Hue-S", "VNeID, iHanoi, Hue-S"),
    ("Covid-19", "Covid mười chín"),
    ("ÔNG NGUYỄN VĂN A, VIỆC LÀM", "ÔNG NGUYỄN VĂN A, VIỆC LÀM"),
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("CHÚNG TA ỨNG DỤNG AI", "CHÚNG TA ỨNG DỤNG trí tuệ nhân tạo"),
    # Signs around words.
    ("(một) hai [ba]", "một, hai, ba"),
    ("- việc một • việc hai → xong", "việc một, việc hai, xong"),
    ("sở/ngành, và/hoặc, ngày/tháng/năm", "sở hoặc ngành, và hoặc, ngày, tháng, năm"),
    ("an ninh & trật tự", "an ninh và trật tự"),
    ("kinh tế - xã hội – nền tảng", "kinh tế xã hội, nền tảng"),
    ("«chuyển đổi» “số”", "chuyển đổi số"),
    ("cho ý kiến./.", "cho ý kiến."),
    ("vân vân, v.v.", "vân vân, vân vân."),
    # Addresses.
    ("Xem https://vietnam.vn/bai-1.html.", "Xem địa chỉ trang web vietnam chấm vn."),
    ("tại dichvucong.gov.vn", "tại địa chỉ trang web dichvucong chấm gov chấm vn"),
    ("gửi a.b1@c.gov.vn nhé", "gửi địa chỉ thư điện tử nhé"),
]


@pytest.mark.parametrize(("text", "words"), SPOKEN)
def test_text_is_read_without_anything_unknown(text: str, words: str) -> None:
    spoken = SPEAKER.speak(text)
    assert spoken.text == words
    assert spoken.unknown == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Nghị quyết số 57-NQ/TW ngày 22/12/2024",
            "Nghị quyết số năm mươi bảy, Nghị quyết, Trung ương, "
            f"ngày hai mươi hai tháng mười hai năm {YEAR_2024}",
        ),
        ("Quy định 229-QĐ/TW", "Quy định hai trăm hai mươi chín, Quy định, Trung ương"),
        ("Quyết định 229-QĐ/TW", "Quyết định hai trăm hai mươi chín, Quyết định, Trung ương"),
        ("đuôi «-HD/BTGTU»; về ngày", "đuôi không ghi số, Hướng dẫn, Ban Tuyên giáo Tỉnh ủy; về ngày"),
        ("180-KH/TU", "một trăm tám mươi, Kế hoạch, Tỉnh ủy"),
        (
            "92-HD/BTGTU của Ban Tuyên giáo Thành ủy",
            "chín mươi hai, Hướng dẫn, Ban Tuyên giáo Thành ủy, của Ban Tuyên giáo Thành ủy",
        ),
    ],
)
def test_document_numbers_in_a_sentence(text: str, words: str) -> None:
    assert SPEAKER.speak(text, issuer="Ban Thường vụ Tỉnh uỷ Tiền Giang").text == words


@pytest.mark.parametrize(
    ("issuer", "words"),
    [
        ("Ban Tuyên giáo Tỉnh ủy Bình Phước", "Ban Tuyên giáo Tỉnh ủy"),
        ("THÀNH UỶ CẦN THƠ", "Ban Tuyên giáo Thành ủy"),
        ("Ủy ban nhân dân phường Kinh Môn", "Ban Tuyên giáo Tỉnh ủy hoặc Thành ủy"),
        ("", "Ban Tuyên giáo Tỉnh ủy hoặc Thành ủy"),
    ],
)
def test_the_issuer_decides_what_stands_for_two_bodies(issuer: str, words: str) -> None:
    assert SPEAKER.speak("BTGTU", issuer=issuer).text == words


@pytest.mark.parametrize(
    ("text", "words", "unknown"),
    [
        ("sàn OCOP", "sàn o, xê, o, pê", ("OCOP",)),
        ("ĐHQG, XYZ, ĐHQG", "đê, hát, quy, giê, ích, i dài, dét, đê, hát, quy, giê", ("ĐHQG", "XYZ")),
        ("Nơi nhận: VH-TT", "Nơi nhận: vê, hát, tê, tê", ("VH-TT",)),
        ("51/KH-SKHCN", "năm mươi mốt, Kế hoạch, ét, ca, hát, xê, en-nờ", ("SKHCN",)),
        ("ngày 31/02/2025", f"ngày ba mươi mốt, hai, {YEAR_2025}", ("31/02/2025",)),
        ("đ/c Bí thư", "đê, xê Bí thư", ("đ/c",)),
    ],
)
def test_what_cannot_be_read_with_certainty_is_spelt_and_reported(
    text: str, words: str, unknown: tuple[str, ...]
) -> None:
    spoken = SPEAKER.speak(text)
    assert (spoken.text, spoken.unknown) == (words, unknown)


def test_lines_stay_lines() -> None:
    assert SPEAKER.speak("Kết quả\n\n- 5 xã\r\n•\nHết.").text == "Kết quả\n\nnăm xã\n\nHết."


def test_decomposed_text_is_read_as_composed() -> None:
    assert SPEAKER.speak(unicodedata.normalize("NFD", "quý II/2025")).text == f"quý hai năm {YEAR_2025}"


PIECES = st.sampled_from([text for text, _ in SPOKEN] + list("0123456789/-–:., ()%≥\n") + list(ABBREVIATIONS))
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=12).map("".join))


@settings(max_examples=300)
@given(TEXTS)
def test_any_text_is_read_line_by_line_in_nfc_without_digits(text: str) -> None:
    spoken = SPEAKER.speak(text, issuer=text)
    assert not any(map(str.isdigit, spoken.text))
    assert unicodedata.is_normalized("NFC", spoken.text)
    assert spoken.text.count("\n") == text.count("\n")
    assert len(set(spoken.unknown)) == len(spoken.unknown)
    assert SPEAKER.speak(spoken.text).text.count("\n") == text.count("\n")


@settings(max_examples=100)
@given(TEXTS)
def test_any_text_passes_as_a_number(text: str) -> None:
    assert not any(map(str.isdigit, SPEAKER.number(text)))


@settings(max_examples=100)
@given(st.dictionaries(st.text(max_size=6), st.text(max_size=20), max_size=4), st.text(max_size=40))
def test_any_vocabulary_will_do(words: dict[str, str], text: str) -> None:
    assert not any(map(str.isdigit, Speaker(words, words).speak(text + "".join(words)).text))


@given(st.integers(-(10**15), 10**15))
def test_every_number_has_words_of_its_own(value: int) -> None:
    assert cardinal(value) != cardinal(value + 1)


@pytest.mark.parametrize(
    "piece",
    ["-", "1.", "1/", "A ", "(AB) ", " , ", "«a ", "a.", "=", "Ô-", " – 5", "IV, ", "An ", "an An ", "An. "],
)
def test_long_text_takes_linear_time(piece: str) -> None:
    """A quadratic rule would take minutes; ten seconds is far above what a slow machine needs."""
    start = time.perf_counter()
    SPEAKER.speak(piece * 10_000)
    assert time.perf_counter() - start < 10
