"""What stands at both ends of every export file, and how its parts are written."""

from enum import StrEnum
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

FORMAT = "danvan-session"
VERSION = 1
END = "end of danvan-session"
"""The last words of every file: without them it was cut."""


class Profile(StrEnum):
    """Whom an export is for."""

    OFFICE = "office"
    PUBLIC = "public"
    STATISTICS = "statistics"


class Part(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """A part of a file; what is empty is left out, so that people read what there is."""


class Whole(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part in which everything is always present."""


Program: TypeAlias = Annotated[str, Meta(description="Version of the program that wrote the file.")]
Written: TypeAlias = Annotated[
    str, Meta(description="When it was written, ISO 8601; clocks of laptops are often wrong.")
]
Digest: TypeAlias = Annotated[
    str,
    Meta(
        description="SHA-256 over every byte of the file but these 64 digits.",
        pattern="^[0-9a-f]{64}$",
    ),
]
FormatName: TypeAlias = Annotated[
    Literal["danvan-session"], Meta(description="Says what kind of file this is.")
]
FormatVersion: TypeAlias = Annotated[Literal[1], Meta(description="Version of the format.")]
EndMark: TypeAlias = Annotated[
    Literal["end of danvan-session"], Meta(description="Without it the file was cut.")
]
