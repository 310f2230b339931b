"""Units of measure and money. They are units only after a number or a slash: «5 m», «người/km²»."""

from __future__ import annotations

# A table of our own: the vocabulary holds abbreviations that readers need explained, these are
# common knowledge and only speech has to spell them out. TB is a terabyte here, after a number,
# and «Thông báo» in a document number.
UNITS = {
    "%": "phần trăm",
    "‰": "phần nghìn",
    "°C": "độ xê",
    "°": "độ",
    "mm": "mi-li-mét",
    "cm": "xăng-ti-mét",
    "m": "mét",
    "km": "ki-lô-mét",
    "cm²": "xăng-ti-mét vuông",
    "m²": "mét vuông",
    "km²": "ki-lô-mét vuông",
    "m³": "mét khối",
    "ha": "héc-ta",
    "g": "gam",
    "kg": "ki-lô-gam",
    "ml": "mi-li-lít",
    "h": "giờ",
    "s": "giây",
    "ms": "mi-li giây",
    "KB": "ki-lô-bai",
    "MB": "mê-ga-bai",
    "GB": "gi-ga-bai",
    "TB": "tê-ra-bai",
    "PB": "pê-ta-bai",
    "kbps": "ki-lô-bít mỗi giây",
    "Mbps": "mê-ga-bít mỗi giây",
    "Gbps": "gi-ga-bít mỗi giây",
    "kHz": "ki-lô-héc",
    "MHz": "mê-ga-héc",
    "GHz": "gi-ga-héc",
    "kW": "ki-lô-oát",
    "MW": "mê-ga-oát",
    "GW": "gi-ga-oát",
    "kWh": "ki-lô-oát giờ",
    "MWh": "mê-ga-oát giờ",
    "kWp": "ki-lô-oát đỉnh",
    "MWp": "mê-ga-oát đỉnh",
    "kV": "ki-lô-vôn",
    "đ": "đồng",
    "₫": "đồng",
    "VNĐ": "đồng",
    "VND": "đồng",
    "USD": "đô la Mỹ",
    "$": "đô la",
    "EUR": "ơ-rô",
    "€": "ơ-rô",
    "tr": "triệu",
    "trđ": "triệu đồng",
}
# As typed where ² and ³ are not at hand.
UNITS |= {unit.translate({0xB2: "2", 0xB3: "3"}): said for unit, said in UNITS.items() if unit[-1] in "²³"}

# «2 lần/tháng» is «hai lần mỗi tháng».
PER = frozenset("giây phút giờ ngày tuần tháng quý năm người hộ lần".split())
