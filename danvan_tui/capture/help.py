"""What can be typed on the capture line, as lines of text: for F1 and ``danvan help-capture``."""

from danvan_tui.language import _


def grammar_help() -> list[tuple[str, str]]:
    """Every form of a line with what it records."""
    return [*_issues(), *_answers(), *_commitments(), *_people(), *_while_typing()]


def _issues() -> list[tuple[str, str]]:
    return [
        (
            _("12 what was said"),
            _(
                "opinion of participant 12; kind and field are understood from the words, "
                "to be checked"
            ),
        ),
        (_("12: 3 hộ …"), _("with a colon where the number could count what follows, as “12 hộ”")),
        (_("12kn gt what was said"), _("the same with codes of kind and field, in any order")),
        (_(".what was said"), _("opinion of the same speaker as before; a code may follow: .gt …")),
        (
            _("Đỗ Thị Ánh, Thôn Xuân Trạch: what was said"),
            _("opinion of this person, on the list or not; add the year of birth where two fit"),
        ),
        (
            _("@đoài what was said"),
            _("opinion of the listed person with this part of a name, or these initials"),
        ),
        (_("x12"), _("among the codes: twelve people came with the same matter")),
        (
            _("tc …"),
            _("denunciation: the speaker is kept secret by law; tc alone is one neutral line"),
        ),
        (_("“what was said”"), _("in double quotes nothing is read as a code or understood")),
    ]


def _answers() -> list[tuple[str, str]]:
    return [
        (_("/what was answered"), _("answer to the last opinion; also > in place of /")),
        (_("/ tr 5: what was answered"), _("with the code of its outcome, said by participant 5")),
        (_("/7 what was answered"), _("answer to opinion 7")),
    ]


def _commitments() -> list[tuple[str, str]]:
    return [
        (
            _(";kt 15/12 what is to be done"),
            _("promise on the last opinion: unit code, deadline; also ! in place of ;"),
        ),
        (
            _(";kt what is to be done trước 20/12"),
            _("the deadline may stand anywhere in the words, as people say it"),
        ),
        (_(";Trưởng thôn Văn Xá: what is to be done"), _("the unit named in full, then a colon")),
        (
            _("; unit | deadline | what is to be done"),
            _("in three parts; several units are joined by commas; a part may be empty"),
        ),
        (_(";7kt …"), _("promise on opinion 7")),
    ]


def _people() -> list[tuple[str, str]]:
    return [
        (_("=12 15 18"), _("these are present; also + in place of =")),
        (_("=15-30 33"), _("everybody listed from 15 to 30, and 33")),
        (_("=đoài"), _("the one listed person with this part of a name is present")),
        (_("-12"), _("this one left")),
        (_("= Nguyễn Văn A"), _("the one listed person of this name is present, or somebody new")),
        (_("= Nguyễn Văn A, Thôn Gò Vối"), _("somebody new is present")),
        (_("= 25 Thôn Gò Vối"), _("25 people of a village, only counted")),
        (
            _("= 6 cán bộ thôn Thôn Gò Vối"),
            _("the same for one group; a new count replaces the old"),
        ),
        (_("= tổng 85"), _("everybody in the hall, to compare with the list and the counts")),
    ]


def _while_typing() -> list[tuple[str, str]]:
    return [
        (_("Tab"), _("puts in the number of the person whose name was begun; again: the next one")),
        (_("Backspace"), _("behind an understood word and its space: takes that word back")),
    ]
