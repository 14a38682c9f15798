"""The base of every record, bound to the open office. One office is open in a process at a time; the proxy is that fact."""

from peewee import AutoField, DatabaseProxy, Model

OPEN_OFFICE = DatabaseProxy()


class Record(Model):
    """A row of a tracked table. Tables are made by frozen steps (schema.py), never from these classes."""

    id = AutoField(verbose_name="内部编号")

    class Meta:
        database = OPEN_OFFICE
        legacy_table_names = False
