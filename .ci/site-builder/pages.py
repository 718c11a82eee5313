"""What MkDocs is told of the pages besides their order: docs/adr/0036."""

import re
from pathlib import Path


def on_config(config):
    """A folder in the navigation stands for its pages."""
    root = Path(config.docs_dir)

    def entries(item):
        if isinstance(item, list):
            return [entries(each) for each in item]
        if isinstance(item, dict):
            return {title: entries(what) for title, what in item.items()}
        if item.endswith("/"):
            pages = sorted(page.name for page in (root / item).glob("*.md"))
            # Its own page goes first.
            pages.sort(key="README.md".__ne__)
            return [item + page for page in pages]
        return item

    config.nav = entries(config.nav)


def on_page_markdown(markdown, **_):
    """Below an item of a list, GitHub wants as many blanks as its mark is long, and Python four; and
    an empty line before the next item, once one has paragraphs."""
    lines, item, fence, paragraphs = [], 0, None, False
    for line in markdown.split("\n"):
        mark = re.match(r"(\d+\.) |[-*] ", line)
        if fence is None and mark:
            if item and paragraphs and lines[-1]:
                lines.append("")
            item, paragraphs = len(mark.group()), False
        elif fence is None and item and line and not line.startswith(" "):
            item = 0
        paragraphs = paragraphs or not line
        if item and not mark and line.startswith(" " * item):
            line = " " * 4 + line[item:]
        if re.match(r" *```", line):
            fence = None if fence else line
        lines.append(line)
    return "\n".join(lines)
