"""The spelling of a syllable: what may begin one, where its tone stands, how ươ completes itself.

All functions take letters without tones (a ă â …) in lower case, of a word that may be unfinished
and may still lack the marks of its vowels.
"""

from functools import cache, lru_cache
from itertools import product

from danvan_tui.vietnamese.letters import TO_BASE

# The longest first. The second row begins with names of the Central Highlands: Krông, Đrăng.
_ONSETS = """
ngh ch gh gi kh ng nh ph qu th tr
kl kr đr b c d đ g h k l m n p r s t v x q
"""
_RIMES = """
a ac ach ai am an ang anh ao ap at au ay  ăc ăk ăm ăn ăng ăp ăt  âc âm ân âng âp ât âu ây
e ec em en eng eo ep et  ê êch êm ên ênh êp êt êu
i ia ich im in inh ip it iu  iêc iêm iên iêng iêp iêt iêu
o oc oi ok om on ong op ot  ooc oong  oa oac oach oai oam oan oang oanh oao oap oat oay
oăc oăm oăn oăng oăt  oe oen oeo oet  ô ôc ôi ôm ôn ông ôp ôt  ơ ơi ơm ơn ơp ơt
u ua uc ui uk um un ung up ut  uân uâng uât uây  uê uêch uênh  uơ  uôc uôi uôm uôn uông uôt
uy uya uych uynh uyp uyt uyu uyên uyêt  ư ưa ưc ưi ưm ưng ưt ưu
ươc ươi ươm ươn ương ươp ươt ươu  y yêm yên yêng yêt yêu
"""
_STOPS = ("c", "ch", "k", "p", "t")
_STOP_TONES = (0, 4, 5)  # sắc and nặng; none as long as it is not typed
_MARKED = "ăâêôơư"
_OPEN_UO = ("", "h", "kh", "th")  # huơ, thuở: elsewhere uơ is a ươ that is being typed
_FRONT = "eêiy"
_NEVER = {"c": _FRONT, "g": "eêy", "gh": "aăâoôơuư"}  # what stands behind no such onset


@lru_cache(maxsize=4096)
def split(letters: str) -> tuple[str, str] | None:
    """The onset and the rime of a beginning of a syllable; None where no syllable begins so."""
    for onset in _onsets():
        rime = letters[len(onset) :]
        if letters.startswith(onset) and _may_follow(onset, rime):
            return onset, rime
    return None


def fits(letters: str, tone: int) -> bool:
    """Whether a syllable may begin with these letters under this tone."""
    parts = split(letters)
    return parts is not None and (tone in _STOP_TONES or not is_stopped(letters))


def is_stopped(letters: str) -> bool:
    """Whether the word is closed by c, ch, k, p or t, which only two tones allow."""
    parts = split(letters)
    return parts is not None and len(parts[1]) > 1 and letters.endswith(_STOPS)


def completed(letters: str) -> str:
    """The letters with the second horn of ươ, of which people type one."""
    parts = split(letters)
    if parts is None:
        return letters
    onset, rime = parts
    stays = rime == "uơ" and onset in _OPEN_UO
    if rime.startswith(("ưo", "uơ")) and not stays:
        return onset + "ươ" + rime[2:]
    return letters


def tone_place(letters: str) -> int | None:
    """The place of the letter that bears the tone: hòa, hoàn, thủy, quý, giếng, người."""
    parts = split(letters)
    if parts is None or not parts[1]:
        return None
    onset, rime = parts
    vowels = rime.rstrip("bcghkmnpt")
    marked = [place for place, letter in enumerate(vowels) if letter in _MARKED]
    if marked:
        place = marked[-1]
    elif len(vowels) < len(rime):
        place = len(vowels) - 1
    else:
        place = (len(vowels) - 1) // 2
    return len(onset) + place


def _may_follow(onset: str, rime: str) -> bool:
    if not rime:
        return onset != "gi"  # its i is the vowel as long as no other follows
    if onset == "q" or rime[0] in _NEVER.get(onset, ""):
        return False
    return rime in _beginnings() or (onset == "qu" and "u" + rime in _beginnings())


@cache
def _onsets() -> tuple[str, ...]:
    return (*_ONSETS.split(), "")


@cache
def _beginnings() -> frozenset[str]:
    """Every beginning of every rime, with any of its marks still missing."""
    return frozenset(
        "".join(variant)[:end]
        for rime in _RIMES.split()
        for variant in product(*({letter, letter.translate(TO_BASE)} for letter in rime))
        for end in range(1, len(rime) + 1)
    )
