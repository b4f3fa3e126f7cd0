"""Chart specifications: pure functions from rows to ECharts options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboards.theme import ACCENT, BASE, EMPTY, FONTS, GRID, INK, MUTED, PALETTE, SOFT

Spec = dict[str, Any]
RULE_DATE = date(2026, 2, 1)
BUCKETS = ("zero", "under_1", "from_1", "from_5", "from_10", "from_50", "from_100", "from_1000", "not_stated")
MONEY_MEASURES = frozenset(
    {"fine", "confiscate_gains", "confiscate_goods", "fine_and_confiscation", "criminal_fine", "compensation"}
)

# Province-level regions as tiles: code → (column, row, character, letters of GB/T 2260)
TILES: Mapping[str, tuple[int, int, str, str]] = {
    "230000": (8, 0, "黑", "HL"),
    "150000": (5, 1, "蒙", "NM"),
    "220000": (8, 1, "吉", "JL"),
    "650000": (0, 2, "新", "XJ"),
    "620000": (2, 2, "甘", "GS"),
    "640000": (3, 2, "宁", "NX"),
    "140000": (5, 2, "晋", "SX"),
    "130000": (6, 2, "冀", "HE"),
    "110000": (7, 2, "京", "BJ"),
    "210000": (8, 2, "辽", "LN"),
    "630000": (2, 3, "青", "QH"),
    "610000": (4, 3, "陕", "SN"),
    "410000": (5, 3, "豫", "HA"),
    "370000": (6, 3, "鲁", "SD"),
    "120000": (7, 3, "津", "TJ"),
    "540000": (1, 4, "藏", "XZ"),
    "510000": (3, 4, "川", "SC"),
    "500000": (4, 4, "渝", "CQ"),
    "420000": (5, 4, "鄂", "HB"),
    "340000": (6, 4, "皖", "AH"),
    "320000": (7, 4, "苏", "JS"),
    "310000": (8, 4, "沪", "SH"),
    "530000": (3, 5, "滇", "YN"),
    "520000": (4, 5, "黔", "GZ"),
    "430000": (5, 5, "湘", "HN"),
    "360000": (6, 5, "赣", "JX"),
    "330000": (7, 5, "浙", "ZJ"),
    "450000": (4, 6, "桂", "GX"),
    "440000": (5, 6, "粤", "GD"),
    "350000": (6, 6, "闽", "FJ"),
    "710000": (7, 6, "台", "TW"),
    "460000": (4, 7, "琼", "HI"),
    "820000": (5, 7, "澳", "MO"),
    "810000": (6, 7, "港", "HK"),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its length, and whether it stands out or back."""

    name: str
    value: int
    is_accent: bool = False
    is_muted: bool = False
    tail: str = ""  # written behind the number


def _frame(**parts: Any) -> Spec:
    return {
        "textStyle": {"fontFamily": FONTS, "color": INK},
        "color": list(PALETTE),
        "animationDuration": 300,
        "grid": {"left": 8, "right": 16, "top": 36, "bottom": 8, "containLabel": True},
        **parts,
    }


def _value_axis(name: str = "", **parts: Any) -> Spec:
    return {
        "type": "value",
        "name": name,
        "minInterval": 1,
        "nameTextStyle": {"color": MUTED, "align": "left"},
        "axisLabel": {"color": MUTED},
        "splitLine": {"lineStyle": {"color": GRID}},
        **parts,
    }


def _category_axis(names: Sequence[str], **parts: Any) -> Spec:
    return {
        "type": "category",
        "data": list(names),
        "axisTick": {"show": False},
        "axisLine": {"lineStyle": {"color": GRID}},
        "axisLabel": {"color": MUTED},
        **parts,
    }


def _rule_position(months: Sequence[date]) -> int | None:
    """Return how many months lie before the first of February 2026, or None when it lies outside of them."""
    if not months or not months[0] <= RULE_DATE <= months[-1]:
        return None
    return sum(1 for month in months if month < RULE_DATE)


def has_rule(months: Sequence[date]) -> bool:
    """Return whether a chart of these months shows the line of February 2026."""
    return _rule_position(months) is not None


def _add_rule(spec: Spec, months: Sequence[date], name: str) -> Spec:
    """Return the chart with the dashed line between January and February 2026, when it lies within the months.

    A category axis knows no place between two months, so the line stands on a hidden axis of numbers beside it.
    """
    position = _rule_position(months)
    if position is None:
        return spec
    ruler = {"type": "value", "min": 0, "max": len(months), "show": False}
    line = {"type": "line", "name": name, "xAxisIndex": 1, "data": [], "markLine": _rule_line(position, name)}
    return {**spec, "xAxis": [spec["xAxis"], ruler], "series": [*spec["series"], line]}


def _rule_line(position: int, name: str) -> Spec:
    return {
        "silent": True,
        "symbol": "none",
        "lineStyle": {"color": ACCENT, "type": "dashed", "width": 1.5},
        "label": {"formatter": name, "color": ACCENT, "position": "end", "distance": 4},
        "data": [{"xAxis": position}],
    }


def chart_trend(
    months: Sequence[date], fined: Sequence[int], others: Sequence[int], *, names: tuple[str, str], rule_name: str
) -> Spec:
    """Return stacked columns a month: cases with a fine, and cases with other levers only.

    The dashed line stands at the beginning of February 2026, when it lies within the months.
    """
    top: Spec = {"name": names[0], "type": "bar", "stack": "all", "data": list(others), "itemStyle": {"color": SOFT}}
    low: Spec = {"name": names[1], "type": "bar", "stack": "all", "data": list(fined), "itemStyle": {"color": ACCENT}}
    low["barMaxWidth"] = top["barMaxWidth"] = 26
    spec = _frame(
        tooltip={"trigger": "axis", "axisPointer": {"type": "shadow"}},
        legend={
            "data": [*reversed(names)],
            "bottom": 0,
            "left": 0,
            "itemWidth": 12,
            "itemHeight": 12,
            "textStyle": {"color": MUTED},
        },
        grid={"left": 8, "right": 16, "top": 36, "bottom": 36, "containLabel": True},
        xAxis=_category_axis([f"{month:%Y-%m}" for month in months]),
        yAxis=_value_axis(),
        series=[low, top],
    )
    return _add_rule(spec, months, rule_name)


def chart_bars(bars: Sequence[Bar], *, is_selectable: bool = False, label_width: int = 150) -> Spec:
    """Return horizontal bars, the first one on top, each with its number (and tail) behind it."""
    data = [
        {
            "value": bar.value,
            "itemStyle": {
                "color": ACCENT if bar.is_accent else EMPTY if bar.is_muted else BASE,
                "borderRadius": [0, 3, 3, 0],
            },
            "label": {"formatter": "{c}" + (f"  {bar.tail}" if bar.tail else "")},
        }
        for bar in bars
    ]
    series: Spec = {
        "type": "bar",
        "data": data,
        "barMaxWidth": 16,
        "label": {"show": True, "position": "right", "color": MUTED},
    }
    if is_selectable:
        series |= {"selectedMode": "single", "cursor": "pointer", "select": {"itemStyle": {"borderColor": INK}}}
    label = {"color": INK, "width": label_width, "overflow": "truncate"}
    return _frame(
        tooltip={"trigger": "item", "formatter": "{b}：{c}"},
        grid={"left": 8, "right": 64, "top": 6, "bottom": 6, "containLabel": True},
        xAxis=_value_axis(axisLabel={"show": False}, splitLine={"show": False}),
        yAxis=_category_axis([bar.name for bar in bars], inverse=True, axisLabel=label, axisLine={"show": False}),
        series=[series],
    )


def chart_fines(counts: Mapping[str, int], names: Mapping[str, str], *, axis_name: str) -> Spec:
    """Return columns of fines by size; fines without a stated sum stand apart, in grey."""
    data = [
        {"value": counts.get(code, 0), "itemStyle": {"color": EMPTY if code == "not_stated" else ACCENT}}
        for code in BUCKETS
    ]
    return _frame(
        tooltip={"trigger": "item", "formatter": "{b}：{c}"},
        xAxis=_category_axis(
            [names[code] for code in BUCKETS],
            axisLabel={"color": MUTED, "interval": 0, "fontSize": 10, "width": 50, "overflow": "break"},
        ),
        yAxis=_value_axis(axis_name),
        series=[
            {
                "type": "bar",
                "data": data,
                "barMaxWidth": 44,
                "label": {"show": True, "position": "top", "color": MUTED},
            }
        ],
    )


def chart_regions(counts: Mapping[str, int], names: Mapping[str, str], *, is_latin: bool = False) -> Spec:
    """Return a tile map: one square a province-level region, darker with more cases, grey with none.

    Squares stand roughly where the regions lie; `counts` and `names` go by region code. `is_latin` writes letters on
    the tiles instead of characters.
    """
    peak = max((counts.get(code, 0) for code in TILES), default=0) or 1
    data = [
        {
            "name": names.get(code, sign),
            "value": [column, row, counts.get(code, 0)],
            "label": {
                "formatter": f"{sign}\n{counts[code]}" if counts.get(code) else sign,
                "color": "#fff" if counts.get(code, 0) > peak * 0.55 else INK,
            },
            **({} if counts.get(code) else {"itemStyle": {"color": "#eef1f4"}}),
        }
        for code, (column, row, character, letters) in TILES.items()
        for sign in [letters if is_latin else character]
    ]
    hidden = {"show": False}
    axis = {"type": "category", "axisLine": hidden, "axisTick": hidden, "axisLabel": hidden, "splitLine": hidden}
    return _frame(
        tooltip={"trigger": "item", "formatter": "{b}"},
        grid={"left": 2, "right": 2, "top": 4, "bottom": 4},
        xAxis={**axis, "data": [str(n) for n in range(9)]},
        yAxis={**axis, "data": [str(n) for n in range(8)], "inverse": True},
        visualMap={"show": False, "min": 0, "max": peak, "dimension": 2, "inRange": {"color": ["#dbe7f3", BASE]}},
        series=[
            {
                "type": "heatmap",
                "data": data,
                "label": {"show": True, "fontSize": 12, "lineHeight": 15},
                "itemStyle": {"borderColor": "#fff", "borderWidth": 3, "borderRadius": 6},
            }
        ],
    )


def chart_months(months: Sequence[date], counts: Sequence[int], *, rule_name: str) -> Spec:
    """Return plain columns a month, with the line of February 2026 when it lies within."""
    series: Spec = {"type": "bar", "data": list(counts), "itemStyle": {"color": BASE}, "barMaxWidth": 26}
    spec = _frame(
        tooltip={"trigger": "axis", "axisPointer": {"type": "shadow"}},
        xAxis=_category_axis([f"{month:%Y-%m}" for month in months]),
        yAxis=_value_axis(),
        series=[series],
    )
    return _add_rule(spec, months, rule_name)


@dataclass(frozen=True, slots=True)
class Score:
    """The measured F1 of one field with its interval; parts that were not measured are None."""

    name: str
    f1: float | None
    low: float | None
    high: float | None


def chart_accuracy(scores: Sequence[Score]) -> Spec:
    """Return one dot a field at its F1, on a line from the low to the high end of its interval."""
    shown = [score for score in scores if score.f1 is not None]
    dots = [[round(score.f1 or 0, 4), index] for index, score in enumerate(shown)]
    lines = [
        {"coords": [[score.low, index], [score.high, index]]}
        for index, score in enumerate(shown)
        if score.low is not None and score.high is not None
    ]
    lowest = min((score.low if score.low is not None else score.f1 or 0 for score in shown), default=0)
    return _frame(
        tooltip={"trigger": "item", "formatter": "{c}"},
        grid={"left": 8, "right": 48, "top": 8, "bottom": 8, "containLabel": True},
        xAxis=_value_axis(min=max(0, int(lowest * 10) / 10 - 0.1), max=1, minInterval=0),
        yAxis=_category_axis(
            [f"{score.name}  {score.f1:.2f}" for score in shown], inverse=True, axisLabel={"color": INK}
        ),
        series=[
            {
                "type": "lines",
                "coordinateSystem": "cartesian2d",
                "data": lines,
                "lineStyle": {"color": SOFT, "width": 5, "opacity": 1, "cap": "round"},
                "silent": True,
            },
            {
                "type": "scatter",
                "data": dots,
                "symbolSize": 10,
                "itemStyle": {"color": BASE},
            },
        ],
    )


def chart_history(times: Sequence[str], scores: Mapping[str, Sequence[float | None]]) -> Spec:
    """Return one line a field: its F1 at every measurement, gaps where it was not measured."""
    return _frame(
        tooltip={"trigger": "axis"},
        legend={"type": "scroll", "bottom": 0, "textStyle": {"color": MUTED}},
        grid={"left": 8, "right": 16, "top": 12, "bottom": 40, "containLabel": True},
        xAxis=_category_axis(times),
        yAxis=_value_axis(min=0.5, max=1, minInterval=0),
        series=[
            {"name": name, "type": "line", "data": list(values), "connectNulls": False}
            for name, values in scores.items()
        ],
    )


def chart_declared(pairs: Sequence[tuple[str, int, int]], *, names: tuple[str, str]) -> Spec:
    """Return one dot a notice: the number it declares against the number read; on the line they agree."""
    peak = max((max(declared, parsed) for _, declared, parsed in pairs), default=1)
    data = [
        {"name": title, "value": [declared, parsed], "itemStyle": {"color": BASE if declared == parsed else ACCENT}}
        for title, declared, parsed in pairs
    ]
    line = {
        "silent": True,
        "symbol": "none",
        "lineStyle": {"color": MUTED, "type": "dashed", "width": 1},
        "data": [[{"coord": [0, 0]}, {"coord": [peak, peak]}]],
    }
    return _frame(
        tooltip={"trigger": "item", "formatter": "{b}<br>{c}"},
        grid={"left": 16, "right": 24, "top": 32, "bottom": 28, "containLabel": True},
        xAxis=_value_axis(names[0], nameLocation="middle", nameGap=28, max=peak),
        yAxis=_value_axis(names[1], max=peak),
        series=[{"type": "scatter", "data": data, "symbolSize": 9, "itemStyle": {"opacity": 0.7}, "markLine": line}],
    )
