"""The signs that begin a line and tell what it records; a line without one is an opinion."""

from typing import Final

ANSWER: Final = ">/"
PROMISE: Final = "!;"
ARRIVAL: Final = "+="
DEPARTURE: Final = "-"
ATTENDANCE: Final = ARRIVAL + DEPARTURE
ON_OPINION: Final = ANSWER + PROMISE
"""Of what hangs on an opinion, whose number may follow."""
ALL: Final = ON_OPINION + ATTENDANCE
