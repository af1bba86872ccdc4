"""What the register tells a laptop: what came, what did not, and what it does not have."""

from __future__ import annotations

import msgspec

from danvan_tui.exchange.receipt import Entry, Missing, Outcome
from danvan_tui.office.register.packages import package_row, write_packages
from danvan_tui.office.register.register import Register
from tests.office.register.sent import (
    LAPTOP,
    LINE,
    SESSION,
    answered,
    begun,
    bring,
    changed,
    file_of,
    ids,
    issue,
    laptop_keys,
    refuse,
)

OLD = [begun(), issue("r0.2", 2, content="a", number=1)]


def test_every_file_stands_in_the_receipt(register: Register) -> None:
    one = file_of(*OLD, changed("r1.1", 3, "r0.2", content="b"))
    two = file_of(*OLD, changed("r2.1", 3, "r0.2", content="c"), number=2)
    bring(register, one, two)
    bad = file_of(begun("s9"), session="s9", number=3)[0]
    refuse(register, bad, "Tệp bị cắt.")
    told = Entry(
        digest=one[0].digest,
        line=LINE,
        number=1,
        outcome=Outcome.ACCEPTED,
        code="DT-2026-001",
        conflicts=1,
    )
    assert register.entries(LAPTOP) == [
        told,
        msgspec.structs.replace(told, digest=two[0].digest, number=2),
        Entry(
            digest=bad.digest,
            line=LINE,
            number=3,
            outcome=Outcome.REFUSED,
            reason="Tệp bị cắt.",
        ),
    ]
    assert register.entries("b" * 16) == []


def test_refused_once_and_taken_later(register: Register) -> None:
    file = file_of(*OLD)
    refuse(register, file[0], "Máy chưa được xác nhận.")
    assert not register.knows(file[0].digest)
    bring(register, file)
    refuse(register, file[0], "Muộn rồi.")
    with register.database.writing() as connection:  # as if both had come in one moment
        late = package_row(file[0], 1, Outcome.REFUSED, reason="Muộn rồi.")
        write_packages(connection, [late])
        connection.commit()
    (entry,) = register.entries(LAPTOP)
    assert (entry.outcome, entry.reason) == (Outcome.ACCEPTED, "")


def test_gaps_of_every_line(register: Register) -> None:
    for line, number in ((LINE, 2), (LINE, 5), ("line-2", 1), ("line-3", 2)):
        bring(register, file_of(begun(), line=line, number=number))
    assert register.missing(LAPTOP) == [
        Missing(line=LINE, numbers=[1, 3, 4]),
        Missing(line="line-3", numbers=[1]),
    ]


def test_a_huge_number_is_no_endless_list_of_gaps(register: Register) -> None:
    bring(register, file_of(begun(), number=2**52))
    (gap,) = register.missing(LAPTOP)
    assert 0 < len(gap.numbers) <= 1000


def test_what_a_laptop_does_not_have_goes_back_to_it(register: Register) -> None:
    bring(register, file_of(*OLD))
    assert [*register.not_shown(LAPTOP)] == []
    bring(register, file_of(*OLD, changed("r2.1", 3, "r0.2", content="c"), laptop="b" * 16))
    register.append(SESSION, answered("o.1", 5, "Đã sửa"))
    (returned,) = register.not_shown(LAPTOP)
    assert (returned.session, returned.code) == (SESSION, "DT-2026-001")
    assert ids(returned.operations) == ["r2.1", "o.1"]
    (other,) = register.not_shown("b" * 16)
    assert ids(other.operations) == ["o.1"]


def test_nothing_goes_back_to_a_laptop_that_sent_nothing(register: Register) -> None:
    bring(register, file_of(*OLD))
    register.append(SESSION, answered("o.1", 5, "Đã sửa"))
    assert [*register.not_shown("b" * 16)] == []


def test_of_two_lives_side_by_side_each_gets_what_only_the_other_has(register: Register) -> None:
    bring(register, file_of(*OLD, changed("r1.1", 3, "r0.2", content="b")))
    bring(register, file_of(*OLD, changed("r2.1", 3, "r0.2", content="c"), line="line-2"))
    (returned,) = register.not_shown(LAPTOP)
    assert ids(returned.operations) == ["r1.1", "r2.1"]
    whole = [*OLD, *returned.operations]
    bring(register, file_of(*whole, number=2), file_of(*whole, number=2, line="line-2"))
    assert [*register.not_shown(LAPTOP)] == []


def test_a_session_that_the_newest_life_never_sent_goes_back_whole(register: Register) -> None:
    bring(register, file_of(*OLD))
    bring(register, file_of(begun("s2", replica="r9"), session="s2", line="line-2"))
    (returned,) = register.not_shown(LAPTOP)
    assert (returned.session, ids(returned.operations)) == (SESSION, ids(OLD))
    bring(register, file_of(*OLD, line="line-2", number=2))
    assert [*register.not_shown(LAPTOP)] == []


def test_an_old_file_that_comes_late_makes_no_earlier_life_the_newest(register: Register) -> None:
    bring(register, file_of(*OLD, number=2))
    bring(register, file_of(begun("s2", replica="r9"), session="s2", line="line-2"))
    bring(register, file_of(begun(), number=1))
    assert [one.session for one in register.not_shown(LAPTOP)] == [SESSION]


def test_taken_back_files_show_nothing(register: Register) -> None:
    bring(register, file_of(*OLD))
    bring(register, file_of(*OLD, changed("r1.1", 3, "r0.2", content="b"), number=2))
    register.undo_last("Lan")
    assert [*register.not_shown(LAPTOP)] == []


def test_serials_grow_though_the_clock_stands(register: Register) -> None:
    serials = [register.next_serial() for _time in range(3)]
    assert serials == [serials[0], serials[0] + 1, serials[0] + 2]


def test_confirmed_laptops(register: Register) -> None:
    keys = laptop_keys()
    assert register.laptop(keys.id) is None
    register.confirm(keys, "Lan")
    register.confirm(keys, "Lan")
    (known,) = register.laptops()
    assert (known.keys, known.by) == (keys, "Lan")
    assert register.laptop(keys.id) == known


def test_a_laptop_that_is_not_trusted_any_more_keeps_what_it_sent(register: Register) -> None:
    keys, other = laptop_keys(), laptop_keys("Máy khác")
    register.confirm(keys, "Lan")
    register.confirm(other, "Lan")
    bring(register, file_of(*OLD, laptop=keys.id))
    register.distrust(keys.id, "Lan")
    assert [one.keys for one in register.laptops()] == [other]
    assert len(register.summaries()) == len(register.entries(keys.id)) == 1
