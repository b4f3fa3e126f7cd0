"""Attachments of detail pages, what bytes are, and which answers are refusals."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.links import get_attachment_urls
from crawlers.media import decode_text, is_binary_junk, sniff_media_type
from crawlers.middlewares import is_private_ip
from crawlers.refusals import get_refusal
from crawlers.replica.pdf import build_pdf
from crawlers.source import DetailSelectors, load_sources

BASE = "https://a.example/tzgg/art/2026/art_1.html"

# ruff: noqa: E501
LINKS = [
    ("plain file", '<a href="/attach/20268/a.pdf">附件</a>', ["https://a.example/attach/20268/a.pdf"]),
    ("name in the query", '<a href="/cms/downloadfile.jsp?filepath=x&amp;fText=a.xlsx">表</a>', ["https://a.example/cms/downloadfile.jsp?filepath=x&fText=a.xlsx"]),
    ("viewer frame", '<iframe src="/pdf/web/viewer.html?file=/attach/b.pdf"></iframe>', ["https://a.example/attach/b.pdf"]),
    ("file in an attribute", '<iframe fileurl="/cms_files/filemanager/1/attach/c.pdf"></iframe>', ["https://a.example/cms_files/filemanager/1/attach/c.pdf"]),
    ("label with a suffix", '<a href="/download?id=5">名单.docx</a>', ["https://a.example/download?id=5"]),
    ("unquoted", "<a href=/x/d.wps>文件</a>", ["https://a.example/x/d.wps"]),
    ("twice", '<a href="/a.pdf">一</a><a href="/a.pdf">二</a>', ["https://a.example/a.pdf"]),
    ("page", '<a href="/other.html">另一页</a>', []),
    ("script", '<a href="javascript:save(\'a.pdf\')">下载</a>', []),
    ("nothing", "", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "urls"), [row[1:] for row in LINKS], ids=[row[0] for row in LINKS])
def test_attachments_are_found(text: str, urls: list[str]) -> None:
    assert list(get_attachment_urls(text, BASE, DetailSelectors())) == urls


def test_only_the_body_is_searched_when_it_is_known() -> None:
    text = '<div id="nav"><a href="/guide.pdf">指南</a></div><div id="b"><a href="/a.pdf">附件</a></div>'
    detail = DetailSelectors(body="#b", attachments=("ul.files a",))
    assert get_attachment_urls(text + '<ul class="files"><a href="/c">丙</a></ul>', BASE, detail) == (
        "https://a.example/a.pdf",
        "https://a.example/c",
    )


@pytest.mark.shared
def test_attachments_of_saved_pages() -> None:
    shared = os.environ.get("ZHIFA_SHARED")
    if not shared:
        pytest.skip("ZHIFA_SHARED is unset: the saved real pages are not read")
    folder = Path(shared) / "sources" / "saved"
    registry = load_sources()
    for name, source, count in (
        ("cac_detail__c_1784217637474922_trimmed.html", "cac-wxan", 3),
        ("samr_detail__art_68686f05_trimmed.html", "samr-xw-zj", 2),
        ("miit_detail__art_ebc8c235_trimmed.html", "miit-yjzj", 1),
    ):
        text = (folder / name).read_text("utf-8")
        assert len(get_attachment_urls(text, "https://www.a.example/x/", registry[source].detail)) == count


KINDS = [
    (b"%PDF-1.7\n", "text/html", "", "application/pdf"),
    (b"<!DOCTYPE html><p>", "application/pdf", "a.pdf", "text/html"),
    (b"PK\x03\x04" + b"\x00" * 20 + b"xl/workbook.xml", None, "", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"PK\x03\x04" + b"\x00" * 20 + b"word/document.xml", None, "", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", None, "a.xls", "application/vnd.ms-excel"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", None, "", "application/x-ole-storage"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), None, "", "application/vnd.ms-excel"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), None, "", "application/msword"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), None, "a.wps", "application/vnd.ms-works"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), None, "a.xlsx", "application/encrypted"),
    (b"{\\rtf1", None, "a.doc", "application/rtf"),
    (b"Rar!\x1a\x07\x00", None, "", "application/vnd.rar"),
    (b"\x1f\x8b\x08", None, "a.html", "application/gzip"),
    (b'{"a":1}', "application/json; charset=utf-8", "", "application/json"),
    ("案例".encode("gbk"), None, "a.txt", "text/plain"),
    (b"\x00\x01\x02\x03\x04", None, "", "application/octet-stream"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "declared", "name", "kind"), KINDS)
def test_bytes_tell_what_they_are(body: bytes, declared: str | None, name: str, kind: str) -> None:
    assert sniff_media_type(body, declared, name).split(";")[0] == kind


@given(st.text(min_size=1, max_size=300))
def test_any_text_is_no_junk_and_comes_back(text: str) -> None:
    text = "".join(sign for sign in text if sign >= " " and not "\ud800" <= sign <= "\udfff" and sign != "\ufeff")
    body = text.encode()
    assert decode_text(body, "text/html; charset=gb2312") == text
    assert not is_binary_junk(body)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk", "gb18030"])
def test_chinese_in_any_encoding_is_text(encoding: str) -> None:
    body = ("市场监督管理局公布典型案例。" * 30).encode(encoding)
    assert not is_binary_junk(body)
    assert decode_text(body).startswith("市场监督管理局")


def test_junk_is_junk() -> None:
    assert is_binary_junk(bytes(range(256)) * 8)
    assert is_binary_junk(os.urandom(4096))
    assert not is_binary_junk(gzip.compress(b"x"))


REFUSALS = [
    (403, "", "https://a.example/", "refused_403"),
    (412, "<script>$_ts=window['$_ts']</script>", "https://a.example/", "refused_412"),
    (521, "<script>document.cookie='__jsl_clearance=1'</script>", "https://a.example/", "refused_521"),
    (200, "<script>$_ts=window['$_ts'];if(!$_ts)$_ts={};</script>", "https://a.example/", "refused_challenge"),
    (200, "<div>您的访问请求可能对网站造成危险，已被拦截</div><p>reason:GeoBL</p>", "https://a.example/", "refused_challenge"),
    (200, "<p>请输入验证码后继续访问</p>", "https://a.example/", "refused_captcha"),
    (200, "", "https://mp.weixin.qq.com/mp/wappoc_appmsgcaptcha?poc_token=1", "refused_captcha"),
    (200, '<div class="weui-msg">该内容已被发布者删除</div>', "https://mp.weixin.qq.com/s/a", "vanished"),
]  # fmt: skip

ANSWERS = [
    (200, "<p>某公司利用打码平台绕过图形校验，被罚款五万元。</p>", "https://a.example/"),
    (200, '<div id="js_content">平台提示“当前环境异常”的截图被伪造。</div>', "https://mp.weixin.qq.com/s/a"),
    (200, "<p>本通报说明请输入验证码的骗局。</p>" + "正文" * 12_000, "https://a.example/"),
    (404, "", "https://a.example/"),
    (500, "", "https://a.example/"),
    (200, "", "https://a.example/"),
]


@pytest.mark.parametrize(("status", "text", "url", "code"), REFUSALS)
def test_refusals_are_known(status: int, text: str, url: str, code: str) -> None:
    refusal = get_refusal(status, text, url)
    assert refusal is not None
    assert refusal.code == code


@pytest.mark.parametrize(("status", "text", "url"), ANSWERS)
def test_answers_are_no_refusals(status: int, text: str, url: str) -> None:
    assert get_refusal(status, text, url) is None


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "::1", "fd00::1", "0.0.0.0"]
)
def test_private_addresses(address: str) -> None:
    assert is_private_ip(address)


def test_the_replicas_pdf_has_a_text_layer() -> None:
    import pypdfium2

    lines = ["存在问题的App名单", *(f"{i} 应用{i} {i}.0.1 应用宝 违规收集个人信息" for i in range(60))]
    pdf = pypdfium2.PdfDocument(build_pdf("\n".join(lines)))
    assert len(pdf) == 2
    text = "\n".join(page.get_textpage().get_text_range() for page in pdf)
    assert [line.strip() for line in text.splitlines() if line.strip()] == lines
