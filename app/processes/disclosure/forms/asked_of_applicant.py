"""What a notice of 补正 may ask for: how many items, how long, none of them empty words (条例第三十条：一次性告知)."""

from app.law.substance import says_nothing

MOST_ITEMS, LONGEST_ITEM = 20, 500  # as the notice can print


def fault_of_items(items: list[str]) -> str:
    """What the notice could not print or say, beside the field; empty when it can."""
    if not items:
        return "请列出需要补正的事项"
    if len(items) > MOST_ITEMS:
        return f"需要补正的事项最多 {MOST_ITEMS} 项，现为 {len(items)} 项"
    for number, item in enumerate(items, start=1):
        if says_nothing(item):
            return f"第 {number} 项不能只写“{item}”，请写明需要补正什么"
        if len(item) > LONGEST_ITEM:
            return f"第 {number} 项最多 {LONGEST_ITEM} 字，现为 {len(item)} 字，请分行列出"
    return ""
