"""The shared queue: several workers crawl the same columns, and one of them at a time serves a host.

Redis holds the crawl that is going on and nothing else; the archives are what lasts. A worker takes a host by a lease
that it has to renew. What it writes, it writes under that lease: a worker that lost it can change nothing any more.
A request stays in the queue until it is finished, so what a dead worker had begun comes back with the next lease.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import partial
from types import TracebackType
from typing import Any, Self, TypeVar
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

from crawlers.archive import Address

_T = TypeVar("_T")
_PREFIX = "zhifa:"
_PATIENCE_SECONDS = 10
_DATED: dict[str, Callable[[str], date]] = {
    "checked_at": datetime.fromisoformat, "vanished_at": datetime.fromisoformat, "listed_date": date.fromisoformat,
}  # fmt: skip

# In every script KEYS[1] is the lease and ARGV[1] its token; -1 says that the lease is another's by now.
_HELD = "if redis.call('get', KEYS[1]) ~= ARGV[1] then return -1 end "

_JOIN = """
local prefix, options, now, count = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
local held = redis.call('hget', prefix .. 'crawl', 'options')
local busy, open, going_on = 0, 0, 0
for _, host in ipairs(redis.call('smembers', prefix .. 'hosts')) do
    busy = busy + redis.call('exists', prefix .. 'lease:' .. host)
end
for i = 6 + count, #ARGV do
    open = open + 1 - redis.call('sismember', prefix .. 'done', ARGV[i])
end
if held and busy == 0 and (held ~= options or open == 0) then
    redis.call('del', unpack(redis.call('keys', prefix .. '*')))
    held = false
end
if held and held ~= options then return {-1, held} end
if held then going_on = 1 else
    redis.call('hset', prefix .. 'crawl', 'options', options, 'began_at', now, 'id', ARGV[5])
end
for i = 6, 5 + count do redis.call('sadd', prefix .. 'hosts', ARGV[i]) end
for i = 6 + count, #ARGV do redis.call('sadd', prefix .. 'columns', ARGV[i]) end
return {going_on, redis.call('hget', prefix .. 'crawl', 'began_at'), redis.call('hget', prefix .. 'crawl', 'id')}
"""

_LEFT = """
local left = {}
if redis.call('hget', ARGV[1] .. 'crawl', 'id') ~= ARGV[2] then return left end
for i = 3, #ARGV do
    if redis.call('sismember', ARGV[1] .. 'done', ARGV[i]) == 0 then left[#left + 1] = ARGV[i] end
end
return left
"""

_TAKE_HOST = """
if redis.call('hget', KEYS[2], 'id') ~= ARGV[3] then return 0 end
return redis.call('set', KEYS[1], ARGV[1], 'nx', 'px', ARGV[2]) and 1 or 0
"""

_END = """
local prefix = ARGV[1]
if redis.call('hget', prefix .. 'crawl', 'id') ~= ARGV[2] then return 0 end
if #redis.call('sdiff', prefix .. 'columns', prefix .. 'done') > 0 then return 0 end
for _, key in ipairs(redis.call('keys', prefix .. '*')) do
    if string.sub(key, 1, #prefix + 6) ~= prefix .. 'lease:' then redis.call('del', key) end
end
return 1
"""

_RENEW = _HELD + "return redis.call('pexpire', KEYS[1], ARGV[2])"
_RELEASE = _HELD + "return redis.call('set', KEYS[1], 'resting', 'px', ARGV[2]) and 1"

_PUSH = f"""{_HELD}
if ARGV[2] ~= '' and redis.call('sadd', KEYS[2], ARGV[2]) == 0 then return 0 end
local score = ARGV[5] * 1e12 + redis.call('hincrby', KEYS[5], 'requests', 1)
redis.call('hset', KEYS[3], ARGV[3], ARGV[4])
redis.call('zadd', KEYS[4], score, ARGV[3])
return 1
"""

_TAKE = f"""{_HELD}
local first = redis.call('zpopmin', KEYS[3])
if #first == 0 then return 0 end
return {{first[1], redis.call('hget', KEYS[2], first[1])}}
"""

_FINISH = f"""{_HELD}
for i = 3, #ARGV do redis.call('hdel', KEYS[2], ARGV[i]) end
if ARGV[2] ~= '' then redis.call('set', KEYS[3], ARGV[2]) end
return 1
"""

_RECOVER = f"""{_HELD}
local count = 0
for _, token in ipairs(redis.call('hkeys', KEYS[2])) do
    if not redis.call('zscore', KEYS[3], token) then
        redis.call('zadd', KEYS[3], -1e15, token)
        count = count + 1
    end
end
return count
"""

_CLOSE = f"""{_HELD}
redis.call('sadd', KEYS[2], ARGV[2])
redis.call('del', KEYS[3], KEYS[4], KEYS[5])
return 1
"""


class QueueError(RuntimeError):
    """The shared queue cannot be used; the message says what to do."""


class LeaseLostError(QueueError):
    """Another worker serves the host by now, because this one was silent for too long."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to serve a host. The token is new with every lease."""

    host: str
    token: str
    rest_seconds: float


@dataclass(frozen=True, slots=True)
class Joined:
    """The crawl a worker joined: whether it was going on already, and since when."""

    was_going_on: bool
    began_at: str


class SharedQueue:
    """The queue behind a Redis address: `redis://`, `rediss://` or `unix://`.

    Raises QueueError when the address is wrong or nobody answers there.
    """

    def __init__(self, url: str, *, lease_seconds: float = 30.0) -> None:
        self.name = hide_password(url)
        self.lease_seconds = lease_seconds
        self._millis = int(lease_seconds * 1000)
        self._worker = f"{socket.gethostname()}-{os.getpid()}-{uuid4().hex[:8]}"
        self._leases: dict[str, Lease] = {}
        self._crawl_id = ""
        self._lost: QueueError | None = None
        try:
            import redis
            from redis.backoff import ConstantBackoff
            from redis.retry import Retry
        except ImportError as error:
            raise QueueError("a shared queue needs the package redis: pip install 'zhifa[queue]'") from error
        self._trouble = redis.RedisError
        try:
            self._redis: Any = redis.Redis.from_url(
                url, socket_timeout=_PATIENCE_SECONDS, socket_connect_timeout=_PATIENCE_SECONDS, decode_responses=True,
                retry=Retry(ConstantBackoff(0.5), 2),
            )  # fmt: skip
        except ValueError as error:
            raise QueueError(f"--queue {self.name}: write it as redis://HOST:PORT/0") from error
        self._ask(self._redis.ping)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # The crawl

    def join(self, columns: Mapping[str, Sequence[str]], options: str, now: datetime) -> Joined:
        """Add columns, given by host, to the crawl that is going on, or begin one.

        What an earlier crawl left unfinished is finished first. Raises QueueError when the crawl that is going on was
        begun with other options.
        """
        names = [name for group in columns.values() for name in group]
        head = [_PREFIX, options, now.isoformat(timespec="seconds"), len(columns), uuid4().hex]
        state, told, *crawl_id = self._ask(lambda: self._redis.eval(_JOIN, 0, *head, *columns, *names))
        if state == -1:
            raise QueueError(f"the crawl that is going on has other options ({told}); use these, or wait for its end")
        self._crawl_id = crawl_id[0]
        return Joined(bool(state), told)

    def get_left(self, source_ids: Iterable[str]) -> list[str]:
        """Return which of the columns are not done; none when the crawl that was joined is over."""
        values = [_PREFIX, self._crawl_id, *source_ids]
        return list(self._ask(lambda: self._redis.eval(_LEFT, 0, *values)))

    def end(self) -> bool:
        """Forget the crawl when all its columns are done, and tell whether that was so."""
        return bool(self._ask(lambda: self._redis.eval(_END, 0, _PREFIX, self._crawl_id)))

    # Leases

    def take_host(self, hosts: Mapping[str, float]) -> Lease | None:
        """Return a lease of the first host that nobody serves; each host is given with the seconds it rests after."""
        for host, rest_seconds in hosts.items():
            lease = Lease(host, f"{self._worker}-{uuid4().hex[:8]}", rest_seconds)
            keys, values = (_key("lease", host), _key("crawl")), (lease.token, self._millis, self._crawl_id)
            if self._ask(partial(self._redis.eval, _TAKE_HOST, 2, *keys, *values)):
                self._leases[host] = lease
                return lease
        return None

    def renew(self, lease: Lease) -> None:
        """Keep a host for longer. Raises LeaseLostError when it is another's by now."""
        self._run(lease, _RENEW, [], self._millis)

    def release(self, lease: Lease) -> None:
        """Let go of a host, which then rests for its delay before anybody takes it."""
        self._leases.pop(lease.host, None)
        self._run(lease, _RELEASE, [], max(1, int(lease.rest_seconds * 1000)))

    def close(self) -> None:
        """Let go of every host that is still held; without an answer the leases run out by themselves."""
        for lease in list(self._leases.values()):
            try:
                self.release(lease)
            except LeaseLostError:
                continue
            except QueueError:
                break
        self._redis.close()

    # What is held

    def publish(self, host: str, addresses: Iterable[Address]) -> None:
        """Tell the other workers what is held of a host; what they told later stays."""
        rows = {address.url: address for address in addresses}
        told = self._ask(lambda: self._redis.hmget(_key("book", host), list(rows))) if rows else []
        newer = {
            url: _write_address(address)
            for (url, address), held in zip(rows.items(), told, strict=True)
            if held is None or _read_address(url, held).checked_at < address.checked_at
        }
        if newer:
            self._ask(lambda: self._redis.hset(_key("book", host), mapping=newer))

    def read_book(self, host: str) -> list[Address]:
        """Return what the workers told of a host."""
        rows = self._ask(lambda: self._redis.hgetall(_key("book", host)))
        return [_read_address(url, text) for url, text in rows.items()]

    def get_column(self, lease: Lease, source_id: str) -> ColumnQueue:
        """Return the requests of a column."""
        return ColumnQueue(self, lease, source_id)

    # Redis

    def _run(self, lease: Lease, script: str, keys: Sequence[str], *values: str | int) -> Any:
        """Run a script under a lease."""
        all_keys = [_key("lease", lease.host), *keys]
        answer = self._ask(lambda: self._redis.eval(script, len(all_keys), *all_keys, lease.token, *values))
        if answer == -1:
            raise LeaseLostError(f"{lease.host} is served by another worker, because this one was silent for too long")
        return answer

    def _ask(self, question: Callable[[], _T]) -> _T:
        if self._lost is not None:
            raise self._lost  # a queue that was away is not waited for again and again
        try:
            return question()
        except self._trouble as error:
            told = f"the queue {self.name} does not answer ({str(error).rstrip('.')}); is Redis running there?"
            self._lost = QueueError(told)
            raise self._lost from error


class ColumnQueue:
    """The requests of one column: those that wait, and those that were taken and are not finished yet."""

    def __init__(self, queue: SharedQueue, lease: Lease, source_id: str) -> None:
        self.lease = lease
        self.trouble: QueueError | None = None  # what made a worker give the column up
        self.left_behind: str | None = None  # the state another worker kept last
        self._queue = queue
        self._source_id = source_id
        self._requests, self._waiting, self._state = (
            _key(part, source_id) for part in ("requests", "waiting", "state")
        )

    def push(self, text: str, *, priority: int = 0, key: str = "") -> bool:
        """Add a request and return True, or False when one with the same key was added before in this crawl."""
        keys = [_key("seen"), self._requests, self._waiting, _key("crawl")]
        return bool(self._queue._run(self.lease, _PUSH, keys, key, uuid4().hex, text, -priority))

    def take(self) -> tuple[str, str] | None:
        """Return the token and the text of the next request, highest priority first, else in the order they came."""
        answer = self._queue._run(self.lease, _TAKE, [self._requests, self._waiting])
        return (answer[0], answer[1]) if answer else None

    def finish(self, tokens: Sequence[str], state: str = "") -> None:
        """Take requests that are done with out of the queue and keep the state of the column with that."""
        self._queue._run(self.lease, _FINISH, [self._requests, self._state], state, *tokens)

    def take_over(self) -> None:
        """Put back what another worker had begun, and learn the state it kept last."""
        self.recover()
        self.left_behind = self.read_state()

    def recover(self) -> int:
        """Put back what was taken and never finished, and return how much that was."""
        return int(self._queue._run(self.lease, _RECOVER, [self._requests, self._waiting]))

    def read_state(self) -> str | None:
        """Return the state kept last, or None when the column is fresh."""
        text: str | None = self._queue._ask(lambda: self._queue._redis.get(self._state))
        return text

    def publish(self, addresses: Iterable[Address]) -> None:
        """Tell the other workers what has been archived."""
        self._queue.publish(self.lease.host, addresses)

    def close(self) -> None:
        """Mark the column as done in this crawl and forget its requests."""
        keys = [_key("done"), self._requests, self._waiting, self._state]
        self._queue._run(self.lease, _CLOSE, keys, self._source_id)

    def __len__(self) -> int:
        """Return how many requests wait."""
        return int(self._queue._ask(lambda: self._queue._redis.zcard(self._waiting)))


def hide_password(url: str) -> str:
    """Return an address that may be shown.

    >>> hide_password("redis://:secret@127.0.0.1:6379/0")
    'redis://***@127.0.0.1:6379/0'
    >>> hide_password("redis://127.0.0.1/0")
    'redis://127.0.0.1/0'
    """
    parts = urlsplit(url)
    if "@" not in parts.netloc:
        return url
    return urlunsplit(parts._replace(netloc=f"***@{parts.netloc.rpartition('@')[2]}"))


def _key(*parts: str) -> str:
    return _PREFIX + ":".join(parts)


def _write_address(address: Address) -> str:
    row = {name: value for name, value in asdict(address).items() if value is not None and name != "url"}
    return json.dumps({name: value.isoformat() if name in _DATED else value for name, value in row.items()})


def _read_address(url: str, text: str) -> Address:
    empty: dict[str, Any] = {"etag": None, "last_modified": None, "vanished_at": None}
    row: dict[str, Any] = {
        name: _DATED[name](value) if name in _DATED else value for name, value in json.loads(text).items()
    }
    return Address(url=url, **{**empty, **row})
