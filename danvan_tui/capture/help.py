"""What can be typed on the capture line, as lines of text: for F1 and ``danvan help-capture``."""

from danvan_tui.language import _


def grammar_help() -> list[tuple[str, str]]:
    """Every form of a line with what it records."""
    return [*_issues(), *_answers(), *_commitments(), *_people()]


def _issues() -> list[tuple[str, str]]:
    return [
        (
            _("12 kn gt what was said"),
            _("issue of attendee 12; codes of kind and field, any order"),
        ),
        (_("@đoài what was said"), _("issue of the listed person with this part of a name")),
        (
            _("@Đỗ Thị Ánh, Thôn Xuân Trạch: what was said"),
            _("issue of this person, on the list or not; add the year of birth where two fit"),
        ),
        (_(". what was said"), _("issue of the same speaker as before")),
        (_("x12"), _("among the codes: twelve people came with the same matter")),
        (_("tc …"), _("denunciation: the speaker is kept secret by law and never shown")),
        (_("“what was said”"), _("in double quotes nothing is read as a code")),
    ]


def _answers() -> list[tuple[str, str]]:
    return [
        (_("> tr what was answered"), _("answer to the last issue, with the code of its outcome")),
        (_("> @hiền what was answered"), _("the same, said by this person; also > 5: …")),
        (_(">7 what was answered"), _("answer to issue 7")),
    ]


def _commitments() -> list[tuple[str, str]]:
    return [
        (_("! kt 15/12 what is to be done"), _("promise on the last issue: unit code, deadline")),
        (
            _("! unit | deadline | what is to be done"),
            _("the same in words; several units are joined by commas; a part may be empty"),
        ),
        (_("!7 …"), _("promise on issue 7")),
    ]


def _people() -> list[tuple[str, str]]:
    return [
        (_("+ 12 15 18"), _("these are present")),
        (_("- 12"), _("this one left")),
        (_("+ Nguyễn Văn A, Thôn Gò Vối"), _("somebody new is present")),
        (_("+ 25 Thôn Gò Vối"), _("25 people of a village, only counted")),
        (
            _("+ 6 cán bộ thôn Thôn Gò Vối"),
            _("the same for one group; a new count replaces the old"),
        ),
    ]
