"""Every sentence the dashboard says, in Chinese and English.

A `Text` cannot exist in one language only, and a page can only name a text that exists: both are checked by the
type checker. Placeholders in braces are filled by `Text.of`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Lang = Literal["zh", "en"]
_ARTICLE = re.compile(r"(\d+(?:-\d+)?)((?:\(\d+\))*)(?:@(\d+))?(.*)")  # 80 [para 1], 25(1)@2025; not para 1


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or label in both languages."""

    zh: str
    en: str

    def of(self, lang: Lang, **values: object) -> str:
        """Return the text in one language with its placeholders filled.

        >>> Text("共 {n} 起", "{n} cases").of("en", n=3)
        '3 cases'
        """
        template = self.zh if lang == "zh" else self.en
        return template.format(**values) if values else template


class T:
    """The catalogue."""

    # frame
    app_name = Text("执法 · 网络监管执法数据", "zhifa · internet enforcement in China")
    page_overview = Text("总览", "Overview")
    page_cases = Text("案例", "Cases")
    page_measures = Text("两部办法", "Orders 116/117")
    page_statutes = Text("法规条款", "Statutes")
    page_apps = Text("应用通报", "Apps")
    page_quality = Text("数据质量", "Data quality")
    page_about = Text("说明", "About")
    language = Text("语言", "Language")
    sample_banner = Text(
        "以下为**虚构的示例数据**，用于演示；当事人、账号和应用均不存在。",
        "This is **fictional sample data** for demonstration; no party, account or app in it exists.",
    )
    sample_mixed_banner = Text(
        "数据中混有**虚构的示例数据**，其公告已标明“示例”。",
        "The data contains **fictional sample data** beside real notices; its notices are marked as samples.",
    )
    missing_title = Text("还没有数据", "No data yet")
    missing_body = Text(
        "数据文件 `{path}` 不存在。请运行 `zhifa run --replica --home {home}` 采集示例站点，"
        "或运行 `zhifa run 文件夹 --home {home}` 读入已保存的网页。",
        "The data file `{path}` does not exist. Run `zhifa run --replica --home {home}` to collect the sample site, "
        "or `zhifa run FOLDER --home {home}` to read saved pages.",
    )
    unreadable_body = Text(
        "数据文件 `{path}` 打不开：{reason}",
        "The data file `{path}` cannot be opened: {reason}",
    )
    empty_cases = Text(
        "数据库里还没有案例：运行 `zhifa run 文件夹 --home {home}` 读入公告，或运行 `zhifa crawl` 采集来源。",
        "There are no cases yet: run `zhifa run FOLDER --home {home}` to read notices, or `zhifa crawl` to collect"
        " sources.",
    )
    empty_apps = Text(
        "还没有应用通报：采集通信管理局等来源后，被点名的应用会列在这里。",
        "No app notices yet: apps named by communications administrations appear here once their sources are "
        "collected.",
    )
    empty_measures = Text(
        "条文对照表是空的：请运行 `zhifa build --home {home}` 重建数据库。",
        "The table of articles is empty: run `zhifa build --home {home}` to rebuild the warehouse.",
    )
    empty_statutes = Text(
        "法规表是空的：请运行 `zhifa build --home {home}` 重建数据库。",
        "The table of statutes is empty: run `zhifa build --home {home}` to rebuild the warehouse.",
    )
    empty_quality = Text(
        "还没有来源和质量记录：运行 `zhifa crawl --home {home}` 采集后，这里会显示每个来源的状况。",
        "No sources or quality records yet: run `zhifa crawl --home {home}`, and the state of each source appears "
        "here.",
    )
    no_match = Text("没有符合筛选条件的案例，请放宽条件。", "No case matches these filters; loosen them.")

    # filters
    filters = Text("筛选", "Filters")
    filters_active = Text("筛选（已用 {n} 项）", "Filters ({n} in use)")
    filters_reset = Text("清除筛选", "Clear filters")
    filter_system = Text("执法系统", "Authority system")
    filter_authority = Text("执法机关", "Authority")
    filter_province = Text("地区", "Region")
    filter_date_basis = Text("日期依据", "Date used")
    basis_announced = Text("公布日期", "Announced")
    basis_decided = Text("决定日期", "Decided")
    filter_date_from = Text("起始日期", "From")
    filter_date_to = Text("截止日期", "To")
    filter_statute = Text("法规", "Statute")
    filter_article = Text("条", "Article")
    filter_platform = Text("平台", "Platform")
    filter_conduct = Text("违法行为", "Conduct")
    filter_measure = Text("处置措施", "Measure taken")
    filter_amount_from = Text("金额下限（元）", "Amount from (CNY)")
    filter_amount_to = Text("金额上限（元）", "Amount to (CNY)")
    filter_party_type = Text("当事人类型", "Party type")
    filter_kind = Text("公告类型", "Notice kind")
    filter_any = Text("不限", "Any")
    search = Text("全文检索", "Full-text search")
    search_hint = Text(
        "如：直播 虚假宣传（空格隔开，须同时出现）", "Chinese words, e.g. 直播 虚假宣传 (all must occur)"
    )

    # overview
    overview_lead = Text(
        "监管部门公布了哪些网络执法案例，用了哪些手段，依据什么。每个数字都可以追到原文的句子。",
        "Which internet enforcement cases regulators announce, which levers they use, and under which law. "
        "Every figure leads back to the sentence it came from.",
    )
    kpi_cases = Text("案例", "Cases")
    kpi_cases_help = Text("重复报道只计一次", "The same story told twice counts once")
    kpi_notices = Text("公告", "Notices")
    kpi_fined = Text("含罚款的案例", "Cases with a fine")
    kpi_fined_help = Text("{n} 起中写明罚款金额的有 {m} 起", "Of {n} fined cases, {m} state the sum")
    kpi_fine_total = Text("写明的罚款合计", "Fines stated, total")
    kpi_fine_median = Text("罚款中位数", "Median fine")
    kpi_fine_help = Text(
        "只计写明金额的罚款；未写明的不按零计", "Stated sums only; a fine without a sum is not counted as zero"
    )
    not_stated = Text("未说明", "not stated")
    trend_title = Text("每月案例数", "Cases a month")
    trend_by = Text("按{basis}计。", "By date {basis}.")
    trend_line = Text(
        "竖线为 2026 年 2 月 1 日，第 116、117 号令施行；线前线后的差别不等于办法的效果，来源的增减也会改变数量。",
        "The line marks 2026-02-01, when Orders 116 and 117 took effect; a difference across it is not their effect: "
        "sources that come and go change the counts too.",
    )
    trend_left_out = Text(
        "有 {n} 起案例没有{basis}，未入图。", "{n} cases without a date {basis} are left out of the chart."
    )
    trend_all_dated = Text("所有案例都有日期，无一遗漏。", "Every case has the date; none is left out.")
    trend_announced = Text("公布日期", "of announcement")
    trend_decided = Text("决定日期", "of decision")
    party_types_title = Text("处理了谁", "Who was handled")
    rule_line = Text("116、117 号令施行", "Orders 116/117 in force")
    series_fined = Text("含罚款", "With a fine")
    series_other = Text("仅其他措施", "Other levers only")
    mix_title = Text("用了哪些手段", "Levers used")
    mix_caption = Text(
        "含罚款的案例占 {share}；其余靠责令改正、关闭账号、约谈等手段。一案有几种措施就计几次；{n} "
        "起案例没有写明任何措施。",
        "{share} of the cases bear a fine; the rest rest on orders, account closures, interviews and other levers. "
        "A case counts once for each of its measures; {n} cases state none.",
    )
    fines_title = Text("罚款多大", "Size of fines")
    fines_caption = Text(
        "每一笔罚款计一次；“未说明”是公告没有写金额，与零元不同。",
        "Each fine counts once; “not stated” means the notice gives no sum, which is not zero.",
    )
    fines_axis = Text("笔数（横轴：元）", "Fines, by CNY")
    top_authorities = Text("公布案例最多的机关", "Authorities with most cases")
    top_statutes = Text("引用最多的法规", "Statutes cited most")
    top_platforms = Text("涉及最多的平台", "Platforms named most")
    top_conduct = Text("违法行为类型", "Kinds of conduct")
    top_hint = Text("点击条形可查看对应案例。", "Click a bar to see its cases.")
    region_title = Text("各地案例数", "Cases by region")
    region_caption = Text(
        "示意图，每格一个省级行政区。另有中央机关案例 {national} 起，未说明地区的 {unplaced} 起。",
        "Schematic: one tile a province-level region. {national} further cases are by central bodies; {unplaced} "
        "state no place.",
    )
    fresh_title = Text("来源与新鲜度", "Sources and freshness")
    fresh_caption = Text(
        "“最新公布”久未更新，可能是栏目停更，也可能是采集出了问题，见“数据质量”。",
        "An old “newest” date means a silent column or a failing crawl; see Data quality.",
    )

    # columns
    col_source = Text("来源", "Source")
    col_documents = Text("文件", "Documents")
    col_notices = Text("公告", "Notices")
    col_cases = Text("案例", "Cases")
    col_oldest = Text("最早公布", "Oldest")
    col_newest = Text("最新公布", "Newest")
    col_retrieved = Text("最近采集", "Last taken")
    col_lag = Text("公布到采集（天，中位）", "Lag, days (median)")
    col_undated = Text("无日期", "Undated")
    col_reason = Text("说明", "Remark")
    col_state = Text("状态", "State")
    col_listed_newest = Text("列表最新", "Newest listed")
    col_declared_total = Text("网站自称", "Declared")
    col_has_title = Text("有标题", "With title")
    col_has_date = Text("有日期", "With date")
    col_has_body = Text("有正文", "With body")
    col_found = Text("发现", "Found")
    col_finding = Text("事项", "Finding")
    col_listed = Text("列出", "Listed")
    col_new = Text("新增", "New")
    col_refused = Text("被拒", "Refused")
    col_failed = Text("失败", "Failed")
    col_announced = Text("公布", "Announced")
    col_decided = Text("决定", "Decided")
    col_authority = Text("机关", "Authority")
    col_region = Text("地区", "Region")
    col_party = Text("当事人", "Party")
    col_platform = Text("平台", "Platform")
    col_conduct = Text("违法行为", "Conduct")
    col_measures = Text("处置措施", "Measures taken")
    col_fine = Text("罚款", "Fine")
    col_law = Text("引用条款", "Provisions cited")
    col_title = Text("公告", "Notice")
    col_article = Text("条", "Art.")
    col_chapter = Text("章", "Chapter")
    col_duty = Text("义务", "Duty")
    col_bound = Text("约束谁", "Who is bound")
    col_range = Text("罚款幅度（元）", "Range of fine (CNY)")
    col_onward = Text("转致", "Onward law")
    col_penalty_article = Text("罚则条", "Penalty art.")
    col_enforcer = Text("执法部门", "Enforcer")
    col_violated = Text("作为违反", "As violated")
    col_basis = Text("作为依据", "As basis")
    col_statute = Text("法规", "Statute")
    col_effective = Text("施行", "In force")
    col_level = Text("层级", "Level")
    col_provision = Text("条款内容", "What it punishes")
    col_versions = Text("版本", "Versions")
    col_app = Text("应用", "App")
    col_app_kind = Text("类别", "Kind")
    col_issues = Text("问题", "Problems")
    col_stores = Text("应用商店", "Stores")
    col_operator = Text("运营者", "Operator")
    col_severity = Text("级别", "Severity")
    col_code = Text("种类", "Code")
    col_message = Text("内容", "Message")
    col_count = Text("数量", "Count")
    col_declared = Text("公告自称", "Declared")
    col_parsed = Text("实际读出", "Parsed")
    col_difference = Text("差额", "Difference")
    col_field = Text("字段", "Field")
    col_precision = Text("准确率", "Precision")
    col_recall = Text("召回率", "Recall")
    col_f1 = Text("F1", "F1")
    col_gold = Text("标注数", "Labels")
    col_link = Text("原文", "Source")
    col_attachment = Text("读自附件", "From the attachment")
    col_attachment_link = Text("附件", "File")
    col_flag = Text("标记", "Flag")
    col_subject = Text("受罚者", "Who is punished")
    col_route = Text("处罚路径", "Route")
    col_tiers = Text("分档", "Tiers")
    col_other_measures = Text("其他措施", "Other measures")
    col_note = Text("备注", "Note")

    # cases
    cases_lead = Text(
        "点击任意一行打开案例：原文、每个值的依据和来源。",
        "Click a row to open the case: its text, the proof of every value and the source.",
    )
    cases_count = Text("共 {n} 起案例", "{n} cases")
    cases_shown = Text(
        "共 {n} 起案例，列出最近 {m} 起；下载包含全部。", "{n} cases, the latest {m} listed; downloads hold all."
    )
    sum_not_stated = Text("未写明金额", "sum not stated")
    download_csv = Text("下载 CSV", "Download CSV")
    download_parquet = Text("下载 Parquet", "Download Parquet")
    download_note = Text(
        "当事人为自然人的已隐名；空格为未说明，0 为写明的零。",
        "Natural persons are masked; empty means not stated, 0 is a stated zero.",
    )
    back = Text("返回列表", "Back to the list")
    previous = Text("上一起", "Previous")
    next = Text("下一起", "Next")
    permanent_link = Text("固定链接", "Permanent link")
    case_missing = Text(
        "没有编号为 {case} 的案例；链接可能来自另一份数据。",
        "There is no case {case} here; the link may come from other data.",
    )
    case_text = Text("案例原文", "Text of the case")
    case_text_hint = Text(
        "颜色表示字段；指向或点按可看规则和出处。",
        "Colours are fields; point at or tap one to see its rule and origin.",
    )
    case_facts = Text("读出的事实", "Facts read from it")
    case_facts_hint = Text("点击可跳到原文中的位置。", "Click one to jump to its place in the text.")
    case_proof = Text("出处", "Provenance")
    outside = Text("（案例之外）", "(outside the case)")
    no_proof = Text("无原文依据", "no sentence")
    rule = Text("规则", "Rule")
    open_source = Text("打开公告原网页", "Open the original notice")
    no_web_address = Text("（读入的文件，没有网址）", "(a saved file without a web address)")
    imported_file = Text("导入的文件", "Imported file")
    proof_notice = Text("公告", "Notice")
    proof_issuer = Text("发布机关", "Issuer")
    proof_kind = Text("类型", "Kind")
    proof_announced = Text("公布日期", "Announced")
    proof_first_seen = Text("首次看到", "First seen")
    proof_retrieved = Text("采集时间", "Retrieved")
    proof_attachment = Text("读自附件", "Read from the attachment")
    open_attachment = Text("打开附件 ↗", "Open the attachment ↗")
    unnamed_attachment = Text("附件（页面未写名称）", "Attachment (the page gives no name)")
    proof_document = Text("存档文件编号", "Archived document")
    proof_archive = Text("存档位置", "Archive file")
    proof_vanished = Text(
        "原网页已于 {day} 消失；存档仍在。", "The page vanished from the site on {day}; the archived copy remains."
    )
    proof_counts = Text("公告自称 {declared}，读出 {parsed}", "declares {declared}, read {parsed}")
    proof_counts_label = Text("数量核对", "Count check")
    count_not_declared = Text("未自称数量", "no number declared")
    proof_source = Text("来源栏目", "Source")
    not_canonical = Text(
        "另一份公告已讲过此案，此处不计入统计。",
        "Another notice tells the same case; this one is not counted in totals.",
    )
    related_same_notice = Text("同一公告的其他案例", "Other cases of this notice")
    related_same_case = Text("同一案例的其他报道", "The same case told elsewhere")
    case_number = Text("第 {n} 例", "Case {n}")
    approximate = Text("约", "about ")
    days = Text("{n} 日", "{n} days")
    of_party = Text("对 {who}", "on {who}")
    truncated_text = Text(
        "存档网页被截短，案例可能不全。", "The archived page is cut short; the case may be incomplete."
    )

    # measures
    measures_lead = Text(
        "《直播电商监督管理办法》（第 117 号令）和《网络交易平台规则监督管理办法》（第 116 号令）自 2026 年 2 月 1"
        " 日起施行。"
        "逐条列出义务、约束谁、罚款幅度、转致的法律，以及引用它的案例数。",
        "The Live-streaming E-commerce Measures (Order 117) and the Platform Rules Measures (Order 116) took effect on "
        "2026-02-01. Article by article: the duty, who is bound, the range of fine, the onward law, and the cases "
        "that cite it.",
    )
    order_117 = Text("第 117 号令 直播电商", "Order 117, live commerce")
    order_116 = Text("第 116 号令 平台规则", "Order 116, platform rules")
    which_order = Text("办法", "Order")
    all_chapters = Text("全部章节", "All chapters")
    all_bound = Text("所有主体", "Everyone")
    only_fined = Text("只看有罚款幅度的条", "Only articles with a range of fine")
    only_cited = Text("只看有案例引用的条", "Only articles cited by cases")
    measures_count = Text("{n} 条，其中 {m} 条已有案例引用。", "{n} articles; cases cite {m} of them.")
    article_pick = Text("点击一行看该条的罚则图。", "Click a row to see the penalty map of the article.")
    article_title = Text("第 {article} 条", "Article {article}")
    penalty_map = Text("违反什么、谁受罚、怎么罚", "What is breached, who is punished, how")
    no_penalty_map = Text(
        "两部办法没有为本条设罚则；其他法律可能另有规定。",
        "Neither order sets a penalty for this article; other laws may.",
    )
    cases_cite = Text("{n} 起案例引用本条", "{n} cases cite this article")
    see_cases = Text("查看这些案例", "See these cases")
    article_texts = Text("公告刊载的条文", "Wording as notices print it")
    unverified = Text("此行尚未与公布文本核对。", "This row has not been checked against the published text yet.")
    chart_duties = Text("各条被引用的案例数", "Cases that cite each article")

    nothing_here = Text("没有符合条件的条目。", "Nothing matches.")

    # statutes
    statutes_lead = Text(
        "案例引用了哪些法规、哪一条、作为“违反”还是“依据”。",
        "Which statutes and articles the cases cite, as breached or as the basis of the penalty.",
    )
    statute_search = Text("查找法规", "Find a statute")
    statutes_count = Text("{n} 部法规，其中 {m} 部有案例引用。", "{n} statutes; cases cite {m} of them.")
    statute_pick = Text("点击一行看各条。", "Click a row to see its articles.")
    statute_uncited = Text(
        "没有案例引用它，罚则表里也没有它的条款。",
        "No case cites it, and the table of penalties holds none of its articles.",
    )
    article_cases_pick = Text(
        "点击有案例的一行，查看引用该条的案例。", "Click a row with cases to see the cases that cite the article."
    )
    col_articles_cited = Text("引用到的条数", "Articles cited")
    article_none = Text("未引条", "no article")
    version_note = Text(
        "条号随修订变化，按行为发生之日选用版本。",
        "Article numbers change with amendments; the version is the one in force on the day of the act.",
    )
    in_force_since = Text("{a} 起", "since {a}")
    in_force_until = Text("{a} 至 {b}", "{a} to {b}")

    # apps
    apps_lead = Text(
        "被通报的应用、小程序和 SDK，及其版本、商店和问题。",
        "Apps, mini-programs and SDKs named in notices, with versions, stores and problems.",
    )
    apps_kpi = Text("应用", "Apps")
    apps_search = Text("应用或运营者名称", "App or operator")
    apps_issue = Text("问题", "Problem")
    apps_store = Text("应用商店", "Store")
    apps_issues_title = Text("问题类型", "Problems named")
    apps_stores_title = Text("应用商店", "Stores named")
    apps_trend_title = Text("每月通报的应用数", "Apps named a month")
    apps_left_out = Text("{n} 行应用的公告没有日期，未入图。", "{n} app rows in undated notices are left out.")
    apps_pick = Text("点击一行看该应用的历次通报。", "Click a row to see every notice that names the app.")
    apps_mentions = Text("{app} 的历次通报", "Notices that name {app}")
    apps_listed = Text("列出 {n} 个", "{n} listed")

    # quality
    quality_lead = Text(
        "数据从哪里来、新不新、读得准不准、还有什么要人看。",
        "Where the data comes from, how fresh it is, how accurately it is read, and what needs a person.",
    )
    tab_sources = Text("来源", "Sources")
    tab_accuracy = Text("准确度", "Accuracy")
    tab_counts = Text("数量核对", "Count check")
    tab_findings = Text("待查事项", "Findings")
    accuracy_caption = Text(
        "与人工标注比较的 F1，线段为 95% 区间，测于 {day}（{gold}）。标注数少的字段区间宽。",
        "F1 against hand-made labels; bars are 95% intervals; measured {day} ({gold}). Few labels make wide intervals.",
    )
    accuracy_none = Text(
        "还没有测过准确度：运行 `zhifa evaluate 标注文件夹`。",
        "Accuracy has not been measured yet: run `zhifa evaluate GOLD_DIR`.",
    )
    accuracy_history = Text("历次测量", "Measured over time")
    counts_caption = Text(
        "{n} 份公告自称了数量，{same} 份与读出的一致。差额从不悄悄改平。",
        "{n} notices declare a number; {same} agree with what was read. A difference is never mended silently.",
    )
    counts_none = Text("没有公告自称数量。", "No notice declares a number.")
    counts_axis_declared = Text("公告自称", "Declared")
    counts_axis_parsed = Text("实际读出", "Parsed")
    only_different = Text("只看不一致的", "Only differences")
    findings_none = Text("没有待查事项。", "Nothing needs attention.")
    sources_caption = Text(
        "状态、列出、新增、被拒、失败是最近一次采集的数字，字段为最近查看过正文的一次；“–”为尚未采集。",
        "State, listed, new, refused and failed are of the last crawl, fields of the last that saw pages; “–” means "
        "not collected yet.",
    )
    ailments_title = Text("来源的待查事项", "What ails the sources")
    ailments_none = Text("各来源最近一次采集没有待查事项。", "The last crawls raised no findings.")
    sources_none = Text("还没有来源。", "No sources yet.")
    sources_not_target = Text("列出但不采集的来源", "Listed but not collected")
    flags_title = Text("公告上的质量标记", "Quality flags on notices")

    # about
    about_case = Text(
        "#### 什么算一起案例\n一个机关对一个（组）当事人作出的一次处理：处罚、拘留、关闭账号、约谈、责令改正等。"
        "计划、统计数字和法条不是案例。同一案例由多个账号或栏目公布时只计一次，其余保留并相互链接。",
        "#### What counts as a case\nOne handling of one respondent group by an authority: a fine, a detention, an"
        " account closure, "
        "an interview, an order. Plans, statistics and quoted law are not cases. A case published by several "
        "accounts or columns "
        "counts once; the others are kept and linked.",
    )
    about_null = Text(
        "#### 未说明不等于零\n“未说明”表示公告没有写。0 表示公告写明为零。图表写明有多少行因为没有日期而未入图。"
        "“无法识别”(unassigned) 表示公告写了、我们的词表还没有。",
        "#### Not stated is not zero\n“Not stated” means the notice does not say. 0 means it says zero. Charts say"
        " how many rows they "
        "leave out for want of a date. “Unassigned” means the notice says something our lists do not hold yet.",
    )
    about_dates = Text(
        "#### 四种日期\n行为发生、作出决定、公布、首次看到，分列四栏，从不互相填补。采集日期从不当作公布日期。",
        "#### Four dates\nConduct, decision, announcement and first sight are four columns and never fill in for "
        "each other. "
        "The day of the crawl is never taken for the day of announcement.",
    )
    about_limits = Text(
        "#### 局限\n只有公布了的才在这里：多数执法不公布，公布的多是典型。各来源公布的详略不同，"
        "地区之间的数量不能直接比较。"
        "事实由程序从原文读出，准确度见“数据质量”；每个值都可点回原文句子，引用前请核对。",
        "#### Limits\nOnly what was announced is here: most enforcement is not, and what is announced is chosen as"
        " typical. Sources "
        "differ in detail, so regions cannot be compared by count alone. Facts are read by program; see Data "
        "quality for how well. "
        "Every value leads to its sentence: check it before you cite it.",
    )
    about_persons = Text(
        "#### 自然人\n自然人姓名在所有页面、下载和检索中隐去。存档原文只留在本机。",
        "#### Natural persons\nNames of natural persons are masked on every page, in downloads and in search. The "
        "archived originals "
        "stay on this machine.",
    )
    about_cite = Text("#### 如何引用", "#### How to cite")
    about_citation = Text(
        "执法（zhifa）数据库，数据版本 {version}，含 {cases} 起案例、{notices} 份公告，公布日期 {oldest} 至 {newest}。",
        "zhifa database, data version {version}, {cases} cases in {notices} notices announced {oldest} to {newest}.",
    )
    about_licence = Text(
        "#### 来源与许可\n公告文字的权利属于发布机关；本库发布的是事实和链接。请以原网页为准。",
        "#### Sources and licence\nThe wording of notices belongs to the bodies that issued them; this database "
        "publishes facts and "
        "links. The original page prevails.",
    )
    about_now = Text("#### 现有数据", "#### What is held now")


def _labels(**entries: tuple[str, str]) -> Mapping[str, Text]:
    return {code: Text(zh, en) for code, (zh, en) in entries.items()}


LABELS: Mapping[str, Mapping[str, Text]] = {
    "kind": _labels(
        case_bulletin=("案例通报", "Case bulletin"),
        single_case=("单个案例", "Single case"),
        app_list=("应用通报", "App list"),
        interview=("约谈", "Interview"),
        campaign=("专项行动", "Campaign"),
        measure=("法规文本", "Text of a measure"),
        policy=("政策消息", "Policy news"),
        digest=("汇编", "Digest"),
        foreign=("境外监管", "Foreign regulator"),
        other=("其他", "Other"),
    ),
    "party_type": _labels(
        company=("企业", "Company"),
        institution=("机构", "Institution"),
        government=("政府单位", "Government body"),
        person=("自然人", "Person"),
        account=("账号", "Account"),
        app=("应用", "App"),
        website=("网站", "Website"),
        platform=("平台", "Platform"),
        group=("群体", "Group"),
        unknown=("未知", "Unknown"),
    ),
    "system": _labels(
        cac=("网信", "Cyberspace (CAC)"),
        samr=("市场监管", "Market regulation (SAMR)"),
        miit=("工信与通信管理", "Industry and telecoms (MIIT)"),
        mps=("公安", "Police"),
        court=("法院", "Courts"),
        procuratorate=("检察", "Procuratorates"),
        nrta=("广电", "Radio and television"),
        mct=("文化和旅游", "Culture and tourism"),
        tax=("税务", "Tax"),
        nfra=("金融监管", "Financial regulation"),
        csrc=("证监", "Securities regulation"),
        nmpa=("药监", "Drug regulation"),
        pboc=("人民银行", "Central bank"),
        nppa=("新闻出版", "Press and publication"),
        customs=("海关", "Customs"),
        ndrc=("发展改革", "Development and reform"),
        nda=("数据", "Data administration"),
        mofcom=("商务", "Commerce"),
        education=("教育", "Education"),
        health=("卫生健康", "Health"),
        cnipa=("知识产权", "Intellectual property"),
        transport=("交通运输", "Transport"),
        hrss=("人力资源社会保障", "Labour and social security"),
        agriculture=("农业农村", "Agriculture"),
        housing=("住房城乡建设", "Housing"),
        resources=("自然资源", "Natural resources"),
        mss=("国家安全", "State security"),
        post=("邮政", "Post"),
        tobacco=("烟草", "Tobacco"),
        cryptography=("密码管理", "Cryptography"),
        secrets=("保密", "State secrets"),
        urban=("城管", "Urban management"),
        discipline=("纪检监察", "Discipline inspection"),
        government=("政府", "Government"),
        party=("党委", "Party committees"),
        emergency=("应急管理", "Emergency management"),
        consumer=("消费维权", "Consumer councils"),
        ecology=("生态环境", "Ecology and environment"),
        insurance=("医疗保障", "Healthcare security"),
        industry=("地方工信", "Local industry and information technology"),
        weather=("气象", "Meteorology"),
        justice=("司法行政", "Justice administration"),
        civil=("民政", "Civil affairs"),
        joint=("多部门", "Several together"),
        other=("其他", "Other"),
    ),
    "role": _labels(
        violated=("违反", "violated"),
        basis=("依据", "basis"),
        unknown=("未说明作用", "role not stated"),
        conduct=("行为", "conduct"),
        decided=("决定", "decided"),
        announced=("公布", "announced"),
    ),
    "origin": _labels(
        stated=("原文写明", "stated"),
        inferred=("据原文推断", "inferred"),
        listing=("取自列表页", "from the list page"),
        lookup=("查表", "looked up"),
        review=("人工复核", "reviewed"),
    ),
    "field": _labels(
        authority=("机关", "Authority"),
        region=("地区", "Region"),
        date=("日期", "Date"),
        party=("当事人", "Party"),
        platform=("平台", "Platform"),
        conduct=("违法行为", "Conduct"),
        citation=("引用条款", "Provision cited"),
        penalty=("处置措施", "Measure taken"),
        amount=("其他金额", "Other sums"),
    ),
    "amount_kind": _labels(
        illegal_gain=("违法所得", "Illegal gain"),
        case_value=("涉案金额", "Value of the case"),
        price=("价格", "Price"),
        damage=("损失", "Damage"),
        other=("其他", "Other"),
    ),
    "bucket": _labels(
        zero=("0", "0"),
        under_1=("<1万", "<10k"),
        from_1=("1–5万", "10–50k"),
        from_5=("5–10万", "50–100k"),
        from_10=("10–50万", "0.1–0.5m"),
        from_50=("50–100万", "0.5–1m"),
        from_100=("百万–千万", "1–10m"),
        from_1000=("≥千万", "≥10m"),
        not_stated=("未说明", "not stated"),
    ),
    "state": _labels(
        healthy=("● 健康", "● healthy"),
        attention=("▲ 留意", "▲ attention"),
        ill=("■ 异常", "■ ill"),
        never=("○ 未采集", "○ not crawled yet"),
        no_target=("○ 不采集", "○ no target"),
    ),
    "severity": _labels(error=("错误", "Error"), warning=("警告", "Warning"), info=("提示", "Note")),
    "app_kind": _labels(app=("应用", "App"), mini_program=("小程序", "Mini-program"), sdk=("SDK", "SDK")),
    "bound": _labels(
        platform=("平台经营者", "Platform"),
        live_room_operator=("直播间运营者", "Live-room operator"),
        marketer=("直播营销人员", "Marketer"),
        mcn=("服务机构（MCN）", "Agency (MCN)"),
        regulator=("监管部门", "Regulator"),
        all=("各类主体", "All"),
        any=("任何主体", "Anyone"),
        none=("—", "—"),
        other_network_service_provider=("其他网络服务提供者", "Other network services"),
        industry_body=("行业组织", "Industry bodies"),
        consumer_body=("消费者组织", "Consumer bodies"),
    ),
    "subject": {"see measure": Text("见办法条文", "see the order")},
    "enforcer": _labels(
        SAMR=("市场监管", "SAMR"), CAC=("网信", "CAC"), both=("市场监管、网信", "SAMR, CAC"), none=("—", "—")
    ),
    "other_measure": {
        "order to correct within time": Text("责令限期改正", "order to correct within a time limit"),
        "order to correct": Text("责令改正", "order to correct"),
        "order to stop": Text("责令停止", "order to stop"),
        "may suspend services": Text("可以暂停相关业务", "may suspend services"),
        "confiscation": Text("没收", "confiscation"),
        "warning": Text("警告", "warning"),
        "serious: suspend business": Text("情节严重的停业整顿", "serious: suspend business"),
        "serious: suspend business or revoke business licence": Text(
            "情节严重的停业整顿或吊销营业执照", "serious: suspend business or revoke business licence"
        ),
        "serious: suspend business or revoke licence": Text(
            "情节严重的停业整顿或吊销许可证", "serious: suspend business or revoke licence"
        ),
        "may revoke business licence if serious": Text(
            "情节严重的可以吊销营业执照", "may revoke business licence if serious"
        ),
        "serious: suspend business, revoke licence": Text(
            "情节严重的停业整顿、吊销许可证", "serious: suspend business, revoke licence"
        ),
        "serious: may revoke licence": Text("情节严重的可以吊销许可证", "serious: may revoke licence"),
        "stop publishing, eliminate effects": Text("停止发布、消除影响", "stop publishing, eliminate effects"),
        "order to stop and eliminate effects": Text("责令停止、消除影响", "order to stop and eliminate effects"),
        "transfer to judicial organs": Text("移送司法机关", "transfer to judicial organs"),
        "as above": Text("同上", "as above"),
        "see onward": Text("见所转致的法律", "see the onward law"),
    },
    "route": _labels(
        onward=("转致他法", "Onward to another law"),
        law_first_else_own=("他法优先，无则本办法", "Other law first, else the order"),
        none_in_measure=("办法未设罚则", "No penalty in the order"),
        criminal=("追究刑事责任", "Criminal law"),
    ),
    "tier": _labels(
        direct=("直接处罚", "direct"),
        direct_may=("可以处罚", "may fine"),
        direct_must=("应当处罚", "must fine"),
        direct_may_entity=("单位，可以处罚", "entity, may fine"),
        direct_may_individual=("个人，可以处罚", "individual, may fine"),
        overdue=("逾期不改", "if overdue"),
        refuse_or_serious=("拒不改正或情节严重", "refusal or serious"),
        serious=("情节严重", "serious"),
        no_gains=("没有违法所得", "no illegal gain"),
        multiple=("违法所得的倍数", "multiple of the gain"),
        no_fee=("费用不明", "fee unknown"),
        serious_multiple=("情节严重，费用的倍数", "serious, multiple of the fee"),
        serious_no_fee=("情节严重且费用不明", "serious, fee unknown"),
        multiple_turnover=("营业额的比例", "share of turnover"),
        if_ad=("构成广告", "if an advertisement"),
        if_ad_no_fee=("构成广告，费用不明", "advertisement, fee unknown"),
        if_ad_serious=("构成广告，情节严重", "advertisement, serious"),
        if_ad_serious_no_fee=("构成广告，情节严重且费用不明", "advertisement, serious, fee unknown"),
        price_marking_may=("违反明码标价", "price marking"),
        price_fraud=("价格欺诈", "price fraud"),
        price_fraud_no_gains=("价格欺诈，没有违法所得", "price fraud, no gain"),
    ),
    "level": _labels(
        law=("法律", "Law"),
        administrative_regulation=("行政法规", "Administrative regulation"),
        departmental_rule=("部门规章", "Departmental rule"),
        normative_document=("规范性文件", "Normative document"),
        judicial_interpretation=("司法解释", "Judicial interpretation"),
        national_standard=("国家标准", "National standard"),
        local_regulation=("地方性法规", "Local regulation"),
    ),
    "accuracy": _labels(
        case=("案例切分", "Case"),
        authority=("机关", "Authority"),
        region=("地区", "Region"),
        date=("日期", "Date"),
        party=("当事人", "Party"),
        party_type=("当事人类型", "Party type"),
        platform=("平台", "Platform"),
        conduct=("违法行为", "Conduct"),
        statute=("法规", "Statute"),
        citation_article=("引用到条", "Article"),
        citation_full=("引用到款项", "Full citation"),
        citation_role=("引用作用", "Citation role"),
        penalty_type=("措施类型", "Measure taken"),
        penalty_amount=("罚款金额", "Amount"),
        detention_days=("拘留天数", "Detention days"),
        other_amount=("其他金额", "Other sums"),
        app=("应用", "App"),
        app_version=("应用版本", "App version"),
        app_store=("应用商店", "App store"),
        metric=("统计数字", "Metric"),
        kind=("公告类型", "Notice kind"),
        usable=("可用", "Usable"),
        declared_count=("自称数量", "Declared count"),
        issuer=("发布机关", "Issuer"),
    ),
    "flag": _labels(
        truncated=("被截短", "cut short"),
        title_only=("只有标题", "title only"),
        needs_ocr=("图片，待识别", "image, needs OCR"),
        image_list=("名单为图片", "list is an image"),
        spun=("洗稿", "spun text"),
        shuffled=("语序打乱", "shuffled"),
        traditional=("繁体", "traditional characters"),
        cut_prose=("文末有段落未取", "prose after the end left out"),
        unread_attachment=("附件未能读取", "attachment not read"),
        hidden_sheet=("有隐藏工作表未取", "hidden sheet left out"),
    ),
}


def label(vocabulary: str, code: str | None, lang: Lang) -> str:
    """Return the name of a code in one of the closed vocabularies, or the code itself when it is new.

    >>> label("kind", "digest", "en")
    'Digest'
    >>> label("kind", "something_new", "en")
    'something_new'
    >>> label("kind", None, "zh")
    '未说明'
    """
    if code is None:
        return T.not_stated.of(lang)
    if code == "unassigned":
        return "未识别" if lang == "zh" else "unassigned"
    known = LABELS[vocabulary].get(code)
    if known is not None:
        return known.of(lang)
    return T.not_stated.of(lang) if code == "unknown" else code


def catalogue() -> Mapping[str, Text]:
    """Return every text of the catalogue by its name."""
    return {name: value for name, value in vars(T).items() if isinstance(value, Text)}


def say_money(amount: Decimal | float | int | None, lang: Lang) -> str:
    """Return a sum of yuan in words; None is "not stated", which is not zero.

    >>> say_money(1750000, "zh"), say_money(1750000, "en")
    ('175 万元', 'CNY 1.75m')
    >>> say_money(0, "zh"), say_money(None, "zh")
    ('0 元', '未说明')
    """
    if amount is None:
        return T.not_stated.of(lang)
    value = float(amount)
    if lang == "zh":
        for size, unit in ((1e8, "亿元"), (1e4, "万元")):
            if value >= size:
                return f"{value / size:,.4g} {unit}" if value / size < 1000 else f"{value / size:,.0f} {unit}"
        return f"{value:,.10g} 元"
    for size, unit in ((1e9, "bn"), (1e6, "m"), (1e3, "k")):
        if value >= size:
            return f"CNY {value / size:.3g}{unit}"
    return f"CNY {value:,.10g}"


def say_range(least: Decimal | None, most: Decimal | None, lang: Lang) -> str:
    """Return a range of fine in yuan; a least of zero means "up to", no figures at all give nothing.

    >>> say_range(Decimal(20000), Decimal(500000), "zh"), say_range(Decimal(0), Decimal(10000), "en")
    ('2 万元 – 50 万元', 'up to CNY 10k')
    >>> say_range(None, None, "zh")
    ''
    """
    if most is None:
        return "" if least is None else f"≥ {say_money(least, lang)}"
    if not least:
        return f"{say_money(most, lang)}以下" if lang == "zh" else f"up to {say_money(most, lang)}"
    return f"{say_money(least, lang)} – {say_money(most, lang)}"


def say_provisions(provisions: str | None, names: Mapping[str, str], lang: Lang) -> str:
    """Return provisions of other statutes by name: `statute-id:article`, several joined by semicolons.

    >>> say_provisions("ecommerce-law:80 [para 1];price-law", {"ecommerce-law": "电子商务法"}, "zh")
    '电子商务法第80条 [para 1]；price-law'
    >>> say_provisions(None, {}, "en")
    ''
    """
    parts = []
    for provision in filter(None, (provisions or "").split(";")):
        statute, colon, place = provision.strip().partition(":")
        article = _ARTICLE.match(place)
        where = f" {place}" if colon else ""
        if article:
            number, paragraph, version, rest = article.groups()
            year = "" if version is None else f"（{version} 年版）" if lang == "zh" else f" ({version})"
            where = (f"第{number}条{paragraph}" if lang == "zh" else f" art. {number}{paragraph}") + year + rest
        parts.append(names.get(statute, statute) + where)
    return ("；" if lang == "zh" else "; ").join(parts)


def say_other_measures(measures: str | None, lang: Lang) -> str:
    """Return the measures beside a fine, joined by semicolons in the data, in one language.

    >>> say_other_measures("order to correct; confiscation", "zh")
    '责令改正；没收'
    >>> say_other_measures(None, "zh")
    ''
    """
    parts = [part.strip() for part in (measures or "").split(";")]
    return ("；" if lang == "zh" else "; ").join(label("other_measure", part, lang) for part in parts if part)


def say_tiers(tiers: str | None, lang: Lang) -> str:
    """Return the tiers of a fine in words, one after the other.

    >>> say_tiers("overdue:20000-100000|serious:100000-500000", "zh")
    '逾期不改：2 万元 – 10 万元；情节严重：10 万元 – 50 万元'
    >>> say_tiers("multiple:1-5x", "en")
    'multiple of the gain: 1-5x'
    >>> say_tiers(None, "en")
    ''
    """
    parts = []
    for tier in (tiers or "").split("|"):
        trigger, _, amounts = tier.partition(":")
        least, dash, most = amounts.partition("-")
        figures = least.isdigit() and most.isdigit() and dash
        words = say_range(Decimal(least), Decimal(most), lang) if figures else amounts
        if trigger:
            place, equals, kind = trigger.rpartition("=")
            name = label("tier", kind, lang)
            parts.append(f"{place} {name}" if equals else name)
            parts[-1] += f"{'：' if lang == 'zh' else ': '}{words}" if words else ""
    return ("；" if lang == "zh" else "; ").join(parts)


def say_share(part: int, whole: int) -> str:
    """Return a share in per cent, or a dash when there is no whole.

    >>> say_share(1, 8), say_share(1, 3000), say_share(0, 0)
    ('12.5%', '<0.1%', '–')
    """
    if not whole:
        return "–"
    share = 100 * part / whole
    return "<0.1%" if 0 < share < 0.1 else f"{share:.1f}%"


def say_day(value: date | str | None, lang: Lang) -> str:
    """Return a day as ISO, or "not stated"."""
    return T.not_stated.of(lang) if value is None else str(value)[:10]
