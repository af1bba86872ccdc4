"""One place where files are carried to, as it stands in the settings."""

import re
from typing import Annotated

import msgspec

from danvan_tui.language import _

_Text = Annotated[str, msgspec.Meta(max_length=500)]

SCHEMES = ("sftp", "https", "http", "s3")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
_OWN = ("inbox", "quarantine")
"""What the register calls where files come from besides, so no target can be called so."""
_NAME = re.compile(r"\w[\w .-]{0,39}")


class TargetSetting(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """A folder or a server, and what it takes to get in."""

    url: Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
    """A folder, or ``sftp://``, ``https://`` (WebDAV), ``http://`` or ``s3://`` and where to go."""
    user: _Text = ""
    """Who signs in; the access key of S3."""
    password: _Text = ""
    """The secret key of S3; the words that open ``key_file``, where there is one."""
    key_file: _Text = ""
    """A private SSH key to sign in with."""
    known_hosts: _Text = ""
    """A file of SSH servers that are known; the person's own one where nothing is said."""
    host_key: _Text = ""
    """The one SSH key the server must have, like ``ssh-ed25519 AAAA…``."""
    certificate: _Text = ""
    """A file with the certificate of an office that signs its own."""
    endpoint: _Text = ""
    """The web address of S3 storage that is not Amazon's."""
    region: _Text = ""

    @property
    def scheme(self) -> str:
        """How it is reached; empty for a folder."""
        found = _SCHEME.match(self.url)
        return found[1].lower() if found else ""

    @property
    def tells_a_password(self) -> bool:
        """Whether the address, which is shown, has a password in it."""
        if not self.scheme:
            return False
        before_path = self.url.partition("://")[2].partition("/")[0]
        return ":" in before_path.rpartition("@")[0]

    def __repr__(self) -> str:
        """Without the password, so that it turns up in no report of an error."""
        return f"TargetSetting(url={self.url!r}, user={self.user!r})"


class Trouble(msgspec.Struct, frozen=True):
    """Why a target cannot be used as it is written."""

    where: tuple[str, ...]
    """The name of the target, and the key in its table where one key is to blame."""
    problem: str
    remedy: str


def find_trouble(name: str, table: object) -> Trouble | None:
    """What is wrong with one target of the settings; None where it can be used."""
    key = shown(f"targets.{name}")
    if not _NAME.fullmatch(name):
        return Trouble(
            (name,),
            _("“{key}” cannot be the name of a target.").format(key=key),
            _("Please use at most 40 letters, figures, spaces, dots and hyphens."),
        )
    if name in _OWN:
        return Trouble(
            (name,),
            _("“{key}”: this name has a meaning of its own at the office.").format(key=key),
            _("Please choose another name."),
        )
    fields = [field.name for field in msgspec.structs.fields(TargetSetting)]
    for one in table if isinstance(table, dict) else ():
        if one not in fields:
            return Trouble(
                (name, one),
                _("“{key}” is not a setting.").format(key=shown(f"targets.{name}.{one}")),
                _("Please use only: {keys}.").format(keys=", ".join(fields)),
            )
    try:
        return _trouble_with_address(name, key, msgspec.convert(table, TargetSetting))
    except msgspec.ValidationError:
        return Trouble(
            (name,),
            _("The value of “{key}” cannot be used.").format(key=key),
            _("Please write {expected}.").format(expected=expected_target()),
        )


def _trouble_with_address(name: str, key: str, target: TargetSetting) -> Trouble | None:
    if target.scheme not in {"", *SCHEMES}:
        return Trouble(
            (name,),
            _("“{scheme}://” is no way to reach a target.").format(scheme=shown(target.scheme)),
            _("Please write a folder, or an address that begins with {schemes}.").format(
                schemes=", ".join(f"{scheme}://" for scheme in SCHEMES)
            ),
        )
    if target.tells_a_password:
        return Trouble(
            (name,),
            _("The address of “{key}” has a password in it, and addresses are shown.").format(
                key=key
            ),
            _('Please write it for itself: {url = "…", password = "…"}.'),
        )
    return None


def expected_target() -> str:
    """How targets are written in the settings."""
    return _(
        '[targets] on a line, and below it lines like stick = "/media/stick" or '
        'office = {url = "sftp://office.example/parcels", user = "laptop3"}'
    )


def shown(text: str) -> str:
    """A text from the file as it may stand in a message."""
    return "".join(letter for letter in text if letter.isprintable())[:60]
