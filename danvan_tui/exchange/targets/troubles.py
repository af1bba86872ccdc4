"""What is said where a target cannot be read or written, in sentences without any secret."""

import errno

from danvan_tui.exchange.targets.target import TargetError
from danvan_tui.language import _

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM})
_PASSING = frozenset(
    {
        errno.EAGAIN,
        errno.EBUSY,
        errno.EINTR,
        errno.ESTALE,
        errno.ETIMEDOUT,
        errno.ECONNABORTED,
        errno.ECONNREFUSED,
        errno.ECONNRESET,
        errno.EHOSTUNREACH,
        errno.ENETDOWN,
        errno.ENETUNREACH,
    }
)
_GONE = frozenset({errno.EIO, errno.ENODEV, errno.ENOENT, errno.ENOTCONN, errno.ENXIO})
_PROTECTED_ON_WINDOWS, _FULL_ON_WINDOWS = 19, 112
_BUSY_ON_WINDOWS = frozenset({32, 33})
_GONE_ON_WINDOWS = frozenset({2, 3, 15, 21, 53, 64, 67, 1006, 1167})


def of_folder(target: str, error: OSError) -> TargetError:
    """The words for what the system said about a folder or a drive."""
    on_windows = getattr(error, "winerror", None)
    if error.errno in _FULL or on_windows == _FULL_ON_WINDOWS:
        return full(target)
    if error.errno == errno.EROFS or on_windows == _PROTECTED_ON_WINDOWS:
        return TargetError(
            _(
                "“{target}” is protected against writing. The files are kept here; please free "
                "its lock or use another drive."
            ).format(target=target),
            is_passing=False,
        )
    if on_windows in _BUSY_ON_WINDOWS or error.errno in _PASSING:
        return unreachable(target)
    if on_windows in _GONE_ON_WINDOWS or error.errno in _GONE:
        return gone(target)
    if error.errno in _FORBIDDEN:
        return forbidden(target)
    return TargetError(
        _(
            "“{target}” cannot be used ({reason}). The files are kept here; please use another "
            "drive or target."
        ).format(target=target, reason=error.strerror or type(error).__name__),
        is_passing=False,
    )


def no_text(target: str) -> TargetError:
    """The name of a folder is no text."""
    return TargetError(
        _(
            "The name of the folder “{target}” has signs that cannot be written down. Nothing was "
            "sent; please rename the folder or choose another one."
        ).format(target=target),
        is_passing=False,
    )


def gone(target: str) -> TargetError:
    """The drive is not there, or not any more."""
    return TargetError(
        _(
            "“{target}” is not there, or the drive does not answer. The files are kept here; "
            "please plug it in and try again."
        ).format(target=target),
        is_passing=False,
    )


def full(target: str) -> TargetError:
    """No room is left."""
    return TargetError(
        _(
            "There is no room left at “{target}”. The files are kept here; please make room there "
            "or use another target."
        ).format(target=target),
        is_passing=False,
    )


def unreachable(target: str) -> TargetError:
    """No network, no server, or one that went away."""
    return TargetError(
        _(
            "“{target}” cannot be reached now. The files are kept here; please check the network "
            "and try again."
        ).format(target=target),
        is_passing=True,
    )


def not_let_in(target: str) -> TargetError:
    """The server does not know this user, password or key."""
    return TargetError(
        _(
            "“{target}” did not let this computer in. Nothing was sent; please check user, "
            "password and key in settings.toml."
        ).format(target=target),
        is_passing=False,
    )


def forbidden(target: str) -> TargetError:
    """The folder may not be read or written by this person."""
    return TargetError(
        _(
            "“{target}” does not allow reading and writing there. The files are kept here; please "
            "ask who looks after it."
        ).format(target=target),
        is_passing=False,
    )


def strange(target: str) -> TargetError:
    """The server's answer makes no sense."""
    return TargetError(
        _(
            "“{target}” gave an answer that cannot be understood. The files are kept here; please "
            "check its address in settings.toml."
        ).format(target=target),
        is_passing=False,
    )


def stranger(target: str) -> TargetError:
    """The server's key is not the one that is known."""
    return TargetError(
        _(
            "“{target}” did not prove that it is the office's server, so nothing was sent. Please "
            "ask the office for its key and write it into settings.toml as host_key."
        ).format(target=target),
        is_passing=False,
    )


def not_certified(target: str) -> TargetError:
    """The certificate of the server is not one that this computer trusts."""
    return TargetError(
        _(
            "“{target}” has no certificate that this computer trusts, so nothing was sent. Please "
            "ask the office for it and name its file in settings.toml as certificate."
        ).format(target=target),
        is_passing=False,
    )


def not_taken(target: str) -> TargetError:
    """The server did not take a file and does not say why."""
    return TargetError(
        _(
            "“{target}” did not take the file, perhaps because it has no room left. It is kept "
            "here; please ask who looks after it."
        ).format(target=target),
        is_passing=False,
    )


def changed(target: str) -> TargetError:
    """What was read back is not what was written."""
    return TargetError(
        _(
            "“{target}” gave back something else than was written, so it does not count as sent. "
            "The file is kept here; please use another drive or target."
        ).format(target=target),
        is_passing=False,
    )


def other_file(target: str, name: str) -> TargetError:
    """The name is taken by a file of other content."""
    return TargetError(
        _(
            "Another file named {name} is at “{target}” already. Nothing was written over; please "
            "move that file away."
        ).format(name=name, target=target),
        is_passing=False,
    )


def no_file(target: str, name: str) -> TargetError:
    """A file that was listed is gone."""
    return TargetError(
        _("{name} is not at “{target}” any more; nothing was read.").format(
            name=name, target=target
        ),
        is_passing=False,
    )


def no_place(target: str) -> TargetError:
    """The server is there, the folder or bucket of the address is not."""
    return TargetError(
        _(
            "The server of “{target}” is there, but not the place in its address. The files are "
            "kept here; please check the address in settings.toml."
        ).format(target=target),
        is_passing=False,
    )


def not_whole_path(target: str, folder: str) -> TargetError:
    """A folder that means another place wherever the program is started."""
    return TargetError(
        _(
            "The folder “{folder}” of target “{target}” is not a whole path. Please write it from "
            "the drive or the root on, like /media/stick or E:/danvan."
        ).format(folder=folder, target=target),
        is_passing=False,
    )


def too_large(target: str) -> TargetError:
    """More came than any file of ours has."""
    return TargetError(
        _("What “{target}” holds is too large for one of our files; it was not read.").format(
            target=target
        ),
        is_passing=False,
    )


def missing_extra(target: str) -> TargetError:
    """The libraries for servers are not installed."""
    return TargetError(
        _(
            "“{target}” is a server, and danvan[remote], which reaches servers, is not installed. "
            'In danvan\'s folder run .venv/bin/pip install ".[remote]" (Windows: '
            ".venv\\Scripts\\pip), or use a folder or a drive."
        ).format(target=target),
        is_passing=False,
    )


def bad_setting(target: str, key: str) -> TargetError:
    """One value in the settings of the target cannot be used."""
    return TargetError(
        _(
            "The value of “{key}” of target “{target}” in settings.toml cannot be used. Please "
            "check it; nothing was sent."
        ).format(key=key, target=target),
        is_passing=False,
    )
