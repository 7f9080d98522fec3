"""Why a backup is not made or not taken back; each message is one sentence for the administrator."""

from app.law.errors import RuleViolation


class BackupDamaged(RuleViolation):
    """The file is cut off, altered, or no backup at all."""

    code = "backup_damaged"
    message = "备份文件不完整或者已被改动，没有恢复任何内容：请换另一份备份"


class BackupOfAnotherVersion(RuleViolation):
    """The structure of the backed-up database is not that of this program."""

    code = "backup_of_another_version"
    message = "备份的数据库结构与本程序不同：请先安装做这份备份时的程序版本，恢复之后再升级"


class BackupKeysMissing(RuleViolation):
    """The keys at hand are not those that the data were sealed with."""

    code = "backup_keys_missing"
    message = (
        "密钥与这份备份不相符（{names}），没有恢复任何内容：请把配套的 secrets.json 放进数据目录"
        "（权限 600）后重新运行，备份中带有密钥的，用 --passphrase-file 给出口令"
    )


class WrongPassphrase(RuleViolation):
    """The passphrase does not open the keys in the backup, or there are none in it."""

    code = "wrong_passphrase"
    message = "口令打不开备份中的密钥，没有恢复任何内容"


class NotEmpty(RuleViolation):
    """There are data already; a restore never mixes and never replaces."""

    code = "not_empty"
    message = "这个系统的数据库中已有数据，不能恢复到它上面：请换一个空的数据目录和空的数据库"


class NotTheSame(RuleViolation):
    """What was written is not what the backup says. Everything was undone."""

    code = "not_the_same"
    message = "恢复后的内容与备份核对不一致（{where}），已全部撤销"


class TableUnknown(RuleViolation):
    """The database has a table that this program does not know, so that a backup would leave it out."""

    code = "table_unknown"
    message = "数据库中有本程序不认识的表（{names}），备份会缺少它们：请用带有这些表的程序备份"


class TooLittleRoom(RuleViolation):
    """The disk cannot hold what the backup has."""

    code = "too_little_room"
    message = "磁盘空间不足：需要约 {needed}，可用 {free}"
