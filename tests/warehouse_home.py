"""A data folder with hand-made records, for tests of the warehouse. Every party, place of work and text is invented."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from msgspec.structs import replace

from crawlers.archive import Archive, Document, Listing
from etl.model import (
    App,
    AuthorityMention,
    CaseRecord,
    Citation,
    Conduct,
    DateMention,
    DateRole,
    Evidence,
    Finding,
    Metric,
    Money,
    NoticeRecord,
    Origin,
    OtherAmount,
    Party,
    Penalty,
    PlatformMention,
    RegionMention,
    Span,
    Stated,
)
from etl.store import RecordStore

START = datetime(2026, 3, 10, 8, 0, tzinfo=UTC)

COMPANY_CASE = (
    "一、云杉岭网络科技有限公司未履行网络安全保护义务案\n"
    "2026年3月2日，长沙市网信办查明，云杉岭网络科技有限公司的业务系统长期未留存网络日志，违反《网络安全法》第二十一条。"
    "长沙市网信办依据《网络安全法》第五十九条，责令其改正，给予警告，并处罚款5万元。违法所得1200元已另案处理。"
)
PERSON_CASE = (
    "二、林晓棠编造传播谣言案\n"
    "2026年2月，林晓棠在抖音发布自己编造的灾情视频，引发恐慌，扰乱公共秩序。公安机关依法对林晓棠处以行政拘留5日，"
    "其账号“晓棠在路上”被关闭，罚款数额未公布。"
)
MASKED_CASE = (
    "三、某公司违规收集个人信息案\n"
    "某公司运营的“果园记账”未经同意收集通讯录，属地网信部门约谈其负责人，并责令限期改正，未予罚款，该公司已完成整改并提交报告。"
)
BULLETIN = "\n".join(
    ["长沙市网信办公布3起典型案例", COMPANY_CASE, PERSON_CASE, MASKED_CASE, "下一步将持续加大执法力度。"]
)


def prove(plain: str, quote: str, origin: Origin = Origin.STATED) -> Evidence:
    """Return evidence for the first place of a quote; the quote must be there."""
    start = plain.index(quote)
    return Evidence(Span(start, start + len(quote)), "test.by_hand", origin)


def find_span(plain: str, text: str) -> Span:
    return prove(plain, text).span


def build_company_case(plain: str, number: int = 1, text: str = COMPANY_CASE) -> CaseRecord:
    return CaseRecord(
        number=number,
        span=find_span(plain, text),
        heading=find_span(plain, text.splitlines()[0]),
        authorities=(AuthorityMention("长沙市网信办", prove(plain, "长沙市网信办"), "cac-430100", "430100"),),
        region=RegionMention("湖南省长沙市", "430100", prove(plain, "长沙市", Origin.INFERRED)),
        dates=(DateMention("2026-03-02", DateRole.DECIDED, prove(plain, "2026年3月2日")),),
        parties=(Party("云杉岭网络科技有限公司", "company", False, prove(plain, "云杉岭网络科技有限公司")),),
        conduct=(Conduct("network_security", prove(plain, "未留存网络日志")),),
        citations=(
            Citation(
                "网络安全法",
                prove(plain, "第二十一条"),
                statute_id="cybersecurity-law",
                version="2025",
                article=21,
                role="violated",
            ),
            Citation(
                "网络安全法",
                prove(plain, "第五十九条"),
                statute_id="cybersecurity-law",
                version="2025",
                article=59,
                role="basis",
            ),
        ),
        penalties=(
            Penalty("order_correct", prove(plain, "责令其改正")),
            Penalty("warning", prove(plain, "给予警告")),
            Penalty("fine", prove(plain, "罚款5万元"), Money(Decimal(50000))),
        ),
        other_amounts=(OtherAmount("illegal_gain", Money(Decimal(1200)), prove(plain, "违法所得1200元")),),
    )


def build_person_case(plain: str, number: int = 2) -> CaseRecord:
    return CaseRecord(
        number=number,
        span=find_span(plain, PERSON_CASE),
        heading=None,
        authorities=(AuthorityMention("公安机关", prove(plain, "公安机关")),),
        dates=(DateMention("2026-02", DateRole.CONDUCT, prove(plain, "2026年2月")),),
        parties=(
            Party("林晓棠", "person", False, prove(plain, "林晓棠")),
            Party("晓棠在路上", "account", False, prove(plain, "晓棠在路上"), platform="抖音"),
        ),
        platforms=(PlatformMention("抖音", prove(plain, "抖音"), "douyin"),),
        conduct=(Conduct("rumour", prove(plain, "自己编造的灾情视频")),),
        penalties=(
            Penalty("detention", prove(plain, "行政拘留5日"), days=5, on="林晓棠"),
            Penalty("close_account", prove(plain, "被关闭"), on="晓棠在路上"),
            Penalty("fine", prove(plain, "罚款数额未公布"), Money(None)),
        ),
    )


def build_masked_case(plain: str, number: int = 3) -> CaseRecord:
    return CaseRecord(
        number=number,
        span=find_span(plain, MASKED_CASE),
        heading=None,
        parties=(Party("某公司", "company", True, prove(plain, "某公司")),),
        conduct=(Conduct("pi_processing", prove(plain, "未经同意收集通讯录")),),
        penalties=(
            Penalty("interview", prove(plain, "约谈其负责人")),
            Penalty("order_correct", prove(plain, "责令限期改正")),
        ),
    )


def build_bulletin(document_id: str, plain: str = BULLETIN, published: date | None = date(2026, 3, 9)) -> NoticeRecord:
    return NoticeRecord(
        document_id=document_id,
        title="长沙市网信办公布3起典型案例",
        published_date=published,
        kind="case_bulletin",
        usable=True,
        plain=plain,
        issuer=Stated("长沙市网信办", prove(plain, "长沙市网信办")),
        issuer_authority_id="cac-430100",
        declared_count=3,
        declared_evidence=prove(plain, "3起"),
        cases=(build_company_case(plain), build_person_case(plain), build_masked_case(plain)),
    )


APP_LIST = (
    "关于侵害用户权益行为的应用通报（2026年第2批）\n共2款应用存在问题：\n"
    "1 萤火记账 2.3.1 应用宝 违规收集个人信息 强制索取权限\n2 小舟天气 应用宝"
)


def build_app_list(document_id: str) -> NoticeRecord:
    plain = APP_LIST
    return NoticeRecord(
        document_id=document_id,
        title="关于侵害用户权益行为的应用通报",
        published_date=None,
        kind="app_list",
        usable=True,
        plain=plain,
        declared_count=3,
        declared_evidence=prove(plain, "2款"),
        apps=(
            App(
                "萤火记账",
                prove(plain, "萤火记账"),
                version="2.3.1",
                store="应用宝",
                issues=("违规收集个人信息", "强制索取权限"),
            ),
            App("小舟天气", prove(plain, "小舟天气"), store="应用宝"),
        ),
        metrics=(Metric(Decimal(2), "款", prove(plain, "2款应用")),),
        findings=(Finding("count_mismatch", "says 3 and lists 2", span=find_span(plain, "2款")),),
    )


class Home:
    """A data folder under construction; every addition is archived for real."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._count = 0

    @property
    def file(self) -> Path:
        return self.folder / "zhifa.duckdb"

    def add(
        self,
        record: NoticeRecord | Finding | None,
        *,
        url: str = "https://notices.example/1.html",
        body: bytes | None = None,
        listed: date | None = None,
        is_sample: bool = False,
        source_id: str | None = None,
        day: int | None = None,
    ) -> Document:
        """Archive a document and keep what was read from it: a record (its id is set), a finding, or nothing yet."""
        self._count += 1
        when = START + timedelta(days=self._count if day is None else day)
        with Archive(self.folder) as archive, RecordStore(self.folder) as store:
            document = archive.add(
                url,
                body or f"document {self._count}".encode(),
                "text/html",
                when,
                source_id=source_id,
                listing=Listing(None, listed),
                is_sample=is_sample,
            )
            if isinstance(record, NoticeRecord):
                store.put("test", replace(record, document_id=document.document_id))
            elif record is not None:
                store.put_unreadable("test", document.document_id, record)
        return document
