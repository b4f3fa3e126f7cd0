"""What is wrong or doubtful in the registry of sources: `zhifa sources check`. Nothing is fetched."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from lxml.cssselect import CSSSelector, SelectorError
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from crawlers.families import ListShapeError, get_first_request, get_given_entries
from crawlers.middlewares import is_private_ip
from crawlers.scaffold import ROOT, find_todo, read_fixtures
from crawlers.source import (
    REPLICA_FOLDER,
    SOURCES_FOLDER,
    FormApiListing,
    SearchApiListing,
    Source,
    StaticListing,
)

MAX_LINES = 30
PAGES = ROOT / "tests" / "pages"
_GIVEN = ("documents", "wechat")


def check_sources(registry: Mapping[str, Source]) -> list[str]:
    """Return what is wrong or doubtful in the registry, one line each, naming the file and the remedy."""
    problems = [f"{name}.yml: {problem}" for name, source in sorted(registry.items()) for problem in _lint(source)]
    return [*problems, *_find_twins(registry), *_find_forbidden_hosts(registry)]


def check_files(folders: tuple[Path, ...] | None = None) -> list[str]:
    """Return which declarations are longer than one screen: a family or a default is missing then."""
    paths = [path for folder in folders or (SOURCES_FOLDER, REPLICA_FOLDER) for path in sorted(folder.glob("*.yml"))]
    lengths = {path.name: len(path.read_text("utf-8", errors="replace").splitlines()) for path in paths}
    return [
        f"{name}: {count} lines, more than {MAX_LINES}; leave out what is the default"
        for name, count in lengths.items()
        if count > MAX_LINES
    ]


def check_fixtures(registry: Mapping[str, Source], folder: Path | None = None) -> tuple[list[str], list[str]]:
    """Return what is wrong with the pages kept as proof of a column, and notes on selectors without such pages.

    The pages lie in `tests/pages/<id>/`. Outside a checkout there are none, and nothing is said.
    """
    folder = folder or PAGES
    problems: list[str] = []
    if not folder.is_dir():
        return problems, []
    for name, source in sorted(registry.items()):
        if (folder / name).is_dir():
            problems += [f"tests/pages/{name}: {problem}" for problem in _check_pages(source, folder / name)]
    unproved = [
        name
        for name, source in sorted(registry.items())
        if source.is_target and not source.is_sample and has_own_selectors(source) and not (folder / name).is_dir()
    ]
    note = (
        f"{len(unproved)} declarations with selectors of their own have no pages in tests/pages, so that a mistake "
        f"shows only in a crawl: {', '.join(unproved)}"
    )
    return problems, [note] if unproved else []


def has_own_selectors(source: Source) -> bool:
    """Tell whether a declaration says itself where things are, beyond what its family knows."""
    listing = source.listing.model_dump() if source.listing else None
    bare = {"source_id": "bare", "name_zh": "", "name_en": "", "url": source.url, "listing": listing}
    return bool(source.entry.model_fields_set) or source.detail != Source.model_validate(bare).detail


def _check_pages(source: Source, folder: Path) -> Iterator[str]:
    try:
        found = read_fixtures(source, folder)
        expected = yaml.safe_load((folder / "expected.yml").read_text("utf-8"))
    except (OSError, ListShapeError, yaml.YAMLError) as error:
        yield f"{' '.join(str(error).split())}; write the page or mend it"
        return
    if found != expected:
        yield "the pages are not read as expected.yml says; mend the declaration, the page or expected.yml"
    if source.family not in _GIVEN and not found.get("entries"):
        yield "the list gives no entry; mend the page or the selectors"
    if missing := sorted({"title", "body"} - set(found["fields"])):
        yield f"the detail page gives no {' and no '.join(missing)}; mend the page or the selectors"


def _lint(source: Source) -> Iterator[str]:
    yield from (f"{key} is still to do; fill it in" for key in find_todo(source) if key != "region_code")
    yield from _check_description(source)
    yield from _check_selectors(source)
    if source.is_target:
        yield from _check_addresses(source)
        yield from _check_paging(source)
        yield from _check_unused(source)


def _check_description(source: Source) -> Iterator[str]:
    if not source.region_code:
        yield "region_code is missing; give the six digits of GB/T 2260, 000000 for a central body"
    if not source.is_sample and not source.authority and source.family not in _GIVEN:
        yield "authority is missing; give the body's full name"
    if source.is_target and source.mark == "U" and not source.caveats:
        yield "mark is U; say in caveats what is not confirmed"
    if source.is_target and not source.is_sample and source.politeness.delay_seconds < 1:
        yield "delay_seconds is below 1; be polite"
    if source.is_target and source.reason:
        yield "reason says why a source is no target, but is_target is true; remove one of them"


def _check_selectors(source: Source) -> Iterator[str]:
    entry, detail = source.entry, source.detail
    given = {
        "entry.item": entry.item, "entry.link": entry.link, "entry.date": entry.date, "detail.title": detail.title,
        "detail.date": detail.date, "detail.source": detail.source, "detail.body": detail.body,
        **{f"detail.attachments.{i}": selector for i, selector in enumerate(detail.attachments)},
    }  # fmt: skip
    for key, selector in given.items():
        if selector is not None and not is_css(selector):
            yield f"{key} is no valid CSS selector: {selector}; mend it"
    try:
        re.compile(entry.link_pattern or "")
    except re.error as error:
        yield f"entry.link_pattern is no regular expression ({error}); mend it"


def is_css(selector: str) -> bool:
    """Tell whether both parsers that read pages understand a selector.

    >>> is_css("div.a > span:nth-child(2), #b"), is_css("div..a"), is_css("")
    (True, False, False)
    """
    try:
        CSSSelector(selector)
        LexborHTMLParser("<p>").css(selector)
    except (SelectorError, SelectolaxError, ValueError):
        return False
    return bool(selector.strip())


def _check_addresses(source: Source) -> Iterator[str]:
    """Yield addresses that no crawl can visit."""
    urls = [source.url, *(entry.url for entry in get_given_entries(source))]
    for url in filter(None, urls):
        host = urlsplit(url).hostname or ""
        if not url.startswith(("http://", "https://")) or "." not in host or " " in url:
            yield f"{url} is no http address; write it in full"
        elif _is_private(host) and not source.allow_private_addresses:
            yield f"{url} is a private address, which is never visited; set allow_private_addresses if it is yours"
    for domain in source.allowed_domains:
        if not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", domain):
            yield f"allowed_domains: {domain} is no host name; write it in lower case, without scheme, path and star"
    if source.politeness.hours and not _opens(source.politeness.hours):
        yield f"politeness.hours {source.politeness.hours} is never open; give two different hours from 0 to 24"


def _is_private(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
    return is_private_ip(host)


def _opens(hours: str) -> bool:
    start, end = map(int, hours.split("-"))
    return start != end and start <= 24 and end <= 24


def _check_paging(source: Source) -> Iterator[str]:
    """Yield declarations whose further pages can never be asked for."""
    listing = source.listing
    if isinstance(listing, StaticListing) and listing.page_url and "{n}" not in listing.page_url:
        yield "listing.page_url has no {n}; every page would be the same"
    if isinstance(listing, FormApiListing) and not any("{page}" in value for value in listing.form.values()):
        yield "listing.form has no {page}; every page would be the same"
    if isinstance(listing, SearchApiListing):
        values = "".join(listing.params.values())
        if "{page}" not in values:
            yield "listing.params has no {page}; every page would be the same"
        if any(listing.keywords) != ("{keyword}" in values):
            yield "listing.keywords and {keyword} in listing.params belong together; give both or none"


def _check_unused(source: Source) -> Iterator[str]:
    """Yield keys that nothing ever reads."""
    entry, listing = source.entry, source.listing
    is_json = isinstance(listing, FormApiListing) or (isinstance(listing, SearchApiListing) and listing.items)
    if (is_json or source.family in _GIVEN) and entry.model_fields_set:
        yield f"entry is not used by {source.family} as declared; remove it"
    if source.family in _GIVEN and source.expect.model_fields_set:
        yield f"expect is about lists, and {source.family} has none; remove it"
    hosts = [urlsplit(url).hostname or "" for url in (source.url or "", getattr(listing, "endpoint", ""))]
    for domain in source.allowed_domains:
        if "/" not in domain and any(host and (domain == host or domain.endswith(f".{host}")) for host in hosts):
            yield f"allowed_domains: {domain} is allowed already; remove it"


def _find_twins(registry: Mapping[str, Source]) -> Iterator[str]:
    """Yield sources that would collect what another one collects."""
    seen: dict[str, str] = {}
    for name, source in sorted(registry.items()):
        if not source.is_target:
            continue
        for key, what in _get_places(source):
            first = seen.setdefault(key, name)
            if first != name:
                yield f"{name}.yml: has {what} of {first}; keep one of them"


def _get_places(source: Source) -> Iterator[tuple[str, str]]:
    """Yield what identifies the list, or each document, of a source, however its address is written."""
    for entry in get_given_entries(source):
        yield _normalise(entry.url), f"the document {entry.url}"
    request = get_first_request(source)
    if request is None:
        return
    listing = source.listing
    more = [request.form, getattr(listing, "tag_id", None), sorted(getattr(listing, "keywords", ()))]
    yield f"{_normalise(request.url)} {more}", "the address"


def _normalise(url: str) -> str:
    """Return an address without what does not tell pages apart.

    >>> _normalise("https://www.a.example/x/index.html") == _normalise("http://a.example/x/")
    True
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    path = re.sub(r"/(?:index|default)\.(?:s?html?|jsp|aspx?)$", "/", parts.path).rstrip("/")
    return f"{host}{path}?{parts.query}"


def _find_forbidden_hosts(registry: Mapping[str, Source]) -> Iterator[str]:
    """Yield targets on a host that another declaration says must not be crawled."""
    closed = {urlsplit(source.url or "").hostname: name for name, source in registry.items() if not source.is_target}
    for name, source in sorted(registry.items()):
        for host in source.domains if source.is_target else ():
            if host in closed:
                yield f"{name}.yml: {host} is no target after {closed[host]}.yml; decide which of them is right"
