"""Colours, fonts and the style sheet: one place for how things look."""

from __future__ import annotations

INK = "#1f2a37"
MUTED = "#6b7785"
GRID = "#e6eaef"
BASE = "#3b6ea5"  # counts
SOFT = "#a9c4e0"  # counts beside the main series
ACCENT = "#c8553d"  # money, and the line of 2026-02-01
EMPTY = "#cfd5dc"  # not stated
FONTS = '"Source Sans", "Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", sans-serif'

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

STYLE = """
<style>
html, body, [class*="st-"] { font-variant-east-asian: normal; }
.block-container { padding-top: 4.4rem; padding-bottom: 3rem; max-width: 1360px; }
h1 { font-size: 1.55rem !important; padding: 0.2rem 0 !important; }
h3 { font-size: 1.06rem !important; padding: 0.4rem 0 0.1rem !important; }
[data-testid="stMetricValue"] { font-size: 1.6rem; }
[data-testid="stMetricLabel"] { color: #6b7785; }
.zf-lead { color: #4a5663; margin: 0 0 0.2rem; line-height: 1.65; }
.zf-text { white-space: pre-wrap; line-height: 2.05; font-size: 1.02rem; padding: 0.9rem 1.1rem; background: #fcfcfd;
  border: 1px solid #e6eaef; border-radius: 8px; overflow-wrap: anywhere; }
.zf-text mark { color: inherit; padding: 0.12em 0.08em; border-radius: 3px; position: relative; cursor: help;
  scroll-margin-top: 6rem; outline: none; }
.zf-text mark[data-also] { border-bottom: 2px solid #8795a5; }
.zf-text mark[data-tip]:hover::after, .zf-text mark[data-tip]:focus::after { content: attr(data-tip); position: absolute; left: 0;
  top: 1.9em; z-index: 50; width: max-content; max-width: 22rem; white-space: pre-line; background: #1f2a37; color: #fff;
  font-size: 0.82rem; line-height: 1.5; padding: 0.45rem 0.65rem; border-radius: 6px; box-shadow: 0 4px 14px rgba(0,0,0,.22); }
.zf-text mark:target { box-shadow: 0 0 0 2px #1f2a37; }
.zf-legend { display: flex; flex-wrap: wrap; gap: 0.35rem 0.9rem; font-size: 0.85rem; color: #4a5663; margin: 0.1rem 0 0.5rem; }
.zf-legend i { display: inline-block; width: 0.85em; height: 0.85em; border-radius: 3px; margin-right: 0.35em; vertical-align: -1px; }
.zf-facts { width: 100%; border-collapse: collapse; font-size: 0.93rem; }
.zf-facts th { text-align: left; font-weight: 600; vertical-align: top; padding: 0.45rem 0.6rem 0.45rem 0; white-space: nowrap;
  color: #4a5663; border-top: 1px solid #e6eaef; }
.zf-facts td { padding: 0.45rem 0; border-top: 1px solid #e6eaef; line-height: 1.6; overflow-wrap: anywhere; }
.zf-facts .v { display: block; }
.zf-facts .v a { color: inherit; text-decoration: none; border-bottom: 1px dotted #8795a5; }
.zf-facts .v small { color: #6b7785; margin-left: 0.4em; }
.zf-facts .none { color: #8a94a0; font-style: italic; }
.zf-facts .chip { border-radius: 3px; padding: 0.05em 0.3em; }
.zf-proof { padding: 0 !important; margin: 0; display: grid; grid-template-columns: max-content 1fr; gap: 0.3rem 1rem; font-size: 0.92rem; }
.zf-proof dt { color: #6b7785; } .zf-proof dd { margin: 0; overflow-wrap: anywhere; }
.zf-proof a { color: #3b6ea5; } .zf-proof code { font-size: 0.82rem; }
.zf-warn { color: #a33b24; font-weight: 600; }
@media (max-width: 640px) { .zf-facts th { white-space: normal; } .zf-text { padding: 0.7rem; }
  .zf-proof { grid-template-columns: 1fr; } .zf-proof dt { margin-top: 0.3rem; } }
</style>
"""
