"""Checks of database files themselves: is every page whole, does every reference hold. For check, upgrade, backup and restore."""

from desktop_app.storage.database import OfficeDatabase
from desktop_app.storage.errors import DATABASE_ERRORS


def file_faults(database: OfficeDatabase, encrypted: bool) -> list[str]:
    """What is wrong with a database file, in Chinese; [] when nothing is.

    integrity_check finds truncation, cipher_integrity_check flipped bits: both are needed.
    """
    faults: list[str] = []
    try:
        database.checkpoint()
        if encrypted:
            broken = database.rows("PRAGMA cipher_integrity_check")
            faults += [f"{database.path.name}：有 {len(broken)} 页内容校验不符"] if broken else []
        found = [text for (text,) in database.rows("PRAGMA integrity_check(20)") if text != "ok"]
        faults += [f"{database.path.name}：结构检查发现 {len(found)} 处错误"] if found else []
        references = database.rows("PRAGMA foreign_key_check")
        faults += [f"{database.path.name}：{len(references)} 条记录指向不存在的记录"] if references else []
    except DATABASE_ERRORS:
        faults.append(f"{database.path.name}：读取中断，文件已损坏")
    return faults
