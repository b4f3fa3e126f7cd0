"""Colours, fonts and the style sheet: one place for how things look."""

from __future__ import annotations

from pathlib import Path

INK = "#1f2a37"
MUTED = "#6b7785"
GRID = "#e6eaef"
BASE = "#3b6ea5"  # counts
SOFT = "#a9c4e0"  # counts beside the main series
ACCENT = "#c8553d"  # money, and the line of 2026-02-01
EMPTY = "#cfd5dc"  # not stated
PALETTE = (BASE, ACCENT, "#5a9e8f", "#d9a441", "#7b6fb0", "#8b98a5", "#b0647e", "#4f8fbf", "#9aa84f", "#a5765a")
FONTS = ", ".join(
    (
        '"Source Sans"',
        '"Noto Sans CJK SC"',
        '"Noto Sans SC"',
        '"PingFang SC"',
        '"Hiragino Sans GB"',
        '"Microsoft YaHei"',
        "sans-serif",
    )
)

FIELD_COLOURS = {
    "authority": "#cfe3f7",
    "region": "#d5ebe4",
    "date": "#e4e0f5",
    "party": "#fde2c4",
    "platform": "#cdeef0",
    "conduct": "#f9d5de",
    "citation": "#e3ecb8",
    "penalty": "#f7c8ba",
    "amount": "#f4e7a6",
}

STYLE = Path(__file__).with_name("style.css")
