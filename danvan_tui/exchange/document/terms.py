"""The fields that the profiles share, each with the words that describe it in the schema."""

from typing import Annotated, TypeAlias

from msgspec import Meta

from danvan_tui.model.records import CommitmentState

Id: TypeAlias = Annotated[str, Meta(description="Stable id (UUIDv7); never changes.")]
Number: TypeAlias = Annotated[int, Meta(description="Short number that people say.", ge=0)]
Day: TypeAlias = Annotated[str, Meta(description="ISO 8601 date, for example 2026-11-22.")]
Hour: TypeAlias = Annotated[str, Meta(description="Time of day, HH:MM.")]
Village: TypeAlias = Annotated[str, Meta(description="Village (thôn, bản, xóm, khu, tổ dân phố).")]
Count: TypeAlias = Annotated[int, Meta(ge=0)]
KindId: TypeAlias = Annotated[str, Meta(description="Kind of issue: id in the list of kinds.")]
FieldId: TypeAlias = Annotated[
    str, Meta(description="Field of public life: id in the list of fields.")
]
CompetenceId: TypeAlias = Annotated[
    str, Meta(description="Who may decide: id in the list of competences.")
]
OutcomeId: TypeAlias = Annotated[
    str, Meta(description="How it was answered: id in the list of outcomes.")
]
ReferredTo: TypeAlias = Annotated[str, Meta(description="Body the issue was passed on to.")]
Document: TypeAlias = Annotated[
    str, Meta(description="Document under which the issue was passed on.")
]
People: TypeAlias = Annotated[
    int | None, Meta(description="How many people came with the same matter.")
]
Said: TypeAlias = Annotated[str, Meta(description="What was said, as it was written down.")]
By: TypeAlias = Annotated[str, Meta(description="Who answered.")]
Unit: TypeAlias = Annotated[str, Meta(description="Unit that is responsible.")]
Units: TypeAlias = Annotated[list[str], Meta(description="Units that support it.")]
Due: TypeAlias = Annotated[str, Meta(description="Deadline, ISO 8601 date; absent if no day.")]
DueText: TypeAlias = Annotated[str, Meta(description="Deadline in the words that were said.")]
FirstDue: TypeAlias = Annotated[str, Meta(description="The first deadline; never overwritten.")]
PromiseState: TypeAlias = Annotated[
    CommitmentState,
    Meta(description="As agreed in the minutes (open when absent); see 'standing'."),
]
