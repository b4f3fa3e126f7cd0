"""Answers that mean no: challenge pages, captchas and blocks, whatever their status code says."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an answer is a refusal. `is_gone` tells a page that was taken down from a visitor that is not wanted."""

    code: str
    message: str
    is_gone: bool = False
    ends_run: bool = False  # one such answer is enough


_STATUS = {
    401: "asks for a login",
    403: "forbids the visit",
    407: "asks for a proxy login",
    412: "answers with a script challenge",
    418: "refuses automated visits",
    421: "refuses this address",
    429: "says too many requests",
    451: "is blocked for legal reasons",
    521: "answers with a cookie challenge",
}
# Marks of challenge pages within their first bytes; notices about captchas are longer and are no match by size.
# Each pattern stands beside words of which it needs one: a page without any is not searched by pattern.
_CHALLENGES = (
    ("Ruishu challenge", ("$_ts", "r2mka"), re.compile(r"\$_ts\s*=|\$_ts\.nsd|r2mKa")),
    (
        "Jiasule challenge",
        ("__jsl_clearance", "jsluid"),
        re.compile(r"__jsl_clearance|jsluid.{0,80}document\.cookie"),
    ),
    ("WZWS firewall", ("wzws",), re.compile(r"WZWS|wzwsconfirm|WZWSRESULT")),
    ("Aliyun firewall", ("acw_sc__v2", "aliyun_waf"), re.compile(r"acw_sc__v2|aliyun_waf")),
    (
        "captcha",
        ("环境异常", "访问过于频繁", "请输入验证码", "请完成安全验证", "拖动滑块", "captcha"),
        re.compile(r"当前环境异常|环境异常，完成验证|访问过于频繁|请输入验证码|请完成安全验证|拖动滑块|captcha", re.I),
    ),
    (
        "firewall",
        ("reason:geobl", "您的访问", "request blocked", "access denied"),
        re.compile(r"reason:GeoBL|您的访问.{0,12}被(?:拦截|阻断)|Request blocked|Access Denied", re.I),
    ),
)
_GONE = re.compile(r"该内容已被发布者删除|此内容因违规无法查看|该公众号已迁移|参数错误|此帐号已被屏蔽|内容已删除")
_CHALLENGE_BYTES = 20_000


def get_refusal(status: int, text: str, url: str) -> Refusal | None:
    """Return why an answer is a refusal, or None when it is an answer.

    >>> get_refusal(412, "", "https://a.example/").code
    'refused_412'
    >>> get_refusal(200, "<p>当前环境异常，完成验证后即可继续访问。</p>", "https://mp.weixin.qq.com/s/x").message
    'shows a captcha'
    >>> get_refusal(200, "<p>该内容已被发布者删除</p>", "https://mp.weixin.qq.com/s/x").is_gone
    True
    >>> get_refusal(200, "<p>某公司被罚款。</p>", "https://a.example/") is None
    True
    """
    if status in _STATUS:
        return Refusal(f"refused_{status}", _STATUS[status])
    if "captcha" in url.lower() or "wappoc_appmsgcaptcha" in url:
        return Refusal("refused_captcha", "leads to a captcha")
    if len(text) > _CHALLENGE_BYTES or 'id="js_content"' in text:
        return None
    if "mp.weixin.qq.com" in url or "weui-msg" in text:
        gone = _GONE.search(text)
        if gone:
            return Refusal("vanished", f"says {gone[0]}", is_gone=True)
    lowered = text.lower()
    for name, words, pattern in _CHALLENGES:
        if any(word in lowered for word in words) and pattern.search(text):
            return Refusal("refused_captcha" if name == "captcha" else "refused_challenge", f"shows a {name}")
    return None
