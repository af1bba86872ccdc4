"""The JSON Schema of export files, made from the structures that write them."""

import json
from typing import Any

import msgspec

from danvan_tui.exchange.document import DOCUMENTS, VERSION

SCHEMA_FILE = f"danvan-session-{VERSION}.schema.json"

_OPERATION = {
    "id": "replica.counter; never repeats.",
    "time": "Logical time (Lamport): later than everything its writer knew.",
    "at": "Wall time, ISO 8601 with zone; for display only.",
    "by": "Who did it.",
    "changes": "The records and fields it set.",
    "undoes": "Id of the operation that it takes back.",
    "reason": "Why the minutes were changed after they were agreed.",
}
_CHANGE = {
    "table": "Table of the record.",
    "record": "Id of the record.",
    "fields": "Values by field; null takes a field back; 'deleted' takes the record out.",
    "replaces": "For each field the operations whose value was seen and replaced.",
}


def schema() -> dict[str, Any]:
    """The schema (draft 2020-12) of all three profiles."""
    references, definitions = msgspec.json.schema_components(list(DOCUMENTS.values()))
    for name, described in (("Operation", _OPERATION), ("Change", _CHANGE)):
        definitions[name]["additionalProperties"] = False
        for field, words in described.items():
            definitions[name]["properties"][field]["description"] = words
    for document in DOCUMENTS.values():
        _require_everything(definitions[document.__name__])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:danvan-session:{VERSION}",
        "title": f"danvan-session {VERSION}",
        "description": (
            "One session of a dialogue or reception, in one of three profiles: office (all), "
            "public (for posting) or statistics (numbers only). Empty values are left out. "
            "The digest in sha256 covers every byte of the file but its own 64 digits."
        ),
        "oneOf": list(references),
        "$defs": definitions,
    }


def _require_everything(definition: dict[str, Any]) -> None:
    """The words that say what the file is have defaults in the code, but are always there."""
    properties = definition["properties"]
    always = {name for name, described in properties.items() if "default" in described}
    always |= set(definition["required"])
    definition["required"] = [name for name in properties if name in always]
    for described in properties.values():
        described.pop("default", None)


def schema_text() -> str:
    """The schema as it is published."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
