"""Places: the tree in data/, what became of old units, and what editors are told about slips."""

from __future__ import annotations

import pickle
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from portal.localities import Extent, Flaw, Kind, Level, Localities, from_texts, load

ROOT = Path(__file__).resolve().parents[2]
BEFORE_REFORM, REFORM = date(2025, 6, 30), date(2025, 7, 1)


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def places() -> Localities:
    return load(read)[0]


def ids(units) -> list[str]:
    return [unit.id for unit in units]


class TestData:
    def test_the_data_of_the_project_have_no_flaws(self):
        assert load(read)[1] == []

    def test_there_are_34_provinces_in_vietnamese_order(self, places):
        names = [province.name for province in places.provinces()]
        assert len(names) == 34
        assert names[:7] == ["An Giang", "Bắc Ninh", "Cà Mau", "Cao Bằng", "Cần Thơ", "Đà Nẵng", "Đắk Lắk"]
        assert Counter(province.kind for province in places.provinces()) == {Kind.PROVINCE: 27, Kind.CITY: 7}

    def test_29_provinces_are_former_and_each_went_into_one(self, places):
        former = places.former_provinces()
        assert len(former) == 29
        assert {unit.extent for unit in former} == {Extent.WHOLE}
        assert all(len(places.successors_now(unit.id)) == 1 for unit in former)

    def test_63_provinces_stood_before_the_reform(self, places):
        assert len(places.provinces(on=BEFORE_REFORM)) == 63

    def test_there_are_3321_communes_696_districts_and_10035_former_communes(self, places):
        assert Counter((unit.level, unit.is_current) for unit in places) == {
            (Level.NATION, True): 1,
            (Level.PROVINCE, True): 34,
            (Level.PROVINCE, False): 29,
            (Level.DISTRICT, False): 696,
            (Level.COMMUNE, True): 3321,
            (Level.COMMUNE, False): 10035,
        }

    def test_every_commune_lies_in_the_province_that_its_id_names(self, places):
        communes = [c for province in places.provinces() for c in places.children(province.id)]
        assert len(communes) == 3321
        assert all(c.id.split("/")[0] == c.parent for c in communes)

    def test_every_former_unit_leads_to_units_of_today(self, places):
        assert [
            unit.id for unit in places if not unit.is_current and not places.successors_now(unit.id)
        ] == []

    def test_every_commune_knows_what_it_was_made_of(self, places):
        communes = (unit for unit in places if unit.level is Level.COMMUNE and unit.is_current)
        assert [unit.id for unit in communes if not unit.predecessors] == []

    def test_codes_are_text_and_keep_their_zero(self, places):
        assert places["tuyen-quang"].code == "08"
        assert places["ha-noi/ba-dinh"].code == "00004"

    def test_places_that_differ_by_marks_only_have_ids_of_their_own(self, places):
        assert ids(places.find("xã Cẩm Giàng, Hải Phòng"))[:1] == ["hai-phong/xa-cam-giang-10903"]
        assert ids(places.find("Mỹ Tho, Đồng Tháp"))[:1] == ["dong-thap/phuong-my-tho"]
        assert places["thanh-hoa/huyen-nga-son/xa-nga-thanh-16123"].name == "Nga Thanh"


class TestTime:
    @pytest.mark.parametrize(
        ("id", "day", "name"),
        [
            ("dong-nai", date(2025, 1, 1), "Tỉnh Đồng Nai"),
            ("dong-nai", date(2026, 4, 29), "Tỉnh Đồng Nai"),
            ("dong-nai", date(2026, 4, 30), "Thành phố Đồng Nai"),
            ("hue", date(2024, 12, 31), "Tỉnh Thừa Thiên Huế"),
            ("hue", date(2025, 1, 1), "Thành phố Huế"),
            ("hai-phong/kinh-mon", date(2026, 1, 1), "Phường Kinh Môn"),
            ("viet-nam", date(2026, 1, 1), "Việt Nam"),
        ],
    )
    def test_a_unit_is_called_what_it_was_called_then(self, places, id, day, name):
        assert places[id].full_name_at(day) == name

    @pytest.mark.parametrize(
        ("code", "day", "id"),
        [
            ("82", BEFORE_REFORM, "tien-giang"),
            ("82", REFORM, "dong-thap"),
            ("87", BEFORE_REFORM, "dong-thap"),
            ("15", BEFORE_REFORM, "yen-bai"),
            ("15", REFORM, "lao-cai"),
            ("10675", BEFORE_REFORM, "hai-duong/thi-xa-kinh-mon/phuong-an-luu"),
            ("10675", REFORM, "hai-phong/kinh-mon"),
        ],
    )
    def test_a_code_means_what_it_meant_on_that_day(self, places, code, day, id):
        assert places.by_code(code, on=day).id == id

    def test_a_code_given_up_means_nothing_any_more(self, places):
        assert places.by_code("87", on=REFORM) is None

    def test_the_last_day_of_a_former_unit_is_the_one_before_valid_to(self, places):
        assert places["tien-giang"].valid_on(BEFORE_REFORM)
        assert not places["tien-giang"].valid_on(REFORM)


class TestSuccession:
    @pytest.mark.parametrize(
        ("id", "now"),
        [
            ("tien-giang", ["dong-thap"]),
            ("binh-phuoc", ["dong-nai"]),
            ("hai-duong", ["hai-phong"]),
            ("hai-duong/thi-xa-kinh-mon/phuong-an-luu", ["hai-phong/kinh-mon"]),
            ("ba-ria-vung-tau/huyen-con-dao", ["ho-chi-minh/con-dao"]),
            ("dong-nai", []),
        ],
    )
    def test_a_former_unit_leads_to_where_it_lies_now(self, places, id, now):
        assert ids(places.successors_now(id)) == now

    def test_bien_hoa_city_became_ten_wards(self, places):
        wards = places.successors_now("dong-nai/thanh-pho-bien-hoa")
        codes = "25993 26005 26017 26020 26041 26068 26188 26374 26377 26380".split()
        assert [ward.code for ward in wards] == codes
        assert places["dong-nai/thanh-pho-bien-hoa"].extent is Extent.PART

    def test_of_a_divided_commune_the_largest_part_comes_first(self, places):
        divided = places["ha-noi/quan-ba-dinh/phuong-ngoc-khanh"]
        assert [places[id].code for id in divided.successors] == ["00025", "00008", "00199"]
        assert divided.extent is Extent.PART

    def test_successions_are_known_from_both_ends(self, places):
        assert places["dong-nai"].predecessors == ("binh-phuoc",)
        assert places["hai-phong/kinh-mon"].predecessors == (
            "hai-duong/thi-xa-kinh-mon/phuong-an-luu",
            "hai-duong/thi-xa-kinh-mon/phuong-hiep-an",
            "hai-duong/thi-xa-kinh-mon/phuong-long-xuyen",
            "hai-duong/thi-xa-kinh-mon",
        )

    def test_before_the_reform_a_province_had_no_successor(self, places):
        assert places.successors_now("tien-giang", on=BEFORE_REFORM) == ()


class TestTree:
    def test_ancestors_are_those_of_the_units_own_time(self, places):
        assert ids(places.ancestors("hai-duong/thi-xa-kinh-mon")) == ["hai-duong", "viet-nam"]
        assert ids(places.ancestors("hai-phong/kinh-mon")) == ["hai-phong", "viet-nam"]

    @pytest.mark.parametrize(
        ("id", "province"),
        [
            ("hai-phong/kinh-mon", "hai-phong"),
            ("hai-duong/thi-xa-kinh-mon", "hai-phong"),
            ("tien-giang", "dong-thap"),
            ("can-tho", "can-tho"),
        ],
    )
    def test_the_province_of_a_place_is_that_of_today(self, places, id, province):
        assert places.province_of(id).id == province

    def test_the_nation_lies_in_no_province(self, places):
        assert places.province_of("viet-nam") is None

    def test_children_of_a_current_unit_are_current(self, places):
        assert len(places.children("dong-nai")) == 95
        assert len(places.former_children("dong-nai")) == 11
        assert len(places.children("viet-nam")) == 34

    def test_children_of_a_former_unit_are_those_it_had(self, places):
        assert "hai-duong/thi-xa-kinh-mon" in ids(places.children("hai-duong"))

    @pytest.mark.parametrize(
        ("id", "contained"),
        [
            ("hai-phong", "hai-phong"),
            ("hai-phong", "hai-phong/kinh-mon"),
            ("hai-phong", "hai-duong"),
            ("hai-phong", "hai-duong/thi-xa-kinh-mon"),
            ("hai-phong", "hai-duong/thi-xa-kinh-mon/phuong-an-luu"),
            ("dong-nai", "binh-phuoc"),
            ("dong-nai", "dong-nai/thanh-pho-bien-hoa"),
            ("can-tho", "soc-trang"),
            ("hai-phong/kinh-mon", "hai-duong/thi-xa-kinh-mon"),
            ("hai-duong", "hai-duong/thi-xa-kinh-mon"),
        ],
    )
    def test_everything_of_a_locality_is_gathered(self, places, id, contained):
        assert contained in places.gathers(id)

    @pytest.mark.parametrize(
        ("id", "foreign"),
        [
            ("hai-phong", "dong-nai"),
            ("hai-duong", "hai-phong"),
            ("hai-duong", "hai-phong/kinh-mon"),
            ("hai-phong/kinh-mon", "hai-duong"),
            ("hai-phong/kinh-mon", "hai-duong/thi-xa-kinh-mon/phuong-phu-thu"),
        ],
    )
    def test_nothing_else_is_gathered(self, places, id, foreign):
        assert foreign in places
        assert foreign not in places.gathers(id)

    @pytest.mark.parametrize(
        ("id", "gatherers"),
        [
            ("can-tho", {"can-tho"}),
            ("hai-phong/kinh-mon", {"hai-phong/kinh-mon", "hai-phong"}),
            (
                "hai-duong/thi-xa-kinh-mon/phuong-an-luu",
                {
                    "hai-duong/thi-xa-kinh-mon/phuong-an-luu",
                    "hai-duong/thi-xa-kinh-mon",
                    "hai-duong",
                    "hai-phong",
                },
            ),
        ],
    )
    def test_a_place_is_part_of_what_gathers_it(self, places, id, gatherers):
        found = places.gathered_by(id)
        assert found[0] == id
        assert gatherers <= set(found)
        assert all(id in places.gathers(each) for each in found)

    def test_everything_that_is_gathered_knows_by_whom(self, places):
        for gatherer in ("hai-phong", "hai-phong/kinh-mon", "hai-duong/thi-xa-kinh-mon", "dong-nai"):
            assert all(gatherer in places.gathered_by(id) for id in places.gathers(gatherer))

    def test_every_place_is_gathered_by_exactly_one_province(self, places):
        gathered = Counter(id for province in places.provinces() for id in places.gathers(province.id))
        assert set(gathered.values()) == {1}
        assert len(gathered) == len(places) - 1

    @pytest.mark.parametrize(
        ("id", "reached"),
        [
            ("hai-phong/kinh-mon", ("hai-phong/kinh-mon", "hai-phong", "viet-nam")),
            ("can-tho", ("can-tho", "viet-nam")),
            (
                "hai-duong/thi-xa-kinh-mon",
                ("hai-duong/thi-xa-kinh-mon", "hai-duong", "hai-phong", "viet-nam"),
            ),
            ("viet-nam", ("viet-nam",)),
        ],
    )
    def test_a_screen_is_reached_by_its_place_and_those_above(self, places, id, reached):
        assert places.reaches(id) == reached

    def test_an_unknown_id_is_not_in_the_tree(self, places):
        assert "tien-gang" not in places
        assert places.get("tien-gang") is None

    def test_the_tree_goes_to_other_processes(self, places):
        places.find("Huế")
        places.gathers("hue")
        assert pickle.loads(pickle.dumps(places))["hue"] == places["hue"]  # noqa: S301  our own bytes


class TestFind:
    @pytest.mark.parametrize(
        ("name", "found"),
        [
            ("tp bien hoa", ["dong-nai/thanh-pho-bien-hoa"]),
            ("TP. Biên Hoà", ["dong-nai/thanh-pho-bien-hoa"]),
            ("Biên Hòa", ["dong-nai/bien-hoa", "dong-nai/thanh-pho-bien-hoa"]),
            ("P. Kinh Môn", ["hai-phong/kinh-mon"]),
            ("TX Kinh Môn", ["hai-duong/thi-xa-kinh-mon"]),
            ("thị xã Kinh Môn, tỉnh Hải Dương", ["hai-duong/thi-xa-kinh-mon"]),
            ("Phường Kinh Môn, Hải Dương", ["hai-phong/kinh-mon"]),
            ("Tỉnh Đồng Nai", ["dong-nai"]),
            ("thành phố đồng nai", ["dong-nai"]),
            ("TIỀN GIANG", ["tien-giang"]),
            ("Thừa Thiên - Huế", ["hue"]),
            ("TP.HCM", ["ho-chi-minh"]),
            ("TPHCM", ["ho-chi-minh"]),
            ("Q1", ["ho-chi-minh/quan-1"]),
            ("H. Côn Đảo", ["ba-ria-vung-tau/huyen-con-dao"]),
            ("huyện Biên Hòa", ["dong-nai/bien-hoa", "dong-nai/thanh-pho-bien-hoa"]),
            ("Quan Sơn, Thanh Hóa", ["thanh-hoa/quan-son", "thanh-hoa/huyen-quan-son"]),
            ("Đồng Không Có", []),
            ("", []),
        ],
    )
    def test_a_place_is_found_by_what_people_call_it(self, places, name, found):
        assert ids(places.find(name)) == found

    def test_both_tone_positions_find_the_same(self, places):
        found = places.find("Hoà Bình")
        assert found == places.find("Hòa Bình") != ()
        assert "hoa-binh" in ids(found)

    def test_current_places_come_first(self, places):
        current = [unit.is_current for unit in places.find("hoa binh")]
        assert current == sorted(current, reverse=True)

    def test_names_spelt_exactly_so_come_first(self, places):
        assert places.find("Xã Văn Lăng")[0].id == "thai-nguyen/xa-van-lang-05665"
        assert places.find("Xã Văn Lang, Thái Nguyên")[0].id == "thai-nguyen/xa-van-lang-02143"


@pytest.mark.parametrize(
    ("unknown", "suggested"),
    [
        ("tien-gang", "tien-giang"),
        ("Cần Thơ", "can-tho"),
        ("kinh-mon", "hai-phong/kinh-mon"),
        ("hai-phong/kinhmon", "hai-phong/kinh-mon"),
        ("hai-duong/kinh-mon", "hai-duong/thi-xa-kinh-mon"),
        ("dong-nai/tp-bien-hoa", "dong-nai/thanh-pho-bien-hoa"),
    ],
)
def test_near_ids_are_suggested_for_an_unknown_one(places, unknown, suggested):
    assert suggested in places.suggest(unknown)


@pytest.mark.parametrize("unknown", ["", "/", "khong-dau-ca-xyz"])
def test_nothing_is_suggested_for_nonsense(places, unknown):
    assert places.suggest(unknown) == ()


# A small country: what is wrong in the cases below is wrong in these texts.
UNITS = """\
units:
- {id: viet-nam, level: nation, kind: Quốc gia, name: Việt Nam}
- {id: dong-thap, level: province, kind: Tỉnh, name: Đồng Tháp, code: "82", parent: viet-nam}
- id: tien-giang
  level: province
  kind: Tỉnh
  name: Tiền Giang
  code: "82"
  parent: viet-nam
  valid_to: 2025-07-01
  successors: [dong-thap]
earlier:
- {id: dong-thap, until: 2025-07-01, code: "87"}
"""
COMMUNES = "id,code,kind,name,lat,lon,area_km2\ndong-thap/cao-lanh,29869,Phường,Cao Lãnh,10.46,105.63,\n"
FORMER = "code,name,district,province,now\n28261,Phường 1,Thành phố Mỹ Tho,tien-giang,29869\n"
YML, CSV, OLD = "data/localities.yml", "data/communes.csv", "data/communes_former.csv"


def flaws(*, units: str = UNITS, communes: str = COMMUNES, former: str = FORMER) -> list[Flaw]:
    return from_texts(units, communes, former)[1]


def test_a_small_sound_country_has_no_flaws():
    tree, found = from_texts(UNITS, COMMUNES, FORMER)
    assert found == []
    assert ids(tree.successors_now("tien-giang/thanh-pho-my-tho/phuong-1")) == ["dong-thap/cao-lanh"]


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "message"),
    [
        ("successors: [dong-thap]", "successors: [dong-thp]", 4, "successors", "ý bạn là «dong-thap»?"),
        ("successors: [dong-thap]", "successors: dong-thap", 11, "successors", "phải là danh sách"),
        ("successors: [dong-thap]", "successors: [tien-giang]", 4, "successors", "cũng không tồn tại"),
        ("successors: [dong-thap]", "predecessors: [ben-tre]", 4, "predecessors", "không có địa phương"),
        ("  valid_to: 2025-07-01\n", "", 4, "successors", "chưa ghi valid_to"),
        ("valid_to: 2025-07-01", "valid_to: 1/7/2025", 10, "valid_to", "(đang là «1/7/2025»)"),
        ("valid_to: 2025-07-01", "valid_to: 2025-02-30", 10, "valid_to", "không có ngày này"),
        ("valid_to: 2025-07-01", "valid_to: 2025-07-02", 4, "code", "cùng lúc đã là của «dong-thap»"),
        ("name: Tiền Giang", "nam: Tiền Giang", 7, "nam", "ý bạn là «name»?"),
        ("name: Tiền Giang", "name: [Tiền, Giang]", 7, "name", "không phải danh sách"),
        ("  name: Tiền Giang", "  name: Tiền Giang\n  name: Tiền", 8, "name", "ghi hai lần"),
        ("  parent: viet-nam\n", "  parent: vietnam\n", 4, "parent", "ý bạn là «viet-nam»?"),
        ("  parent: viet-nam\n", "  parent: dong-thap\n", 4, "parent", "không ở cấp trên"),
        ("  parent: viet-nam\n", "", 4, "parent", "thiếu"),
        ("- id: tien-giang", "- id: dong-thap", 4, "id", "đã dùng ở dòng 3"),
        ("- id: tien-giang", "- id: Tiền Giang", 4, "id", "không dấu"),
        ("- id: tien-giang", "- id: trang", 4, "id", "không dùng «trang»"),
        ("  kind: Tỉnh", "  kind: Huyện", 6, "kind", "không có ở cấp «province»"),
        ("  kind: Tỉnh", "  kind: Tinh", 6, "kind", "ý bạn là «Tỉnh»?"),
        ("level: province\n", "level: provinces\n", 5, "level", "ý bạn là «province»?"),
        ('  code: "82"', "  code: A1", 8, "code", "chỉ gồm chữ số"),
        ('code: "87"', "kind: Huyện", 13, "kind", "không có ở cấp"),
        ("until: 2025-07-01", "until: hôm qua", 13, "until", "ngày phải viết dạng"),
        ("- {id: dong-thap, until", "- {id: dong-thp, until", 13, "id", "ý bạn là «dong-thap»?"),
        (', code: "87"}', "}", 13, "id", "không nêu tên, loại hay mã"),
        ("earlier:", "erlier:", 12, "erlier", "ý bạn là «earlier»?"),
        ("units:\n", "units:\n- một chuỗi\n", 2, "", "phải gồm các trường"),
        ("Tiền Giang", "Tie\u0302\u0300n Giang", 7, "", "không phải NFC"),
        ("successors: [dong-thap]", "successors: [dong-thap", 11, "", "không đọc được YAML"),
    ],
)
def test_editors_are_told_what_is_wrong_in_localities_yml(old, new, line, field, message):
    assert old in UNITS
    found = [flaw for flaw in flaws(units=UNITS.replace(old, new, 1)) if flaw.path == YML]
    assert any(flaw[1:3] == (line, field) and message in flaw.message for flaw in found), found


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "message"),
    [
        ("id,code", "ma,code", 1, "", "dòng đầu phải là"),
        (",", ";", 1, "", "ngăn bằng dấu phẩy"),
        ("29869", "2986", 2, "code", "kể cả số 0 ở đầu"),
        ("Phường", "Phừơng", 2, "kind", "dùng: Phường, Xã hoặc Đặc khu"),
        ("10.46", "1046", 2, "lat", "từ 6 đến 24"),
        ("10.46", "mười", 2, "lat", "phải là số"),
        ("dong-thap/", "dongthap/", 2, "id", "ý bạn là «dong-thap»?"),
        ("dong-thap/", "tien-giang/", 2, "id", "không có tỉnh hiện nay"),
        ("dong-thap/cao-lanh", "dong-thap", 2, "id", "hai-phong/kinh-mon"),
        ("Cao Lãnh,", "", 2, "", "phải có 7 cột, đang có 6"),
        (
            "105.63,\n",
            "105.63,\ndong-thap/cao-lanh,29870,Xã,Cao Lãnh,,,\n",
            3,
            "id",
            "đã dùng ở dòng 2",
        ),
        ("105.63,\n", "105.63,\ndong-thap/khac,29869,Xã,Khác,,,\n", 3, "code", "của «dong-thap/cao-lanh»"),
    ],
)
def test_editors_are_told_what_is_wrong_in_communes_csv(old, new, line, field, message):
    found = flaws(communes=COMMUNES.replace(old, new, -1 if old == "," else 1))
    assert any(flaw[:3] == (CSV, line, field) and message in flaw.message for flaw in found), found


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "message"),
    [
        ("28261", "8261", 2, "code", "5 chữ số"),
        ("Phường 1", "Khu 1", 2, "name", "mở đầu bằng"),
        ("Thành phố", "TP", 2, "district", "mở đầu bằng"),
        ("tien-giang", "tien-gang", 2, "province", "ý bạn là «tien-giang»?"),
        (",29869", ",29868", 2, "now", "29868"),
        (",29869", ",", 2, "now", "phải ghi mã"),
        ("29869\n", "29869\n28261,Phường 2,Thành phố Mỹ Tho,tien-giang,29869\n", 3, "code", "ở dòng 2"),
    ],
)
def test_editors_are_told_what_is_wrong_in_communes_former_csv(old, new, line, field, message):
    found = flaws(former=FORMER.replace(old, new, 1))
    assert any(flaw[:3] == (OLD, line, field) and message in flaw.message for flaw in found), found


def test_one_slip_is_reported_once_and_not_in_every_row_that_leads_to_it():
    found = flaws(communes=COMMUNES.replace("29869", "2986"))
    assert [flaw[:3] for flaw in found] == [(CSV, 2, "code")]


@pytest.mark.parametrize("units", ["", "units:", "[]", "units: [a: [", "- 1"])
def test_a_broken_register_is_reported_without_a_traceback(units):
    tree, found = from_texts(units, COMMUNES, FORMER)
    assert len(tree) == 0
    assert [flaw.path for flaw in found] == [YML]


def test_a_province_with_a_slip_takes_its_places_with_it_and_the_rest_stays():
    tree, found = from_texts(UNITS.replace("  parent: viet-nam\n", ""), COMMUNES, FORMER)
    assert found != []
    assert ids(tree) == ["dong-thap/cao-lanh", "dong-thap", "viet-nam"]


def test_a_commune_that_ended_after_the_reform_moves_to_the_register_and_keeps_its_id():
    ended = """\
- {id: dong-thap/cao-lanh, level: commune, kind: Phường, name: Cao Lãnh, code: "29869", parent: dong-thap,
   valid_from: 2025-07-01, valid_to: 2027-01-01, successors: [dong-thap/moi]}
earlier:
"""
    communes = COMMUNES.replace("cao-lanh,29869", "moi,29870").replace("Cao Lãnh", "Mới")
    tree, found = from_texts(UNITS.replace("earlier:\n", ended), communes, FORMER)
    assert found == []
    assert ids(tree.successors_now("tien-giang/thanh-pho-my-tho")) == ["dong-thap/moi"]


def test_a_quote_left_open_in_a_long_table_is_reported_without_a_traceback():
    rows = "".join(
        f"{code},Phường {code},Thành phố Mỹ Tho,tien-giang,29869\n" for code in range(30000, 33000)
    )
    found = flaws(former=FORMER + '28262,"Phường 2,Thành phố Mỹ Tho,tien-giang,29869\n' + rows)
    assert any("dấu nháy kép" in flaw.message for flaw in found)


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_line_ends_do_not_matter(newline):
    assert flaws(communes=COMMUNES.replace("\n", newline), former=FORMER.replace("\n", newline)) == []


def test_a_table_saved_by_a_spreadsheet_program_is_read():
    saved = "\ufeff" + COMMUNES.replace("\n", "\r\n").replace("Cao Lãnh", '" Cao Lãnh "')
    tree, found = from_texts(UNITS, saved, FORMER)
    assert found == []
    assert tree["dong-thap/cao-lanh"].full_name == "Phường Cao Lãnh"
