"""Alternations of many words as the regex engine decides them soonest."""

from __future__ import annotations


def group_words(words: str) -> str:
    """Return the same alternation with the words that begin alike put together, which the engine tells by one look.

    >>> group_words("公司|医院|公(?:社|安)|[中小]学|院|医")
    '公(?:司|(?:社|安))|医(?:院|)|[中小]学|院'
    >>> group_words("银?行|银行")
    '银?行|银行'
    >>> group_words("公司")
    '公司'
    """
    groups: dict[str, list[str]] = {}
    part = ""
    for piece in words.split("|"):
        part += piece
        if part.count("(") > part.count(")"):
            part += "|"
            continue
        if part[:1].isalnum() and part[1:2] not in tuple("?*+{"):
            groups.setdefault(part[0], []).append(part)
        else:
            groups[part] = [part]
        part = ""
    if part:
        raise ValueError(f"the brackets of this alternation do not close: {part.rstrip('|')}")
    return "|".join(
        parts[0] if len(parts) == 1 else f"{first}(?:{'|'.join(part[1:] for part in parts)})"
        for first, parts in groups.items()
    )
