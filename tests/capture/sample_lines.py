"""The sample issues as they would be typed on the capture line."""

import re
from functools import cache
from typing import Any

from danvan_tui.model.catalogue import Catalogues, load_catalogues
from danvan_tui.model.folders import shipped_data

_LIKE_A_SIGN = re.compile(r"""["“@>/!;+=-]|\.|[0-9]{1,6}(?:\s|:|$)|[a-z]{2,6}(?:\s|$)|x[0-9]""")


def lines_of(issue: dict[str, Any]) -> list[str]:
    """One sample issue as lines: the issue, its answer, and the promise made on it."""
    kind = _catalogues().kinds.by_name[issue["kind"]].code
    field = _catalogues().fields.by_name[issue["field"]].code
    speaker = f"@{issue['speaker_name']}, {issue['village']}:"
    lines = [f"{speaker} {kind} {field} {_literal(issue['content'])}"]
    if issue["answer"]:
        lines.append(f"> {_literal(issue['answer'])}")
    promise = issue["commitment"]
    if promise:
        lines.append(f"! {promise['unit']} | {promise['due_text']} | {promise['content']}")
    return lines


def _literal(content: str) -> str:
    """The content, in double quotes where its first word could be read as something else."""
    return f'"{content}"' if _LIKE_A_SIGN.match(content) else content


@cache
def _catalogues() -> Catalogues:
    return load_catalogues(shipped_data(), None)
