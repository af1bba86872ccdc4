"""What people write on the command line: text in UTF-8 whatever the locale, and days."""

import os
from datetime import date, datetime

import click

from danvan_tui.language import _


def text(value: str) -> str:
    """Text in UTF-8 even where the locale made something else of it; else a usage error."""
    try:
        return os.fsencode(value).decode("utf-8")
    except UnicodeEncodeError:
        return value
    except UnicodeDecodeError as error:
        raise click.BadParameter(_("This text is not UTF-8.")) from error


def day(value: str) -> date:
    """A day as people write it (22/11/2026) or as machines do; else a usage error."""
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(value, form).date()
        except ValueError:
            continue
    raise click.BadParameter(
        _("“{value}” is no day; please write it like 22/11/2026.").format(value=value)
    )
