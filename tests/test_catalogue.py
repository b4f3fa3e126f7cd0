"""The registry against the catalogue of sources: every evidenced column is declared as well known as it is."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from crawlers.run import UnknownSourceError, choose_sources, crawl
from crawlers.source import FormApiListing, JpaasListing, load_sources

pytestmark = pytest.mark.shared
REGISTRY = {name: source for name, source in load_sources().items() if not source.is_sample}

# A line of the catalogue that stands for several declarations, or for one under another name.
NAMES = {
    "cac-sjzl": ["cac-grxxbh", "cac-sjzl-gzdt"],
    "miit-app-zcbz / xwbd / zjgd": ["miit-app-zcbz", "miit-app-xwbd", "miit-app-zjgd"],
    "miit-hlwgl": ["miit-xgj-hlwgl"],
    "samr-wljys": ["samr-wljys-sjdt", "samr-wljys-gzzd"],
    "samr-zfjcj": ["samr-zfjcj-tzgg"],
    "samr-ggjgs": ["samr-ggjgs-tzgg"],
    "samr-jzxts": ["samr-jzxts-zqyj"],
    "samr-adzt": ["samr-adzt-alzs"],
    "cverc": ["cverc-apps"],
    "mstl": ["mstl-news"],
    "nrta": ["nrta-112", "nrta-113", "nrta-114", "nrta-2253"],
    "ndrc": ["ndrc-fzggwl", "ndrc-ghxwj", "ndrc-ghwb", "ndrc-gg", "ndrc-tz", "ndrc-xwtz", "ndrc-xwfb"],
    "spc-zdx / spc-fabu": ["spc-zdx", *(f"spc-fabu-{n}" for n in (14, 15, 16, 17, 21, 108, 151))],
    "nppa": ["nppa-tzgs"],
}
NO_COLUMN = {"cac-zxxd", "cac-tzgg", "ndrc-price"}  # the catalogue says that none was found
# Where the evidence is about the detail pages, or the body, and not about the list.
LESS_KNOWN = {
    "cverc-apps": "U", "mps-wangan": "U", "miit-xgj-hlwgl": "U", "creditchina": "V2", "gsxt": "V2", "mps-main": "V2",
    "samr-wljys-sjdt": "U", "samr-wljys-gzzd": "U", "samr-zfjcj-tzgg": "U", "samr-ggjgs-tzgg": "U", "ncc-tbzx": "V1",
}  # fmt: skip


@pytest.fixture(scope="module")
def catalogue() -> str:
    shared = os.environ.get("ZHIFA_SHARED")
    if not shared:
        pytest.skip("ZHIFA_SHARED is unset: the registry was not compared with the catalogue")
    return Path(shared, "sources", "CATALOGUE.md").read_text("utf-8")


def _section(catalogue: str, title: str) -> str:
    """Return one section, from its heading to the next that is not below it."""
    depth = len(title.split()[0])
    found = re.search(rf"^{re.escape(title)}.*?(?=^#{{2,{depth}}} |\Z)", catalogue, re.S | re.M)
    assert found, title
    return found[0]


def _rows(text: str) -> list[list[str]]:
    lines = [line for line in text.splitlines() if line.startswith("|") and not re.match(r"\|[-| ]+\|$", line)]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def _named_rows(catalogue: str) -> list[list[str]]:
    """Return the rows whose first cell is the id of a source."""
    text = "".join(_section(catalogue, title) for title in ("## 1.", "## 2.", "### 3a.", "## 4.", "## 5."))
    prefix = r"(cac|samr|miit|mps|cverc|ncc|mstl|nrta|ndrc|spc|nppa|creditchina|gsxt)"
    return [row for row in _rows(text) if re.match(rf"{prefix}\b", row[0])]


def _get_names(given: str) -> list[str]:
    return NAMES.get(given, [given])


def test_every_named_column_is_declared(catalogue: str) -> None:
    given = [row[0] for row in _named_rows(catalogue)]
    assert len(given) > 45
    assert {name for one in given if one not in NO_COLUMN for name in _get_names(one)} - REGISTRY.keys() == set()
    assert set(NAMES) | NO_COLUMN <= set(given), "what stands here no longer stands in the catalogue"


def test_marks_are_those_of_the_catalogue(catalogue: str) -> None:
    for row in _named_rows(catalogue):
        found = re.search(r"\b(V2|V1|U)\b", row[-1])
        for name in _get_names(row[0]) if found and row[0] not in NO_COLUMN else ():
            expected = LESS_KNOWN.get(name, found[1] if found else "")
            assert REGISTRY[name].mark == expected, f"{name}: {row[-1]}"


def test_every_code_of_cac_is_asked_for(catalogue: str) -> None:
    codes = set(re.findall(r"\bA09[0-9]{4,}\b", _section(catalogue, "## 1."))) - {"A093708"}  # the hub itself
    asked = {listing.form["channelCode"] for s in REGISTRY.values() if isinstance(listing := s.listing, FormApiListing)}
    asked |= {code for source in REGISTRY.values() for code in re.findall(r"A09\d{4,}", source.url or "")}
    assert len(codes) > 10
    assert codes <= asked


def test_page_ids_of_jpaas_are_declared(catalogue: str) -> None:
    listings = {s.source_id: s.listing for s in REGISTRY.values() if isinstance(s.listing, JpaasListing)}
    seen = 0
    for row in _named_rows(catalogue):
        page_id = next((cell for cell in row if re.fullmatch(r"[0-9a-f]{32}", cell)), None)
        if page_id:
            seen += 1
            listing = listings[row[0]]
            assert (listing.page_id, listing.tag_id) == (page_id, row[row.index(page_id) + 1])
            assert listing.is_known
    assert seen == 12
    assert {s.listing.parse_type for s in REGISTRY.values() if "samr.gov.cn" in (s.url or "") and s.is_target
            and isinstance(s.listing, JpaasListing)} == {"bulidstatic"}  # fmt: skip


def test_every_communications_administration_is_declared(catalogue: str) -> None:
    declared = {f"{urlsplit(s.url).netloc}{urlsplit(s.url).path}": s for s in REGISTRY.values() if s.url}
    wanted = [
        f"{abbreviation}ca.miit.gov.cn{path}index.html"
        for row in _rows(_section(catalogue, "### 3b."))[1:]
        for abbreviation, paths in _pair(row)
        for path in paths
    ]
    assert len(wanted) == len(set(wanted)) > 35
    assert set(wanted) - declared.keys() == set()
    assert all(declared[place].family == "jpaas" and declared[place].is_target for place in wanted)
    closed = [name for name in ("ca-sh", "ca-jl", "ca-xj", "ca-xz", "ca-hub", "ca-hun") if not REGISTRY[name].is_target]
    assert len(closed) == 6


def _pair(row: list[str]) -> list[tuple[str, list[str]]]:
    """Return the regions of a row with their paths; where several share a row, a semicolon parts what is whose."""
    regions = re.findall(r"\b([a-z]{2,3})\b", row[0])
    parts = row[2].split(";") if len(regions) > 1 and "each" not in row[2] else [row[2]] * len(regions)
    return [(name, re.findall(r"`(/[a-z/]+/)`", part)) for name, part in zip(regions, parts, strict=False)]


HOSTS_LEFT_OUT = {
    "amr.jiangsu.gov.cn": "another host of the same body, not confirmed",
    "cqwx.gov.cn": "a county's site", "gxxc.gov.cn": "a county's site", "gzwxb.gov.cn": "a city's news",
    "lnwx.gov.cn": "doubtful", "bjw.gov.cn": "tried and not found", "shxc.gov.cn": "a publicity department",
    "gd.gov.cn": "the domain of a host", "zj.gov.cn": "the domain of a host", "sc.gov.cn": "the domain of a host",
    "hunan.gov.cn": "the domain of a host",
}  # fmt: skip


@pytest.mark.parametrize("title", ["## 6.", "## 7."])
def test_every_host_of_a_region_is_declared(catalogue: str, title: str) -> None:
    named = set(re.findall(r"\b((?:[a-z0-9]+\.)+(?:gov|org)\.cn)\b", _section(catalogue, title)))
    declared = {host for source in REGISTRY.values() for host in source.domains}
    assert len(named) > 5
    missing = {h for h in named - HOSTS_LEFT_OUT.keys() if not any(h == d or d.endswith(f".{h}") for d in declared)}
    assert missing == set()


def test_paths_of_the_regional_offices_are_declared(catalogue: str) -> None:
    declared = {urlsplit(source.url or "").path.rstrip("/") for source in REGISTRY.values()}
    rows = {row[0].split()[0]: row[2] for row in _rows(_section(catalogue, "## 6.")) if len(row) > 2}
    for region in ("江苏", "安徽", "西藏"):
        for path in re.findall(r"`(/[a-z{},/]+/)`", rows[region]):
            brace = re.search(r"\{([a-z,]+)\}", path)
            for name in brace[1].split(",") if brace else [""]:
                whole = path.replace(brace[0], name) if brace else path
                assert whole.rstrip("/") in declared, (region, whole)


def test_blocked_hosts_are_no_targets(catalogue: str) -> None:
    """What answers with a challenge is listed with its reason; nobody is to try again."""
    hosts = {
        "mps-main": "mps.gov.cn", "creditchina": "creditchina.gov.cn", "gsxt": "gsxt.gov.cn", "nmpa": "nmpa.gov.cn",
        "nhc": "nhc.gov.cn", "customs": "customs.gov.cn", "caict": "caict.ac.cn", "samr-cfws": "cfws.samr.gov.cn",
        "portal-hubei": "hubei.gov.cn", "portal-gansu": "gansu.gov.cn",
    }  # fmt: skip
    blocked = "\n".join(line for line in _section(catalogue, "## 10.").splitlines() if re.search(r"412|521", line))
    for word in ("mps", "creditchina", "gsxt", "nmpa", "nhc", "customs", "caict", "湖北", "甘肃"):
        assert word in blocked
    for name, host in hosts.items():
        source = REGISTRY[name]
        assert not source.is_target
        assert source.reason
        assert host in (source.url or "")
        assert all(host not in domain for other in REGISTRY.values() if other.is_target for domain in other.domains)


def test_what_is_no_target_is_never_crawled(tmp_path: Path) -> None:
    closed = [source for source in REGISTRY.values() if not source.is_target]
    assert len(closed) > 20
    assert all(source.reason for source in closed)
    chosen = {source.source_id for source in choose_sources(REGISTRY, None)}
    assert chosen == {source.source_id for source in REGISTRY.values() if source.is_target}
    for source in closed:
        with pytest.raises(UnknownSourceError, match="is no target"):
            choose_sources(REGISTRY, [source.source_id])
    with pytest.raises(UnknownSourceError, match="gsxt is no target"):
        crawl(tmp_path, ["cac-wxfb", "gsxt"])
    assert list(tmp_path.iterdir()) == []
