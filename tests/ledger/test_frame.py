"""A frame is read back exactly or not at all."""

from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_tui.ledger.frame import Damage, pack, unpack

_payloads = st.lists(
    st.binary(max_size=60).map(lambda data: data.replace(b"\n", b" ")), min_size=1, max_size=6
)


def file_of(payloads: list[bytes]) -> bytes:
    return b"".join(pack(number, payload) for number, payload in enumerate(payloads))


def spoken(data: bytes) -> list[tuple[int, bytes]]:
    return [(frame.sequence, frame.payload) for frame in unpack(data)[0]]


@given(_payloads, st.integers(0, 300))
def test_what_is_packed_is_unpacked(payloads: list[bytes], room: int) -> None:
    data = file_of(payloads) + bytes(room)
    assert spoken(data) == list(enumerate(payloads))
    assert unpack(data)[1] == []


@settings(max_examples=200, deadline=None)
@given(_payloads, st.data())
def test_one_changed_byte_costs_one_frame_at_most(
    payloads: list[bytes], data: st.DataObject
) -> None:
    whole = bytearray(file_of(payloads) + bytes(40))
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] ^= data.draw(st.integers(1, 255))
    found = spoken(bytes(whole))
    true = list(enumerate(payloads))
    assert len(true) - len(found) <= 1
    assert set(found) <= set(true)
    if found != true:
        assert unpack(bytes(whole))[1] != []


@given(_payloads, st.data())
def test_a_cut_file_keeps_every_frame_before_the_cut(
    payloads: list[bytes], data: st.DataObject
) -> None:
    whole = file_of(payloads)
    cut = data.draw(st.integers(0, len(whole)))
    ends = [frame.offset + frame.length for frame in unpack(whole)[0]]
    kept = sum(end - 1 <= cut for end in ends)  # the newline itself may be gone
    assert spoken(whole[:cut]) == list(enumerate(payloads))[:kept]


@given(_payloads, st.integers(0, 999))
def test_a_frame_written_inside_a_text_is_not_read_as_one(
    payloads: list[bytes], number: int
) -> None:
    forged = [b"text " + pack(number, payload)[:-1] for payload in payloads]
    assert spoken(file_of(forged)) == list(enumerate(forged))


def test_noise_between_frames_is_told_with_its_place() -> None:
    first, second = pack(0, b"one"), pack(1, b"two")
    frames, damages = unpack(first + b"noise" + second + bytes(9))
    assert [frame.payload for frame in frames] == [b"one", b"two"]
    assert damages == [Damage(len(first), 5)]
