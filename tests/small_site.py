"""A web server of a few pages for tests of how a crawl behaves: it does what its pages say and notes every request."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Self

from crawlers.source import Source


@dataclass(frozen=True)
class Page:
    """What an address answers."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0  # before it answers


@dataclass(frozen=True)
class Visit:
    """One request as it came in, and when its answer was ready."""

    path: str
    headers: Mapping[str, str]
    answered_at: float
    arrived_at: float


class SmallSite:
    """Serves `pages` until closed; a page may be a function of how often it was asked for before."""

    def __init__(self, pages: Mapping[str, Page | Callable[[int], Page]]) -> None:
        self.pages = dict(pages)
        self.visits: list[Visit] = []
        self.most_at_once = 0
        self._now = 0
        self._counts: Counter[str] = Counter()
        self._lock = Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._build_handler())
        self._server.daemon_threads = True
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def asked(self) -> Counter[str]:
        return Counter(visit.path for visit in self.visits)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def declare(
        self, name: str = "demo", *paths: str, manners: Mapping[str, object] | None = None, **more: object
    ) -> Source:
        """Return a source of single documents of the site, or of the list that `more` declares."""
        data = {
            "source_id": name,
            "name_zh": "测试栏目",
            "name_en": name,
            "url": f"{self.url}/",
            "allow_private_addresses": True,
            "listing": {"family": "documents", "urls": [f"{self.url}{path}" for path in paths] or [f"{self.url}/"]},
            "politeness": {"delay_seconds": 0, "timeout_seconds": 60, **(manners or {})},
        }
        return Source.model_validate({**data, **more})

    def _answer(self, path: str, headers: Mapping[str, str]) -> Page:
        arrived = time.monotonic()
        with self._lock:
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
            page = self.pages.get(path, Page(status=404))
            found = page if isinstance(page, Page) else page(self._counts[path])
            self._counts[path] += 1
        time.sleep(found.seconds)
        tag = f'"{hashlib.sha256(found.body).hexdigest()[:16]}"'
        if found.status == 200 and headers.get("If-None-Match") == tag:
            found = Page(status=304)
        elif found.status == 200:
            found = Page(found.body, 200, {"Content-Type": "text/html; charset=utf-8", "ETag": tag, **found.headers})
        with self._lock:
            self._now -= 1
            self.visits.append(Visit(path, headers, time.monotonic(), arrived))
        return found

    def _build_handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                page = site._answer(self.path, dict(self.headers))
                self.send_response(page.status)
                for name, value in page.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(page.body)))
                self.end_headers()
                try:
                    self.wfile.write(page.body)
                except ConnectionError:
                    self.close_connection = True

            def log_message(self, format: str, *args: object) -> None:
                pass

        return Handler
