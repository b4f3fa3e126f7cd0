"""The replica on the loopback: a web server that is also the proxy for its own made-up host names."""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Mapping
from fnmatch import fnmatch
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

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
    "truncated": "half the body, then the connection closes",
    "reset": "the connection closes at once",
    "redirect_loop": "redirects to itself",
    "redirect_private": "redirects to a private address",
    "wrong_charset": "the header names another encoding",
    "gbk": "GBK without saying so",
    "html_as_file": "an error page with status 200",
    "large": "more than 50 MB",
}


class Replica:
    """Serves the site until closed: `with Replica() as site: site.base_url`.

    `faults` maps a pattern of `host/path` to a name of FAULTS. `requests` counts what was asked for.
    """

    def __init__(self, faults: Mapping[str, str] | None = None, *, page_size: int = 8, repeats_page_one: bool = False):
        unknown = set((faults or {}).values()) - FAULTS.keys()
        if unknown:
            raise ValueError(f"no fault {sorted(unknown)}; there are {sorted(FAULTS)}")
        self.faults = dict(faults or {})
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
        return (_spoil(answer, fault, target) if fault else answer), fault

    def _build_handler(self) -> type[BaseHTTPRequestHandler]:
        replica = self

        class Handler(_Handler):
            def answer(self, host: str, target: str, form: Mapping[str, str]) -> tuple[Answer, str | None]:
                return replica.answer(host, target, form)

        return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):  # a crawler may hang up
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, host: str, target: str, form: Mapping[str, str]) -> tuple[Answer, str | None]:
        raise NotImplementedError

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
        answer, fault = self.answer(host, target, form)
        if fault == "reset":
            self.close_connection = True
            self.connection.close()
            return
        self._send(answer, fault)

    def _send(self, answer: Answer, fault: str | None) -> None:
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
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        try:
            if fault == "truncated":
                self.wfile.write(answer.body[: len(answer.body) // 2])
                self.close_connection = True
            else:
                self.wfile.write(answer.body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True


def _spoil(answer: Answer, fault: str, target: str) -> Answer:
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
    if fault == "large":
        return Answer(b"<html>" + b"x" * (51 * 1024 * 1024))
    return answer
