"""Rearranging what was recorded: split, join, reorder, move, replace, link; each one operation."""

from danvan_tui.ledger.rearranging.joining import join_edits, why_not_joined
from danvan_tui.ledger.rearranging.linking import Like, linked
from danvan_tui.ledger.rearranging.moving import hang_edits, move_edits
from danvan_tui.ledger.rearranging.replacing import replacing_edits
from danvan_tui.ledger.rearranging.splitting import Part, lost_words, split_edits
from danvan_tui.ledger.rearranging.standing import issue_of

__all__ = [
    "Like",
    "Part",
    "hang_edits",
    "issue_of",
    "join_edits",
    "linked",
    "lost_words",
    "move_edits",
    "replacing_edits",
    "split_edits",
    "why_not_joined",
]
