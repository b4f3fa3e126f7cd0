"""Pages of the replica, in the markup of the real systems: quirks included, because readers must stand them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape
from urllib.parse import quote

from crawlers.replica.notices import SAMPLE_MARK, SampleNotice, build_html

_FOOT = f'<div class="footer"><p>{SAMPLE_MARK}</p><p>示例数据 · 网站地图 · 联系我们</p></div>'
_NAV = '<div class="nav"><a href="/index.html">首页</a><a href="/about.html">机构职能</a></div>'


def build_jpaas_shell(name: str, query: dict[str, str]) -> str:
    """Return the shell of a jpaas column: no entries, but a script that knows the query."""
    attribute = "{" + ",".join(f"'{key}':'{value}'" for key, value in query.items()) + "}"
    return (
        f'<!DOCTYPE html><html><head><meta charset="UTF-8"><title>{name}_示例数据</title>'
        f'<meta name="SiteName" content="示例数据"><meta name="ColumnName" content="{name}"></head><body>{_NAV}'
        f'<div class="lmy_main_rb"><script>var authorizedReadUnitId = "unit1";</script><script id="unit1" '
        f'src="/script/unitbuild.js" webId="{query["webId"]}" parseType="{query["parseType"]}" '
        f'url="/api-gateway/jpaas-publish-server/front/page/build/unit" queryData="{attribute}"></script></div>'
        f"{_FOOT}</body></html>"
    )


def build_jpaas_answer(notices: Sequence[tuple[SampleNotice, str]], total: int, number: int, rows: int) -> str:
    """Return the API's answer: JSON around a fragment; title attributes hold line breaks, as real ones do."""
    lines = "".join(
        f'<ul><li class="nav04Left02_content"><a href="{path}" target="_blank" title="{_broken(notice.title)}">'
        f'{escape(notice.title)}</a></li><li class="nav04Left02_contenttime">{notice.date}</li></ul>'
        for notice, path in notices
    )
    pages = f'<div class="pagination" count="{total}" rows="{rows}" pageno="{number}"></div>'
    html = f'<div class="page-content"><div class="Three_zhnlist_02">{lines}</div>{pages}</div>'
    return json.dumps({"code": "200", "success": True, "data": {"html": html}}, ensure_ascii=False)


def build_jpaas_page(notice: SampleNotice) -> str:
    """Return a detail page with meta fields, a body div and an attachment list."""
    month = f"{notice.date.year}{notice.date.month}"  # not padded
    files = "".join(
        f'<li class="contentLeft0102"><a href="/cms_files/filemanager/1001/attach/{month}/{file.key}{file.suffix}'
        f'?fileName={quote(file.name)}" title="{file.name}">{file.name}</a></li>'
        for file in notice.attachments
    )
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(notice.title)}</title>'
        f'<meta name="ArticleTitle" content="{escape(notice.title)}">'
        f'<meta name="PubDate" content="{notice.date} 09:30"><meta name="ContentSource" content="{notice.issuer}">'
        f'<meta name="SiteName" content="示例数据"></head><body>{_NAV}<h3 id="artitle">{escape(notice.title)}</h3>'
        f'<div class="Three_xilan_04">发布时间：{notice.date} 09:30 信息来源：{notice.issuer}</div>'
        f'<div class="Three_xilan_07">{build_html(notice.body)}</div><ul class="contentLeft0102box">{files}</ul>'
        f"{_FOOT}</body></html>"
    )


def build_static_list(name: str, notices: Sequence[tuple[SampleNotice, str]], pages: int | None) -> str:
    """Return a static list whose attributes are not quoted."""
    lines = "".join(
        f"<li><h5><a href={path} target=_blank title={_unquotable(notice.title)}>{escape(notice.title)}</a></h5>"
        f"<div class=times>{notice.date}</div></li>"
        for notice, path in notices
    )
    script = f"<SCRIPT>createPageHTML({pages},0,'index','html')</SCRIPT>" if pages else ""
    return (
        f"<HTML><head><meta charset=utf-8><title>{name}_示例数据</title></head><BODY>{_NAV}"
        f"<div id=loadingInfoPage class=default>{lines}</div>{script}{_FOOT}</BODY></HTML>"
    )


def build_static_page(notice: SampleNotice) -> str:
    """Return a detail page with an upper-case, unquoted body element and extension-less downloads."""
    when = f"{notice.date.year}年{notice.date.month:02d}月{notice.date.day:02d}日 18:25"
    files = "".join(
        f"<p>附件：<a href=/cms/pub/interact/downloadfile.jsp?filepath={file.key}&fText={quote(file.name)}>"
        f"{file.name}</a></p>"
        for file in notice.attachments
    )
    return (
        f"<HTML><head><meta charset=utf-8><title>{escape(notice.title)}_示例数据</title></head><BODY>{_NAV}"
        f"<div class=main-title><h1 class=title>\n{escape(notice.title)}\n</h1><div class=info>"
        f"<span id=pubtime>\n{when}\n</span><span id=source>来源：{notice.issuer}</span></div></div>"
        f"<div class=main-content><DIV id=BodyLabel>{build_html(notice.body)}{files}"
        f"<script>var pagestat=1;</script></DIV><div class=zwfenye></div></div>{_FOOT}</BODY></HTML>"
    )


def build_form_answer(notices: Sequence[tuple[SampleNotice, str]], host: str) -> str:
    """Return the form's JSON list with protocol-relative addresses."""
    rows = [
        {"topic": notice.title, "infourl": f"//{host}{path}", "pubtime": f"{notice.date} 18:25:00"}
        for notice, path in notices
    ]
    return json.dumps({"list": rows}, ensure_ascii=False)


def build_hanweb_list(name: str, notices: Sequence[tuple[SampleNotice, str]], total: int) -> str:
    """Return a column page whose records stand in CDATA, with the script that asks for more."""
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{name}_示例数据</title></head><body>{_NAV}'
        f'<div id="54"><script type="text/xml">{build_hanweb_store(notices, total)}</script></div>'
        "<script>$('#54').jpage({url:'/module/web/jpage/dataproxy.jsp?appid=1&webid=1&path=/&columnid=113&unitid=54"
        f"&webname=sample&permissiontype=0',totalRecord:{total},perPage:15}});</script>{_FOOT}</body></html>"
    )


def build_hanweb_store(notices: Sequence[tuple[SampleNotice, str]], total: int) -> str:
    """Return the records alone, as dataproxy.jsp gives them."""
    records = "".join(
        f'<record><![CDATA[<li><a href="{path}" title="{escape(notice.title)}">{escape(notice.title)}</a>'
        f"<span>[{notice.date}]</span></li>]]></record>"
        for notice, path in notices
    )
    return f"<datastore><totalrecord>{total}</totalrecord><recordset>{records}</recordset></datastore>"


def build_hanweb_page(notice: SampleNotice) -> str:
    """Return a detail page in Hanweb's older markup; the address of a download says nothing of the file."""
    files = "".join(
        f'<p>附件：<a href="/module/download/downfile.jsp?classid=0&amp;id={file.key}">{file.name}</a></p>'
        for file in notice.attachments
    )
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(notice.title)}</title></head><body>{_NAV}'
        f'<table><tr><td id="artTitMob">{escape(notice.title)}</td></tr></table>'
        f'<div class="mobile_time shareWarpTime">时间：{notice.date}</div>'
        f'<div class="mobile_time shareFromz">来源：{notice.issuer}</div>'
        f'<div id="c">{build_html(notice.body)}{files}</div>{_FOOT}</body></html>'
    )


def build_plain_list(name: str, notices: Sequence[tuple[SampleNotice, str]], position: str) -> str:
    """Return a plain list with quoted attributes and a spelt-out page position."""
    lines = "".join(
        f'<li><a href="{path}" title="{escape(notice.title)}" target="_blank">{escape(notice.title)}</a>'
        f'<i class="date">{notice.date}</i></li>'
        for notice, path in notices
    )
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{name}_示例数据</title></head><body>{_NAV}'
        f'<div class="sec_list"><ul>{lines}</ul></div><div class="btm_row">{position}</div>{_FOOT}</body></html>'
    )


def build_plain_page(notice: SampleNotice) -> str:
    """Return a detail page of a simple site."""
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(notice.title)}</title></head><body>{_NAV}'
        f'<div class="article-title">{escape(notice.title)}</div><div class="article-info"><span>来源：{notice.issuer}'
        f"</span><span>发布时间：{notice.date}</span></div>"
        f'<div class="article-content">{build_html(notice.body)}{_list_files(notice)}</div>{_FOOT}</body></html>'
    )


def build_wechat_page(notice: SampleNotice) -> str:
    """Return an article page: hidden body, date only in a script variable, account in #js_name."""
    seconds = int(datetime(notice.date.year, notice.date.month, notice.date.day, 4, tzinfo=UTC).timestamp())
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><meta property="og:title" content="{escape(notice.title)}">'
        f'<meta name="author" content="{notice.issuer}"></head><body id="activity-detail">'
        f'<h1 class="rich_media_title" id="activity-name">\n{escape(notice.title)}\n</h1>'
        f'<div id="meta_content"><a href="javascript:void(0);" id="js_name">\n{notice.issuer}\n</a>'
        '<em id="publish_time"></em></div>'
        f'<div class="rich_media_content" id="js_content" style="visibility: hidden;">{build_html(notice.body)}</div>'
        f'<script>var ct = "{seconds}"; var msg_title = \'{_script(notice.title)}\'; var user_name = "gh_sample";'
        f"</script>{_FOOT}</body></html>"
    )


def _list_files(notice: SampleNotice) -> str:
    """Return links to the files; PDF stands behind a viewer frame, as many sites show it."""
    shown = []
    for file in notice.attachments:
        address = f"/attach/{notice.date.year}/{file.key}{file.suffix}"
        if file.suffix == ".pdf":
            viewer = f"/pdf/web/viewer.html?file={quote(address)}"
            shown.append(f'<p>附件：{file.name}</p><iframe src="{viewer}"></iframe>')
        else:
            shown.append(f'<p>附件：<a href="{address}">{file.name}</a></p>')
    return "".join(shown)


def _broken(title: str) -> str:
    """Return a title attribute that holds a line break, as the system's editors leave them."""
    middle = len(title) // 2
    return escape(f"{title[:middle]}\n{title[middle:]}" if len(title) > 24 else title)


def _unquotable(title: str) -> str:
    return escape(title).replace(" ", "&#32;").replace(">", "&gt;")


def _script(title: str) -> str:
    return title.replace("\\", "\\\\").replace("'", "\\'")
