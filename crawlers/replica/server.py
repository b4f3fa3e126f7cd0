"""The replica on the loopback: a web server that is also the proxy for its own made-up host names."""

from __future__ import annotations

import gzip
import hashlib
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from fnmatch import fnmatch
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

from crawlers.replica.lists import LIST_FAULTS, spoil_list
from crawlers.replica.site import Answer, Site

FAULTS = {
    "empty": "200 with nothing",
    "403": "forbidden",
    "404": "gone",
    "412": "script challenge",
    "521": "cookie challenge",
    "captcha": "200 with a captcha page",
    "500": "error every time",
    "500_once": "error the first time, then fine",
    "slow": "answers after three seconds",
    "hang": "never answers",
    "drip": "a byte now and then, without end",
    "truncated": "half the body, then the connection closes",
    "truncated_gzip": "packed, and cut although the length is right",
    "reset": "the connection closes at once",
    "redirect_loop": "redirects to itself",
    "redirect_private": "redirects to a private address",
    "wrong_charset": "the header names another encoding",
    "gbk": "GBK without saying so",
    "html_as_file": "an error page with status 200",
    "message_as_file": "a script that says the file is gone, with status 200",
    "large": "says that 200 MB are to come",
    "endless": "200 MB without saying how much is to come",
    "gzip_bomb": "a little that unpacks to 200 MB",
    **LIST_FAULTS,
}
_HUGE = 200 * 1024 * 1024
_CHUNK = 64 * 1024


class Replica:
    """Serves the site until closed: `with Replica() as site: site.base_url`.

    `faults` maps a pattern of `host/path` to a name of FAULTS, `replaced` to other bytes than the site's. `requests`
    counts what was asked for, `count_sent` the bytes of bodies that went out.
    """

    def __init__(
        self,
        faults: Mapping[str, str] | None = None,
        *,
        page_size: int = 8,
        repeats_page_one: bool = False,
        replaced: Mapping[str, bytes] | None = None,
    ):
        unknown = set((faults or {}).values()) - FAULTS.keys()
        if unknown:
            raise ValueError(f"no fault {sorted(unknown)}; there are {sorted(FAULTS)}")
        self.faults = dict(faults or {})
        self.replaced = dict(replaced or {})
        self.count_sent: Counter[str] = Counter()
        self.requests: Counter[str] = Counter()
        self._site = Site(page_size=page_size, repeats_page_one=repeats_page_one)
        self._lock = Lock()
        self._closing = Event()
        self._server = _Server(("127.0.0.1", 0), self._build_handler())
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def base_url(self) -> str:
        """Return the address to use as a proxy for the replica's hosts."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, host: str, target: str, form: Mapping[str, str]) -> tuple[Answer, str | None]:
        """Return the answer to a request and the fault that goes with it."""
        place = host + urlsplit(target).path
        with self._lock:
            self.requests[place] += 1
            count = self.requests[place]
        fault = next((name for pattern, name in self.faults.items() if fnmatch(place, pattern)), None)
        if fault == "500_once" and count > 1:
            fault = None
        if fault in ("slow", "hang"):
            self._closing.wait(3 if fault == "slow" else 600)
        answer = self._site.answer(host, target, form)
        body = next((body for pattern, body in self.replaced.items() if fnmatch(place, pattern)), None)
        answer = replace(answer, body=body) if body is not None else answer
        return (_spoil(answer, fault, target, host) if fault else answer), fault

    def write_slowly(self, write: Callable[[bytes], object]) -> None:
        """Write a byte now and then until the replica closes or nobody listens."""
        while not self._closing.wait(0.1):
            write(b" ")

    def note_sent(self, place: str, count: int) -> None:
        with self._lock:
            self.count_sent[place] += count

    def _build_handler(self) -> type[BaseHTTPRequestHandler]:
        replica = self

        class Handler(_Handler):
            site = replica

        return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):  # a crawler may hang up
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Replica

    def do_GET(self) -> None:
        self._respond({})

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        self._respond(dict(parse_qsl(self.rfile.read(length).decode("utf-8"))))

    def log_message(self, format: str, *args: object) -> None:
        pass

    def _respond(self, form: Mapping[str, str]) -> None:
        parts = urlsplit(self.path)
        host = parts.hostname or (self.headers.get("Host") or "").split(":")[0]
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        answer, fault = self.site.answer(host, target, form)
        if fault == "reset":
            self.close_connection = True
            self.connection.close()
            return
        try:
            self._send(answer, fault, host + parts.path)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _send(self, answer: Answer, fault: str | None, place: str) -> None:
        tag = f'"{hashlib.md5(answer.body, usedforsecurity=False).hexdigest()}"'
        if answer.status == 200 and self.headers.get("If-None-Match") == tag and fault is None:
            answer = Answer(b"", answer.media_type, 304)
        self.send_response(answer.status)
        if answer.media_type:
            self.send_header("Content-Type", answer.media_type)
        if answer.status == 200:
            self.send_header("ETag", tag)
        for name, value in answer.headers:
            self.send_header(name, value)
        if fault == "endless":
            self.send_header("Connection", "close")
        else:
            size = {"large": _HUGE, "drip": 1_000_000}.get(fault or "", len(answer.body))
            self.send_header("Content-Length", str(size))
        self.end_headers()
        if fault == "drip":
            self.site.write_slowly(self.wfile.write)
        elif fault in ("large", "endless"):
            self._send_zeros(place)
        elif fault == "truncated":
            self.wfile.write(answer.body[: len(answer.body) // 2])
        else:
            self.wfile.write(answer.body)
            return
        self.close_connection = True

    def _send_zeros(self, place: str) -> None:
        """Send 200 MB, a little at a time, as long as somebody takes them."""
        for _ in range(_HUGE // _CHUNK):
            self.wfile.write(bytes(_CHUNK))
            self.site.note_sent(place, _CHUNK)


def _spoil(answer: Answer, fault: str, target: str, host: str) -> Answer:
    if fault in ("403", "404", "412", "500", "521"):
        return Answer(f"<html><body>{fault}</body></html>".encode(), status=int(fault))
    if fault == "500_once":
        return Answer("<html><body>系统繁忙</body></html>".encode(), status=500)
    if fault == "empty":
        return Answer(b"")
    if fault == "captcha":
        return Answer(
            '<html><body><div class="weui-msg">当前环境异常，完成验证后即可继续访问。</div></body></html>'.encode()
        )
    if fault == "html_as_file":
        return Answer("<!DOCTYPE html><html><body>系统提示：文件不存在</body></html>".encode())
    if fault == "redirect_loop":
        return Answer(b"", status=302, headers=(("Location", target),))
    if fault == "redirect_private":
        return Answer(b"", status=302, headers=(("Location", "http://10.0.0.1/admin"),))
    if fault == "wrong_charset":
        return Answer(answer.body, "text/html; charset=iso-8859-1")
    if fault == "gbk":
        text = answer.body.decode().replace("charset=utf-8", "").replace('charset="utf-8"', "")
        return Answer(text.encode("gb18030"), "text/html")
    if fault == "message_as_file":
        return Answer("<script>alert('文件不存在');history.back();</script>".encode(), "application/octet-stream")
    if fault == "truncated_gzip":
        packed = gzip.compress(answer.body, mtime=0)
        return Answer(packed[: len(packed) // 2], answer.media_type, headers=(("Content-Encoding", "gzip"),))
    if fault == "gzip_bomb":
        return Answer(_build_bomb(), answer.media_type, headers=(("Content-Encoding", "gzip"),))
    if fault in LIST_FAULTS:
        return spoil_list(answer, fault, host)
    return answer


@cache
def _build_bomb() -> bytes:
    """Return what unpacks to 200 MB of zeros."""
    packer = zlib.compressobj(1, zlib.DEFLATED, zlib.MAX_WBITS + 16)
    chunk = bytes(1 << 20)
    return b"".join([*(packer.compress(chunk) for _ in range(_HUGE >> 20)), packer.flush()])
