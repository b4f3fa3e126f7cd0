"""The types that travel through the project: a page read from a document, and the facts read from the page.

Everything is frozen; JSON leaves out a record's fields that hold their default. Offsets count characters of
`PageText.plain`; for every `Span` of a record `plain[span.start:span.end]` is the quoted text. `None` means "the text
does not say"; zero means zero.

What an extractor asks first is cheap: `Hits.holds(span, kind)` tells from the page's single dictionary pass whether
a word of the kind stands in the span, `Hits.of(kind)` gives the rows to look into by place. Patterns run only where
such a word, or a literal found by `in`, stands. A search leaps over text only when every alternative of its pattern
begins with a literal character: what must stand before a word is better looked back for after it, 罚(?<=被罚).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct


class Span(Struct, frozen=True, order=True, array_like=True, gc=False):
    """A half-open range of characters, `[start, end)`, in `PageText.plain` unless said otherwise."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, plain: str) -> str:
        """Return the text this span quotes.

        >>> Span(2, 6).of("现对某公司罚款")
        '某公司罚'
        """
        return plain[self.start : self.end]

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


class OffsetMap(Struct, frozen=True):
    """Where each stretch of the clean text stood in the decoded source text.

    Three parallel tuples describe ascending, disjoint runs of characters copied one for one:
    `plain[plain_starts[i] : plain_starts[i] + lengths[i]]` came from
    `source[source_starts[i] : source_starts[i] + lengths[i]]`.
    Characters of `plain` outside every run (inserted line breaks) have no source.
    """

    plain_starts: tuple[int, ...]
    source_starts: tuple[int, ...]
    lengths: tuple[int, ...]

    def to_source(self, span: Span) -> Span | None:
        """Return the smallest source range that covers the span's mapped characters, or None when none is mapped."""
        first = max(bisect_right(self.plain_starts, span.start) - 1, 0)
        bounds: list[tuple[int, int]] = []
        for i in range(first, len(self.plain_starts)):
            run = self.plain_starts[i]
            if run >= span.end:
                break
            low, high = max(run, span.start), min(run + self.lengths[i], span.end)
            if low < high:
                shift = self.source_starts[i] - run
                bounds.append((low + shift, high + shift))
        if not bounds:
            return None
        return Span(min(low for low, _ in bounds), max(high for _, high in bounds))


class BlockKind(StrEnum):
    """What the page says a line is; the outline decides what it means."""

    TEXT = "text"
    HEADING = "heading"  # markdown #, html h1–h6
    BOLD = "bold"  # the whole line is bold or strong
    TABLE = "table"  # one line a row, cells joined by a tab


class Block(Struct, frozen=True):
    """One line of `PageText.plain`, without its line break."""

    span: Span
    kind: BlockKind
    level: int | None = None  # 1–6 of a heading
    table: int | None = None  # index into `Page.tables` for a table row


class PageText(Struct, frozen=True):
    """The clean text of an article: one paragraph a line, no blank lines.

    Digits and letters are half width, commas and the like in Chinese sentences full width. `blocks` covers `plain`
    line by line, in order. `offsets` leads back to the decoded source.
    """

    plain: str
    blocks: tuple[Block, ...]
    offsets: OffsetMap

    def lines(self) -> Iterator[tuple[Block, str]]:
        for block in self.blocks:
            yield block, block.span.of(self.plain)


class Table(Struct, frozen=True):
    """Cells of a table as text, merged cells repeated, with the span of each row's line in `plain`."""

    rows: tuple[tuple[str, ...], ...]
    row_spans: tuple[Span, ...]
    has_header: bool


class AttachmentLink(Struct, frozen=True, omit_defaults=True):
    url: str
    name: str
    media_type: str | None = None


class Page(Struct, frozen=True):
    """What a reader makes of a document's bytes."""

    document_id: str
    family: str  # html, wechat, archive_markdown, plain_text, pdf, sheet, word
    title: str | None
    published_date: date | None  # stated by the page itself, never guessed from the clock or the crawl
    issuer_line: str | None  # 来源 line, site name, or the WeChat account's name, verbatim
    text: PageText
    tables: tuple[Table, ...] = ()
    attachments: tuple[AttachmentLink, ...] = ()
    flags: tuple[str, ...] = ()  # truncated, title_only, needs_ocr, image_list …
    url: str | None = None


class Origin(StrEnum):
    """How a value came to be: said by the text, concluded from it, given by the list page, looked up, or reviewed."""

    STATED = "stated"
    INFERRED = "inferred"
    LISTING = "listing"
    LOOKUP = "lookup"
    REVIEW = "review"


class Evidence(Struct, frozen=True, omit_defaults=True):
    """The proof of one value. `rule_id` names the rule that found it, as `module.rule`."""

    span: Span
    rule_id: str
    origin: Origin = Origin.STATED


class Money(Struct, frozen=True, omit_defaults=True):
    """A sum of money. `amount` is None for a range, a vague sum (数十万元) or 顶格罚款."""

    amount: Decimal | None
    currency: str = "CNY"
    approximate: bool = False


class AuthorityMention(Struct, frozen=True, omit_defaults=True):
    name: str  # verbatim short name
    evidence: Evidence
    authority_id: str | None = None
    region_code: str | None = None


class RegionMention(Struct, frozen=True):
    name: str  # official full name, 湖南省郴州市汝城县; 全国 for a central body
    region_code: str | None  # GB/T 2260, six digits; "000000" for 全国
    evidence: Evidence


class DateRole(StrEnum):
    CONDUCT = "conduct"
    DECIDED = "decided"
    ANNOUNCED = "announced"


class DateMention(Struct, frozen=True):
    value: str  # ISO, may be partial: 2025, 2025-12, 2025-12-03
    role: DateRole
    evidence: Evidence


class Party(Struct, frozen=True, omit_defaults=True):
    name: str
    type: str  # company institution government person account app website platform group unknown
    masked: bool
    evidence: Evidence
    platform: str | None = None  # brand that hosts the account, shop or live room, as written
    credit_code: str | None = None  # 统一社会信用代码


class PlatformMention(Struct, frozen=True, omit_defaults=True):
    name: str  # brand as written
    evidence: Evidence
    platform_id: str | None = None


class Conduct(Struct, frozen=True, omit_defaults=True):
    code: str  # a code of the guide's conduct list
    evidence: Evidence
    taxonomy_code: str | None = None  # ADV-01 …


class CitationForm(StrEnum):
    FULL = "full"
    SHORT = "short"
    BACK_REFERENCE = "back_reference"


class Citation(Struct, frozen=True, omit_defaults=True):
    """One instrument × article × paragraph × item."""

    statute: str  # text inside 《》 without 中华人民共和国; for a back-reference the name it stands for
    evidence: Evidence
    form: CitationForm = CitationForm.FULL
    statute_id: str | None = None
    version: str | None = None
    article: int | None = None
    sub_article: int | None = None  # 第二百八十七条之二 → 2
    paragraph: int | None = None
    item: int | None = None
    role: str | None = None  # violated | basis


class Penalty(Struct, frozen=True, omit_defaults=True):
    type: str  # a code of the guide's penalty list
    evidence: Evidence
    money: Money | None = None
    days: int | None = None
    on: str | None = None  # the party who bears it, when the text tells several apart


class OtherAmount(Struct, frozen=True):
    """Money that is no penalty."""

    kind: str  # illegal_gain case_value price damage other
    money: Money
    evidence: Evidence


class App(Struct, frozen=True, omit_defaults=True):
    name: str
    evidence: Evidence
    kind: str = "app"  # app mini_program sdk
    version: str | None = None
    store: str | None = None
    operator: str | None = None
    issues: tuple[str, ...] = ()  # problem classes as written


class Metric(Struct, frozen=True):
    value: Decimal
    unit: str | None
    evidence: Evidence


class MeasureArticle(Struct, frozen=True, omit_defaults=True):
    """An article of a law or measure whose text a document carries."""

    article: int
    span: Span
    chapter: str | None = None
    statute_id: str | None = None  # the rule whose text this is; a digest may carry several


class Finding(Struct, frozen=True, omit_defaults=True):
    """Something a person should look at: a difference, a refusal, a doubt. Never a mere log line."""

    code: str  # count_mismatch, unreadable, unassigned_statute …
    message: str  # names the file or place and what to do
    severity: str = "warning"  # info warning error
    span: Span | None = None


class CaseRecord(Struct, frozen=True, omit_defaults=True):
    number: int  # 1, 2, 3 … in order of appearance
    span: Span
    heading: Span | None
    authorities: tuple[AuthorityMention, ...] = ()
    region: RegionMention | None = None
    dates: tuple[DateMention, ...] = ()
    parties: tuple[Party, ...] = ()
    platforms: tuple[PlatformMention, ...] = ()
    conduct: tuple[Conduct, ...] = ()
    citations: tuple[Citation, ...] = ()
    penalties: tuple[Penalty, ...] = ()
    other_amounts: tuple[OtherAmount, ...] = ()


class Stated(Struct, frozen=True, omit_defaults=True):
    """A notice-level value with its proof; `evidence` is None when the value comes from the page's head."""

    value: str
    evidence: Evidence | None = None


class NoticeRecord(Struct, frozen=True, omit_defaults=True):
    """Everything read from one document."""

    document_id: str
    title: str | None
    published_date: date | None
    kind: str
    usable: bool
    plain: str
    issuer: Stated | None = None
    issuer_authority_id: str | None = None
    declared_count: int | None = None
    declared_evidence: Evidence | None = None
    cases: tuple[CaseRecord, ...] = ()
    apps: tuple[App, ...] = ()
    metrics: tuple[Metric, ...] = ()
    measure_articles: tuple[MeasureArticle, ...] = ()
    measure_statute_id: str | None = None
    flags: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    attachments: tuple[AttachmentLink, ...] = ()  # files the page links to, in page order


class Hit(Struct, frozen=True):
    """One dictionary entry found in the text by the lexicon's single pass."""

    span: Span
    kind: str  # authority platform statute region penalty conduct cue …
    key: str  # id within its dictionary


class HitRows:
    """The hits of one kind as parallel lists; `Hit` objects are made when they are first asked for."""

    __slots__ = ("ends", "keys", "kind", "made", "starts")

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.keys: list[str] = []
        self.made: dict[int, Hit] = {}

    def __getitem__(self, index: int) -> Hit:
        hit = self.made.get(index)
        if hit is None:
            hit = self.made[index] = Hit(Span(self.starts[index], self.ends[index]), self.kind, self.keys[index])
        return hit

    def end_of(self, start: int) -> int:
        """Return where the hit that begins at `start` ends, -1 when none does."""
        index = bisect_left(self.starts, start)
        return self.ends[index] if index < len(self.starts) and self.starts[index] == start else -1

    def start_of(self, end: int) -> int:
        """Return where the hit that ends at `end` begins, -1 when none does."""
        index = bisect_left(self.ends, end)
        return self.starts[index] if index < len(self.ends) and self.ends[index] == end else -1

    def range_of(self, span: Span) -> range:
        """Return the indices of the hits inside the span."""
        low = bisect_left(self.starts, span.start)
        high = bisect_left(self.starts, span.end, low)
        return range(low, high - (high > low and self.ends[high - 1] > span.end))

    def within(self, span: Span) -> Iterator[Hit]:
        return map(self.__getitem__, self.range_of(span))

    def bounds(self, span: Span) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and key of the hits inside the span: `within` for those who need no objects."""
        starts, ends = self.starts, self.ends
        for index in range(bisect_left(starts, span.start), bisect_left(starts, span.end)):
            if ends[index] <= span.end:
                yield starts[index], ends[index], self.keys[index]


class Hits:
    """All hits of a page: within one kind leftmost-longest and never overlapping. Nobody changes them once made."""

    __slots__ = ("_kinds",)

    def __init__(self, items: Iterable[Hit] = (), *, rows: Iterable[HitRows] = ()) -> None:
        self._kinds = {row.kind: row for row in rows}
        for hit in items:
            row = self._kinds.setdefault(hit.kind, HitRows(hit.kind))
            row.starts.append(hit.span.start)
            row.ends.append(hit.span.end)
            row.keys.append(hit.key)

    @property
    def items(self) -> tuple[Hit, ...]:
        """All hits in order of start, the longest first."""
        hits = (row[index] for row in self._kinds.values() for index in range(len(row.starts)))
        return tuple(sorted(hits, key=_by_start))

    def of(self, kind: str) -> HitRows:
        """Return the hits of one kind."""
        return self._kinds.get(kind) or HitRows(kind)

    def holds(self, span: Span, kind: str) -> bool:
        """Return whether a hit of the kind lies inside the span; the cheapest question an extractor can ask first."""
        row = self._kinds.get(kind)
        return row is not None and len(row.range_of(span)) > 0

    def within(self, span: Span, kind: str | None = None) -> Iterator[Hit]:
        """Yield the hits that lie inside the span, of one kind when it is given, in order of start."""
        if kind is not None:
            row = self._kinds.get(kind)
            return row.within(span) if row is not None else iter(())
        return iter(sorted((hit for row in self._kinds.values() for hit in row.within(span)), key=_by_start))

    def bounds(self, span: Span, kind: str) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and key of the hits of one kind inside the span, in order of start."""
        row = self._kinds.get(kind)
        return row.bounds(span) if row is not None else iter(())


def _by_start(hit: Hit) -> tuple[int, int]:
    return hit.span.start, -hit.span.end


class Scope(Struct, frozen=True):
    """What an extractor may look at: the page's text, the case's span, and what surrounds it."""

    plain: str
    span: Span
    hits: Hits
    heading: Span | None = None
    intro: Span | None = None  # the notice's introduction, shared by all cases
    lead: Span | None = None  # in a digest, the lead line of the item that holds the case
    collective: tuple[Span, ...] = ()  # sentences that speak of every case (以上账号均已关闭)
    document_date: date | None = None
    title: str | None = None
    issuer: str | None = None
    is_only_case: bool = False

    @property
    def text(self) -> str:
        return self.span.of(self.plain)
