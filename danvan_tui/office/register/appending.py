"""Many new rows at once, the quickest way each database has."""

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import BigInteger, Connection, Integer, LargeBinary, Table, exc

_TYPES: Final = ((BigInteger, "int8"), (Integer, "int4"), (LargeBinary, "bytea"))


def append_rows(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Put rows into a table that has none of them yet."""
    if not rows:
        return
    names = [column.name for column in table.columns]
    values = map(itemgetter(*names), rows)  # every table has more than one column
    if connection.dialect.name == "postgresql":
        _copy(connection, table, names, values)
    else:
        places = ", ".join("?" * len(names))
        said = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({places})"
        connection.exec_driver_sql(said, [*values])


def _copy(
    connection: Connection, table: Table, names: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> None:
    said = f"COPY {table.name} ({', '.join(names)}) FROM STDIN (FORMAT BINARY)"
    error: type[Exception] = connection.dialect.loaded_dbapi.Error
    driver: Any = connection.connection.driver_connection
    try:
        with driver.cursor() as cursor, cursor.copy(said) as copy:
            copy.set_types([_type(column.type) for column in table.columns])
            for row in rows:
                copy.write_row(row)
    except error as failure:  # as SQLAlchemy says what its own statements meet
        raise exc.DBAPIError.instance(said, None, failure, error) from failure


def _type(of: object) -> str:
    return next((name for kind, name in _TYPES if isinstance(of, kind)), "text")
