"""What tables are made of: moments, days, and links that are followed without building SQL."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Self

from peewee import BigIntegerField, Check, Field, ForeignKeyAccessor, ForeignKeyField, Model

from database import EPOCH, by_id, db


class Table(Model):
    class Meta:
        database = db
        legacy_table_names = False

    @classmethod
    def get_by_id(cls, pk: Any) -> Self:
        return by_id(cls, pk)


def one_of(column: str, values: type[StrEnum]) -> Check:
    """A column holds one of these words and nothing else."""
    return Check(f"{column} IN ({', '.join(repr(str(value)) for value in values)})")


class InstantField(BigIntegerField):
    """A moment: an aware datetime, kept as microseconds of UTC. A naive one is refused."""

    def db_value(self, value: datetime | None) -> int | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{self.name}: a moment needs its zone")
        return (value - EPOCH) // timedelta(microseconds=1)

    def python_value(self, value: int | None) -> datetime | None:
        return None if value is None else EPOCH + timedelta(microseconds=value)


class DayField(Field):
    """A day of the office's calendar."""

    field_type = "TEXT"

    def db_value(self, value: date | None) -> str | None:
        return None if value is None else value.isoformat()

    def python_value(self, value: str | None) -> date | None:
        return None if value is None else date.fromisoformat(value)


class _Linked(ForeignKeyAccessor):
    """Follows a foreign key, the first time it is asked for, without building SQL."""

    def get_rel_instance(self, instance: Model) -> Any:
        id = instance.__data__.get(self.name)
        if id is not None and self.name not in instance.__rel__:
            instance.__rel__[self.name] = by_id(self.rel_model, id)
        return super().get_rel_instance(instance)


class _LinkField(ForeignKeyField):
    accessor_class = _Linked


LinkField: Any = _LinkField  # a foreign key to a row's id; for the type checker it is the row
