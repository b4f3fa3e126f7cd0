"""Source: one column of one authority, declared in YAML, and the registry that reads the declarations."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from datetime import timedelta, timezone
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

BEIJING = timezone(timedelta(hours=8))  # in which sources publish and are open
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the fast one where there is one
SOURCES_FOLDER = Path(__file__).parent / "sources"
REPLICA_FOLDER = Path(__file__).parent / "replica" / "sources"


class SourceError(ValueError):
    """A declaration is wrong; the message names the file, the key and the remedy."""

    def __init__(self, path: Path, message: str) -> None:
        super().__init__(message)
        self.source_id = path.stem


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class EntrySelectors(_Model):
    """Where the entries of a list page are.

    Without `item` every link that matches `link_pattern` is an entry, and the date is looked for in the widest
    element around it that holds no other entry.
    """

    item: str | None = None
    link: str = "a[href]"
    date: str | None = None
    link_pattern: str | None = None  # a regular expression for the address of a detail page


class DetailSelectors(_Model):
    """CSS selectors of a detail page; a comma gives alternatives, and of a `meta` element the content counts."""

    title: str | None = None
    date: str | None = None
    source: str | None = None
    body: str | None = None
    attachments: tuple[str, ...] = ()


class JpaasListing(_Model):
    """Hanweb jpaas: a shell page names the query, the API answers with JSON that holds an HTML fragment."""

    family: Literal["jpaas"]
    web_id: str | None = None
    page_id: str | None = None
    tpl_set_id: str | None = None
    tag_id: str | None = None
    parse_type: Literal["buildstatic", "bulidstatic"] = "buildstatic"
    page_size: int | None = Field(default=None, ge=1, le=100)

    @property
    def is_known(self) -> bool:
        """Tell whether the API can be asked without reading the shell page first."""
        return bool(self.web_id and self.page_id and self.tpl_set_id and self.tag_id)


class HanwebListing(_Model):
    """Hanweb jpage: CDATA records in the page, further ones from `dataproxy.jsp`."""

    family: Literal["hanweb"]
    proxy: str = "/module/web/jpage/dataproxy.jsp"
    per_page: int = Field(default=45, ge=1, le=200)


class StaticListing(_Model):
    """Static pages; the family says what page 2 is called. `page_url` overrides the name, with `{n}` for the number."""

    family: Literal["static_zero_based", "static_one_based", "static_list_n", "static_id_n"]
    page_url: str | None = None


class FormApiListing(_Model):
    """A form that answers with JSON. `{page}` in a form value is the page number."""

    family: Literal["form_api"]
    endpoint: str
    form: Mapping[str, str]
    items: str = "list"
    url_field: str = "infourl"
    title_field: str = "topic"
    date_field: str = "pubtime"
    page_size: int = Field(default=20, ge=1, le=100)


class SearchApiListing(_Model):
    """A search that answers to GET with JSON (`items` names the list) or HTML. `{page}` and `{keyword}` are filled."""

    family: Literal["search_api"]
    endpoint: str
    params: Mapping[str, str]
    keywords: tuple[str, ...] = ("",)
    items: str | None = None
    url_field: str = "url"
    title_field: str = "title"
    date_field: str = "date"


class DocumentListing(_Model):
    """Single documents given by their addresses."""

    family: Literal["documents"]
    urls: tuple[str, ...] = Field(min_length=1)


class WechatListing(_Model):
    """WeChat articles given by their addresses; an account's history is not crawled."""

    family: Literal["wechat"]
    urls: tuple[str, ...] = ()


Listings = Annotated[
    JpaasListing | HanwebListing | StaticListing | FormApiListing | SearchApiListing | DocumentListing | WechatListing,
    Field(discriminator="family"),
]
FAMILIES = (
    "jpaas", "hanweb", "static_zero_based", "static_one_based", "static_list_n", "static_id_n", "form_api",
    "search_api", "documents", "wechat",
)  # fmt: skip


# How the systems mark up a detail page; a source's own selectors win.
_META = {"title": "meta[name=ArticleTitle]", "date": "meta[name=PubDate]", "source": "meta[name=ContentSource]"}
_DETAIL_BY_FAMILY: dict[str, dict[str, Any]] = {
    "jpaas": {
        **_META,
        "body": "#con_con, div.Three_xilan_07, div.zt_xilan_07",
        "attachments": ["ul.contentLeft0102box a", "iframe[fileurl]"],
    },
    "hanweb": {
        "title": "td#artTitMob, meta[name=ArticleTitle]",
        "date": ".mobile_time.shareWarpTime, meta[name=PubDate]",
        "source": ".mobile_time.shareFromz, meta[name=ContentSource]",
        "body": "div#c, #zoom",
    },
    "wechat": {"title": "#activity-name", "source": "#js_name", "body": "#js_content"},
}


class Politeness(_Model):
    """How a host is treated."""

    delay_seconds: float = Field(default=3.0, ge=0)
    timeout_seconds: float = Field(default=60.0, gt=0)
    concurrency: int = Field(default=1, ge=1, le=16)
    max_list_pages: int = Field(default=200, ge=1)
    max_documents: int = Field(default=500, ge=1)
    max_bytes: int = Field(default=1_000_000_000, ge=1)  # of one run, as are the other caps
    max_seconds: float = Field(default=6 * 3600, gt=0)
    max_wait_seconds: float = Field(default=120, ge=0)  # a longer Retry-After ends the run
    overlap_pages: int = Field(default=1, ge=0)
    refetch_days: int = Field(default=14, ge=0)
    hours: str | None = Field(default=None, pattern=r"^\d{1,2}-\d{1,2}$")  # Beijing time, 22-6 runs over midnight
    referer: bool = True
    legacy_tls: bool = False
    verify_certificates: bool = True

    def is_open(self, hour: int) -> bool:
        """Tell whether an hour lies in the window of visits.

        >>> [Politeness(hours="22-6").is_open(hour) for hour in (23, 5, 6, 12)], Politeness().is_open(3)
        ([True, True, False, False], True)
        """
        if self.hours is None:
            return True
        start, end = map(int, self.hours.split("-"))
        return start <= hour < end if start <= end else hour >= start or hour < end


class Expectation(_Model):
    """What a healthy run yields."""

    min_entries: int = Field(default=1, ge=0)
    newest_within_days: int | None = Field(default=None, ge=1)


class Source(_Model):
    """One column of one authority. `mark` says how well it is known: V2 twice seen, V1 once, U not confirmed."""

    source_id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    name_zh: str
    name_en: str
    authority: str | None = None  # full name, as in the authorities of the reference data
    region_code: str | None = Field(default=None, pattern=r"^\d{6}$")
    url: str | None = None
    mark: Literal["V2", "V1", "U"] = "U"
    is_target: bool = True
    reason: str | None = None  # why it is no target
    is_sample: bool = False
    allow_private_addresses: bool = False
    allowed_domains: tuple[str, ...] = ()
    listing: Listings | None = None
    entry: EntrySelectors = EntrySelectors()
    detail: DetailSelectors = DetailSelectors()
    politeness: Politeness = Politeness()
    expect: Expectation = Expectation()
    caveats: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def fill_detail(cls, data: Any) -> Any:
        family = (
            data.get("listing", {}).get("family") if isinstance(data, dict) and _is_map(data.get("listing")) else None
        )
        if family in _DETAIL_BY_FAMILY and _is_map(data.get("detail", {})):
            return {**data, "detail": {**_DETAIL_BY_FAMILY[family], **_stated(data.get("detail", {}))}}
        return data

    @model_validator(mode="after")
    def check_target(self) -> Self:
        if not self.is_target and not self.reason:
            raise ValueError("a source that is no target needs a reason; add the key reason")
        if self.is_target and self.listing is None:
            raise ValueError("a target needs to know its list mechanism; add the key listing with a family")
        if self.listing is not None and self.listing.family not in ("documents", "wechat") and not self.url:
            raise ValueError("a list needs an address; add the key url")
        return self

    @property
    def family(self) -> str:
        """Return the list mechanism; none when the source is only listed."""
        return self.listing.family if self.listing else "none"

    @cached_property
    def domains(self) -> tuple[str, ...]:
        """Return the hosts a crawl of this source may visit."""
        given = [self.url or "", *getattr(self.listing, "urls", ()), getattr(self.listing, "endpoint", "")]
        hosts = [host for url in given if (host := urlsplit(url).hostname)]
        if self.family == "wechat" and not self.is_sample:
            hosts.append("mp.weixin.qq.com")
        return tuple(dict.fromkeys([*hosts, *self.allowed_domains]))


def load_sources(folder: Path | None = None) -> dict[str, Source]:
    """Return the declarations of a folder by their id; by default all, the replica's columns (`is_sample`) among them.

    Raises SourceError on a wrong file.
    """
    return {source.source_id: source for source in map(load_source, _find_declarations(folder))}


def load_usable_sources(folder: Path | None = None) -> tuple[dict[str, Source], list[SourceError]]:
    """Return the declarations that are right, by their id, and what is wrong with the others."""
    usable, wrong = {}, []
    for path in _find_declarations(folder):
        try:
            usable[path.stem] = load_source(path)
        except SourceError as error:
            wrong.append(error)
    return usable, wrong


def load_replica_sources() -> dict[str, Source]:
    """Return the columns of the bundled site of fictional notices."""
    return load_sources(REPLICA_FOLDER)


def load_source(path: Path) -> Source:
    """Return one declaration. Raises SourceError, which names the file, the key and the remedy."""
    try:
        data = yaml.load(path.read_text("utf-8"), Loader=_LOADER)
    except OSError as error:
        raise SourceError(path, f"{path.name}: {error.strerror}; check the file and its rights") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SourceError(path, f"{path.name}: not readable as YAML ({_one_line(error)}); mend the file") from error
    if not isinstance(data, dict):
        raise SourceError(path, f"{path.name}: holds no keys; see docs/add-a-source.md")
    try:
        source = Source.model_validate(data)
    except ValidationError as error:
        lines = "\n".join(_explain(path.name, detail) for detail in error.errors())
        raise SourceError(path, lines) from error
    if source.source_id != path.stem:
        raise SourceError(path, f"{path.name}: source_id is {source.source_id}; name the file {source.source_id}.yml")
    return source


def group_by_host(sources: Iterable[Source]) -> dict[str, list[Source]]:
    """Return the sources by host; those that visit a host in common stand together, so that it has one queue."""
    groups: list[tuple[set[str], list[Source]]] = []
    for source in sources:
        hosts, members = set(source.domains), [source]
        for group in [group for group in groups if _overlap(group[0], hosts)]:
            groups.remove(group)
            hosts, members = group[0] | hosts, [*group[1], *members]
        groups.append((hosts, members))
    return {(members[0].domains or ("",))[0]: members for _, members in groups}


def _overlap(hosts: set[str], others: set[str]) -> bool:
    return any(a == b or a.endswith(f".{b}") or b.endswith(f".{a}") for a in hosts for b in others)


def _find_declarations(folder: Path | None) -> list[Path]:
    folders = (folder,) if folder else (SOURCES_FOLDER, REPLICA_FOLDER)
    return [path for place in folders for path in sorted(place.glob("*.yml"))]


def _is_map(value: Any) -> bool:
    return isinstance(value, dict)


def _stated(detail: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in detail.items() if value}


def _explain(name: str, error: Mapping[str, Any]) -> str:
    where = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        return f"{name}: {where}: unknown key{_suggest(str(error['loc'][-1]))}"
    if error["type"] == "missing":
        return f"{name}: {where}: missing; add it"
    if error["type"] in ("union_tag_invalid", "union_tag_not_found"):
        return f"{name}: {where}.family: {error['msg']}"
    message = error["msg"].removeprefix("Value error, ")
    return f"{name}: {where + ': ' if where else ''}{message}"


def _suggest(key: str) -> str:
    models = (Source, EntrySelectors, DetailSelectors, JpaasListing, HanwebListing, StaticListing, FormApiListing,
              SearchApiListing, DocumentListing, Politeness, Expectation)  # fmt: skip
    names = sorted({name for model in models for name in model.model_fields})
    near = difflib.get_close_matches(key, names, n=1)
    return f"; did you mean {near[0]}?" if near else "; remove it"


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
