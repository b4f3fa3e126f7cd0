"""`python -m bench.site`: a web server that costs next to nothing; it prints its port and tells the time of each page.

`/N.html` is a page of a regulator's shape, `/times` the seconds between page M and page N since the last `/reset`.
"""

from __future__ import annotations

import asyncio
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import urlopen

WARM_UP = 300  # pages asked for before the clock starts: imports, pools and caches are not what is measured
_TEXT = (
    "市场监督管理局 当事人 未按照规定 公示 经营者 网络交易 平台 违法行为 行政处罚 罚款 责令改正 依据 第二十三条 广告 "
    "虚假宣传 商品 消费者 个人信息 应用程序 收集 超范围 整改 通报 企业 调查 证据 决定书 公告 期限 没收 违法所得 情节"
)
_WORDS = _TEXT.split()


def build_page() -> bytes:
    """Return a page of about 16 kB: head, navigation, 3,000 characters of made-up prose."""
    chance = random.Random(1)
    links = "".join(
        f'<li><a href="/col/{n}/index.html">{"".join(chance.sample(_WORDS, 2))}</a></li>' for n in range(40)
    )
    lines = ("，".join("".join(chance.sample(_WORDS, 3)) for _ in range(6)) for _ in range(40))
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>公布一批案例</title>'
        '<meta name="ArticleTitle" content="公布一批案例"><meta name="PubDate" content="2026-03-01 10:00">'
        f'</head><body><ul class="nav">{links}</ul><div id="zoom">{"".join(f"<p>{line}。</p>" for line in lines)}</div>'
    ).encode()


class _Pages(asyncio.Protocol):
    times: list[float] = []  # noqa: RUF012  (one server a process)
    page = build_page()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._waiting = b""

    def data_received(self, data: bytes) -> None:
        self._waiting += data
        while b"\r\n\r\n" in self._waiting:
            head, _, self._waiting = self._waiting.partition(b"\r\n\r\n")
            self._transport.write(self._answer(head.split(b" ", 2)[1]))

    def _answer(self, path: bytes) -> bytes:
        if path.endswith(b".html"):
            self.times.append(time.perf_counter())
            return _respond(b"200 OK", self.page + path + b"</body></html>")
        if path == b"/times":
            started = self.times[min(WARM_UP, len(self.times) - 1)]
            said = f"{len(self.times) - 1 - WARM_UP} {self.times[-1] - started}".encode()
            self.times.clear()
            return _respond(b"200 OK", said)
        return _respond(b"404 Not Found", b"")


def _respond(status: bytes, body: bytes) -> bytes:
    return (
        b"HTTP/1.1 %s\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % (status, len(body))
    ) + body


@contextmanager
def serve() -> Iterator[str]:
    """Run the server in a process of its own and give its address."""
    child = subprocess.Popen([sys.executable, "-m", "bench.site"], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    try:
        yield f"http://127.0.0.1:{child.stdout.readline().strip()}"
    finally:
        child.kill()
        child.wait()


def read_rate(site: str) -> float:
    """Return the pages a second since the warm-up, and begin anew."""
    with urlopen(f"{site}/times") as answer:
        count, seconds = answer.read().split()
    return int(count) / float(seconds)


async def _main() -> None:
    server = await asyncio.get_running_loop().create_server(_Pages, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_main())
