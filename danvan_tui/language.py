"""The language of what people read: messages are English in the code, Vietnamese by default."""

import gettext
from functools import cache
from pathlib import Path

LANGUAGES = ("vi", "en")
DEFAULT_LANGUAGE = "vi"
_chosen = DEFAULT_LANGUAGE


def choose(language: str) -> None:
    """Show messages in ``language`` from now on; raises ValueError for one we do not have."""
    global _chosen  # noqa: PLW0603 - one process speaks one language
    if language not in LANGUAGES:
        raise ValueError(language)
    _chosen = language


def chosen() -> str:
    """The language shown now."""
    return _chosen


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    # A damaged installation speaks English rather than not at all.
    folder = Path(__file__).parent / "locale"
    return gettext.translation("danvan", folder, [language], fallback=True)


def _(message: str) -> str:
    """The message in the chosen language."""
    return _catalogue(_chosen).gettext(message)


def N_(message: str) -> str:  # noqa: N802 - the customary name, known to extraction
    """Mark a message for the catalogue; ``_`` translates it when it is shown."""
    return message


def ngettext(singular: str, plural: str, count: int) -> str:
    """The message for this count in the chosen language."""
    return _catalogue(_chosen).ngettext(singular, plural, count)
