"""A warehouse file with fictional rows in the real schema, for tests of queries and pages.

`build_sample(path)` fills every table the dashboards read. Parties, accounts and apps are invented;
every text is composed piece by piece, so each span points at the words it stands for.
"""

from __future__ import annotations

import hashlib
import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from warehouse.catalogue import write_tables, write_views
from warehouse.reference import load_reference

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
Rows = dict[str, list[dict[str, Any]]]

AUTHORITIES = [  # id, name, region code, region
    ("cac", "国家网信办", "000000", "全国"),
    ("cac-110000", "北京市网信办", "110000", "北京市"),
    ("cac-330000", "浙江省网信办", "330000", "浙江省"),
    ("samr-310000", "上海市市场监管局", "310000", "上海市"),
    ("samr-330100", "杭州市市场监管局", "330100", "浙江省杭州市"),
    ("samr-440100", "广州市市场监管局", "440100", "广东省广州市"),
    ("mps-510100", "成都市公安局", "510100", "四川省成都市"),
    ("miit-440000", "广东省通信管理局", "440000", "广东省"),
]
PLATFORMS = [("douyin", "抖音"), ("taobao", "淘宝"), ("kuaishou", "快手"), ("weibo", "微博"), ("xiaohongshu", "小红书")]
PENALTIES = [
    ("fine", "罚款", 9),
    ("confiscate_gains", "没收违法所得", 3),
    ("warning", "警告", 7),
    ("order_correct", "责令改正", 14),
    ("close_account", "关闭账号", 12),
    ("mute_account", "禁言", 5),
    ("interview", "约谈", 8),
    ("detention", "行政拘留", 4),
    ("delete_content", "删除内容", 6),
    ("education", "批评教育", 5),
]
SOURCES = [
    ("demo-cac", "示例网信专栏", "Sample CAC column", "cac", "000000", "jpaas", True, True, None),
    ("demo-samr", "示例市场监管专栏", "Sample SAMR column", "samr-310000", "310000", "static", True, True, None),
    ("demo-apps", "示例App通报专栏", "Sample app column", "miit-440000", "440000", "form_api", True, True, None),
    ("blocked-host", "拒绝访问的站点", "Refusing host", None, None, "none", False, False, "站点拒绝自动访问"),
]
COMPANIES = [
    "青禾网络科技有限公司",
    "远帆商贸有限公司",
    "晴川直播文化有限公司",
    "白石食品经营部",
    "云脚信息技术有限公司",
    "南栀美妆店",
]
ACCOUNTS = ["“每日奇闻录”", "“小城快报君”", "“理财老猫”", "“健康讲堂101”"]
PERSONS = [("周启明", "周某某"), ("罗静怡", "罗某某"), ("高某", "高某")]
CITED = [
    ("ecommerce-law", 17, "电子商务法"),
    ("cybersecurity-law", 21, "网络安全法"),
    ("advertising-law", 28, "广告法"),
    ("anti-unfair-competition-law", 8, "反不正当竞争法"),
]
CITED_2026 = [
    ("live-commerce-measures-117", 34, "直播电商监督管理办法"),
    ("live-commerce-measures-117", 26, "直播电商监督管理办法"),
    ("platform-rules-measures-116", 12, "网络交易平台规则监督管理办法"),
]
CONDUCT_WORDS = {
    "false_advertising": "虚假宣传商品功效",
    "price_violation": "虚构原价",
    "brushing": "组织刷单",
    "rumour": "编造虚假信息",
    "network_security": "未留存网络日志",
    "platform_duty": "未核验入驻商家",
    "ai_fabrication": "用AI换脸假冒名人",
}


def _id(*parts: object) -> str:
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:16]


@dataclass
class TextBuilder:
    """A text that grows piece by piece and knows where each piece stands."""

    text: str = ""
    rows: Rows = field(default_factory=lambda: defaultdict(list))

    def say(self, words: str) -> tuple[int, int]:
        start = len(self.text)
        self.text += words
        return start, len(self.text)

    def fact(self, table: str, key: dict[str, Any], words: str, rule: str, **values: Any) -> None:
        start, end = self.say(words)
        position = sum(1 for row in self.rows[table] if all(row[k] == v for k, v in key.items()))
        proof = {"span_start": start, "span_end": end, "rule_id": rule, "origin": "stated"}
        self.rows[table].append({**key, "position": position, **values, **proof})


def _party(page: TextBuilder, key: dict[str, Any], rng: random.Random, platform: str) -> None:
    kind = rng.choices(["company", "account", "person"], [6, 3, 2])[0]
    name, shown = (
        rng.choice(PERSONS) if kind == "person" else (rng.choice(COMPANIES if kind == "company" else ACCOUNTS),) * 2
    )
    page.fact(
        "case_parties",
        key,
        name,
        "parties.subject",
        party_id=_id(name),
        party_name=name,
        display_name=shown,
        party_type=kind,
        is_masked="某" in name,
        is_natural_person=kind == "person",
        host_platform_name=platform if kind == "account" else None,
        credit_code=None,
    )


def _penalties(page: TextBuilder, key: dict[str, Any], rng: random.Random) -> None:
    weights = [row[2] for row in PENALTIES]
    for kind, words, _ in dict.fromkeys(rng.choices(PENALTIES, weights, k=rng.choice([1, 1, 2, 3]))):
        page.say("，")
        sums = {"fine": [None, 0, 5000, 20000, 50000, 175000, 600000], "confiscate_gains": [None, 1234.5]}
        amount = rng.choice(sums.get(kind, [None]))
        days = rng.choice([5, 10]) if kind == "detention" else None
        tail = f"{amount:g}元" if amount is not None else f"{days}日" if days else ""
        page.fact(
            "penalties",
            key,
            words + tail,
            f"penalties.{kind}",
            penalty_type=kind,
            amount_cny=amount,
            amount=amount,
            currency="CNY" if amount is not None else None,
            is_approximate=False if amount is not None else None,
            has_amount=amount is not None,
            detention_days=days,
            borne_by=None,
            borne_by_display=None,
        )


def _case(page: TextBuilder, notice: dict[str, Any], number: int, rng: random.Random) -> dict[str, Any]:
    key = {"case_id": _id(notice["notice_id"], number)}
    start = len(page.text)
    heading = f"案例{number}："
    page.say(heading)
    authority = rng.choice(AUTHORITIES)
    platform = rng.choice(PLATFORMS)
    announced = notice["announced_date"]
    decided = announced - timedelta(days=rng.randrange(5, 60)) if announced and rng.random() < 0.6 else None
    if decided:
        page.fact(
            "case_dates",
            key,
            f"{decided.year}年{decided.month}月{decided.day}日",
            "dates.full",
            role="decided",
            date_text=decided.isoformat(),
            date_from=decided,
            date_to=decided,
        )
        page.say("，")
    page.fact(
        "case_authorities",
        key,
        authority[1],
        "authorities.name",
        authority_id=authority[0],
        authority_name=authority[1],
    )
    page.say("查明，")
    _party(page, key, rng, platform[1])
    page.say("在")
    page.fact("case_platforms", key, platform[1], "platforms.brand", platform_id=platform[0], platform_name=platform[1])
    page.say("上")
    conduct = rng.choice(list(CONDUCT_WORDS))
    page.fact("case_conduct", key, CONDUCT_WORDS[conduct], "conduct.lexicon", conduct_code=conduct, taxonomy_code=None)
    if rng.random() < 0.3:
        page.say("，")
        page.fact(
            "amounts",
            key,
            "违法所得3200元",
            "money.illegal_gain",
            amount_kind="illegal_gain",
            amount_cny=3200,
            amount=3200,
            currency="CNY",
            is_approximate=False,
        )
    page.say("，违反")
    recent = announced is not None and announced >= date(2026, 3, 1)
    statute, article, name = rng.choice(CITED + (CITED_2026 * 2 if recent else []))
    page.fact(
        "citations",
        key,
        f"《{name}》第{article}条",
        "citations.full",
        statute_id=statute,
        statute_name=name,
        statute_version=None,
        article=article,
        sub_article=None,
        paragraph=None,
        item=None,
        role="violated",
        form="full",
    )
    page.say("。依法作出处理")
    _penalties(page, key, rng)
    page.say("。\n")
    return {
        **key,
        "notice_id": notice["notice_id"],
        "document_id": notice["document_id"],
        "case_number": number,
        "heading_text": heading,
        "span_start": start,
        "span_end": len(page.text) - 1,
        "case_text": page.text[start:-1],
        "authority_names": [authority[1]],
        "authority_ids": [authority[0]],
        "region_code": authority[2],
        "region_name": authority[3],
        "conduct_date": None,
        "decided_date": decided.isoformat() if decided else None,
        "decided_on": decided,
        "announced_date": announced,
        "canonical_case_id": key["case_id"],
        "is_canonical": True,
    }


def _notice(number: int, kind: str, source: str, announced: date | None, title: str) -> dict[str, Any]:
    notice_id = _id("notice", number)
    return {
        "notice_id": notice_id,
        "document_id": _id("document", number),
        "source_id": source,
        "url": f"http://127.0.0.1/sample/{number}.html",
        "title": title,
        "kind": kind,
        "is_usable": True,
        "issuer_name": "示例发布机关",
        "issuer_authority_id": "cac",
        "issuer_region_code": "000000",
        "announced_date": announced,
        "announced_date_origin": "stated" if announced else None,
        "first_seen_at": NOW - timedelta(days=3),
        "retrieved_at": NOW,
        "count_declared": None,
        "count_cases": 0,
        "count_apps": 0,
        "story_id": notice_id,
        "is_canonical": True,
        "is_sample": True,
        "measure_statute_id": None,
        "flags": [],
        "plain_text": "",
    }


def _document(notice: dict[str, Any]) -> dict[str, Any]:
    return {
        "document_id": notice["document_id"],
        "url": notice["url"],
        "source_id": notice["source_id"],
        "parent_document_id": None,
        "media_type": "text/html",
        "count_bytes": 2048,
        "retrieved_at": NOW,
        "first_seen_at": notice["first_seen_at"],
        "last_seen_at": NOW,
        "vanished_at": None,
        "archive_file": "sample.warc.gz",
        "archive_offset": 0,
        "listed_title": notice["title"],
        "listed_date": notice["announced_date"],
        "is_sample": True,
        "is_readable": True,
    }


def _bulletin(rows: Rows, number: int, rng: random.Random) -> None:
    announced = None if number % 17 == 0 else date(2024, 1, 10) + timedelta(days=number * 11 % 1010)
    kind = rng.choice(["case_bulletin", "case_bulletin", "single_case", "digest"])
    notice = _notice(
        number, kind, rng.choice(["demo-cac", "demo-samr"]), announced, f"示例通报第{number}号：网络违法典型案例"
    )
    page = TextBuilder()
    page.say("现公布一批典型案例（虚构示例）。\n")
    count = 1 if kind == "single_case" else rng.randrange(2, 5)
    cases = [_case(page, notice, n, rng) for n in range(1, count + 1)]
    notice |= {"plain_text": page.text, "count_cases": count, "count_declared": count + (1 if number % 9 == 0 else 0)}
    if number % 13 == 0:
        notice["count_declared"] = None
    if number % 14 == 0:  # a second column tells the same story
        notice["is_canonical"] = False
        for case in cases:
            case |= {"is_canonical": False, "canonical_case_id": rows["cases"][0]["case_id"]}
    rows["notices"].append(notice)
    rows["documents"].append(_document(notice))
    rows["cases"].extend(cases)
    for table, facts in page.rows.items():
        rows[table].extend(facts)


def _app_list(rows: Rows, number: int, rng: random.Random) -> None:
    notice = _notice(
        number,
        "app_list",
        "demo-apps",
        date(2025, 1, 5) + timedelta(days=number * 37 % 600),
        f"关于侵害用户权益App的示例通报（第{number}批）",
    )
    page = TextBuilder()
    page.say("以下应用存在问题（虚构示例）：\n")
    count = rng.randrange(3, 8)
    for app_number in range(1, count + 1):
        app = rng.choice(["小舟记账", "栗子天气", "拾光相册", "云梯学习", "山雀出行"])
        page.fact(
            "apps",
            {"notice_id": notice["notice_id"], "document_id": notice["document_id"]},
            app,
            "apps.table_row",
            app_number=app_number,
            app_name=app,
            app_kind="app",
            app_version=f"{rng.randrange(1, 9)}.{rng.randrange(0, 9)}.0",
            store_name=rng.choice(["应用宝", "豌豆荚", None]),
            operator_name=rng.choice(COMPANIES),
            issue_text=rng.choice(["违规收集个人信息", "强制用户使用定向推送", "账号注销难"]),
        )
        page.say("\n")
    rows["notices"].append(notice | {"plain_text": page.text, "count_apps": count, "count_declared": count})
    rows["documents"].append(_document(notice))
    rows["apps"].extend(page.rows["apps"])


def _operation(rows: Rows) -> None:
    rows["findings"] = [
        {
            "finding_id": _id("f", i),
            "severity": severity,
            "code": code,
            "message": message,
            "source_id": source,
            "stage": "extract",
            "found_at": NOW,
        }
        for i, (severity, code, message, source) in enumerate(
            [
                ("warning", "count_mismatch", "示例通报称有 4 起，读出 3 起：请核对分段", "demo-cac"),
                ("error", "unreadable", "文件为空，请重新下载", "demo-samr"),
                ("info", "unassigned_statute", "《示例规定》不在法规表中", "demo-cac"),
            ]
        )
    ]
    columns = "source_id name_zh name_en authority_id region_code family is_sample is_target reason".split()  # noqa: SIM905
    rows["sources"] = [dict(zip(columns, source, strict=True)) for source in SOURCES]
    rows["coverage"] = [
        {
            "source_id": source,
            "count_documents": 40,
            "count_notices": 38,
            "count_cases": 80,
            "oldest_announced_date": date(2024, 1, 3),
            "newest_announced_date": newest,
            "last_retrieved_at": NOW,
            "count_without_date": 2,
            "median_lag_days": lag,
        }
        for source, newest, lag in [
            ("demo-cac", date(2026, 10, 20), 2.0),
            ("demo-samr", date(2026, 6, 1), 9.5),
            ("demo-apps", date(2026, 9, 12), 1.0),
        ]
    ]
    rows["accuracy"] = [
        {
            "measured_at": NOW - timedelta(days=days),
            "gold_set": "dev",
            "field": name,
            "precision_score": f1 + 0.01,
            "recall_score": f1 - 0.01,
            "f1_score": f1,
            "f1_low": f1 - 0.04,
            "f1_high": min(1, f1 + 0.03),
            "count_gold": n,
        }
        for days, shift in [(30, -0.05), (0, 0.0)]
        for name, f1, n in [
            ("case", 0.96 + shift, 210),
            ("authority", 0.91 + shift, 190),
            ("party", 0.82 + shift, 260),
            ("penalty_type", 0.93 + shift, 300),
            ("penalty_amount", 0.97 + shift, 90),
        ]
    ]
    rows["runs"] = [
        {
            "run_id": _id("run", s[0]),
            "kind": "crawl",
            "started_at": NOW,
            "finished_at": NOW,
            "source_id": s[0],
            "count_listed": 40,
            "count_fetched": 40,
            "count_new": 3,
            "count_failed": 0,
            "count_examined": 40,
            "count_with_title": 40,
            "count_with_date": 39,
            "count_with_body": 10 if s[0] == "demo-samr" else 40,
        }
        for s in SOURCES[:3]
    ]
    rows["source_health"] = [
        {
            "source_id": s[0],
            "state": state,
            "run_id": _id("run", s[0]) if state != "no_target" else None,
            "last_run_at": NOW if state != "no_target" else None,
            "newest_date": date(2026, 10, 20) if state != "no_target" else None,
            "count_held": 40 if state != "no_target" else 0,
            "count_findings": int(state == "attention"),
        }
        for s, state in zip(SOURCES, ["healthy", "attention", "healthy", "no_target"], strict=True)
    ]
    rows["findings"].append(
        {
            "finding_id": _id("f", "lost"),
            "severity": "warning",
            "code": "field_lost",
            "message": "body: found in 10 of the last 40; before in 80 of 80",
            "message_zh": "正文：最近 40 页中找到 10 页；此前 80 页中找到 80 页",
            "source_id": "demo-samr",
            "run_id": _id("run", "demo-samr"),
            "stage": "crawl",
            "found_at": NOW,
        }
    )
    rows["warehouse_info"] = [{"key": "built_at", "value": NOW.isoformat()}]


def sample_rows(count_bulletins: int = 110, count_app_lists: int = 14) -> Rows:
    """Return the rows of every table, the same on every call."""
    rng = random.Random(117)
    rows: Rows = defaultdict(list)
    for number in range(1, count_bulletins + 1):
        _bulletin(rows, number, rng)
    for number in range(count_bulletins + 1001, count_bulletins + 1001 + count_app_lists):
        _app_list(rows, number, rng)
    _operation(rows)
    return rows


def build_sample(path: Path, rows: Rows | None = None) -> Path:
    """Write a warehouse file with the real reference data and the sample rows (or the given ones); return its path."""
    connection = duckdb.connect(str(path))
    write_tables(connection)
    load_reference(connection)
    for table, values in (sample_rows() if rows is None else rows).items():
        if values:
            connection.register("frame", pl.DataFrame(values, infer_schema_length=None))
            connection.execute(f"insert into base.{table} by name select * from frame")
            connection.unregister("frame")
    write_views(connection)
    connection.execute("checkpoint")
    connection.close()
    return path


def build_empty(path: Path) -> Path:
    """Write a warehouse file with reference data and nothing else and return its path."""
    return build_sample(path, {})
