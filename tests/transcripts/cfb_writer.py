"""OLE compound files and Outlook messages for tests, after [MS-CFB] and [MS-OXMSG]. No package that may be used writes them.

Version 3: sectors of 512 bytes, streams under 4,096 bytes in the mini stream, siblings as a balanced tree.
"""

import struct
from datetime import UTC, datetime

Tree = dict[str, "bytes | Tree"]

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


def compound_file(tree: Tree) -> bytes:
    """An OLE file of storages (dicts) and streams (bytes)."""
    entries = [_Entry("Root Entry", 5)]
    _lay_out(tree, entries, 0)
    mini = bytearray()
    mini_fat: list[int] = []
    sectors: list[bytes] = []
    fat: list[int] = []
    for entry in entries[1:]:
        if not entry.data:
            continue
        if len(entry.data) < _CUTOFF:
            entry.start = len(mini) // _MINI
            mini += entry.data.ljust(-(-len(entry.data) // _MINI) * _MINI, b"\0")
            _chain(mini_fat, -(-len(entry.data) // _MINI))
        else:
            entry.start = _store(entry.data, sectors, fat)
    entries[0].data, entries[0].start = bytes(mini), _store(bytes(mini), sectors, fat) if mini else _END
    mini_table = struct.pack(f"<{len(mini_fat)}I", *mini_fat)
    mini_start = _store(mini_table, sectors, fat, fill=b"\xff") if mini_fat else _END
    directory = b"".join(entry.packed() for entry in entries)
    directory_start = _store(directory, sectors, fat)
    tables = 1
    while tables * 128 < len(fat) + tables:
        tables += 1
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, directory_start, 0, _CUTOFF,
        mini_start, -(-len(mini_table) // _SECTOR), _END, 0,
    )  # fmt: skip
    places = [len(fat) + number for number in range(tables)]
    fat += [_FAT] * tables
    fat += [_FREE] * (tables * 128 - len(fat))
    difat = struct.pack("<109I", *places, *[_FREE] * (109 - tables))
    return header + difat + b"".join(sectors) + struct.pack(f"<{len(fat)}I", *fat)


def message(
    strings: dict[int, str | bytes],
    numbers: dict[int, int | datetime] | None = None,
    recipients: list[dict[int, str]] | None = None,
    attachments: "list[Tree | dict[int, str]] | None" = None,
    *,
    codepage: str | None = None,
    head: int = 32,
) -> Tree:
    """The storages of a message: strings in UTF-16 (or in 8 bits of `codepage`), binaries, integers and times."""
    tree = _bag(strings, numbers or {}, head, codepage)
    if head == 32:  # the table of named properties, empty; Outlook's own reader wants it
        tree["__nameid_version1.0"] = {f"__substg1.0_000{number}0102": b"" for number in (2, 3, 4)}
    for number, recipient in enumerate(recipients or []):
        tree[f"__recip_version1.0_#{number:08X}"] = _bag(dict(recipient), {0x0C15: 1}, 8, codepage)
    for number, attachment in enumerate(attachments or []):
        if any(isinstance(key, str) for key in attachment):  # a message inside
            inside = _bag({0x3001: "message"}, {0x3705: 5}, 8, codepage)
            inside["__substg1.0_3701000D"] = attachment
        else:
            inside = _bag(dict(attachment), {0x3705: 1}, 8, codepage)
        tree[f"__attach_version1.0_#{number:08X}"] = inside
    return tree


def _bag(strings, numbers, head: int, codepage: str | None) -> Tree:
    tree: Tree = {}
    fixed = b"\0" * head
    for number, value in numbers.items():
        if isinstance(value, datetime):
            ticks = (value - _EPOCH).days * 864_000_000_000 + (value - _EPOCH).seconds * 10_000_000
            fixed += struct.pack("<HHIQ", 0x0040, number, 6, ticks)
        else:
            fixed += struct.pack("<HHIQ", 0x0003, number, 6, value)
    for number, value in strings.items():
        kind = 0x0102 if isinstance(value, bytes) else 0x001E if codepage else 0x001F
        data = value if isinstance(value, bytes) else value.encode(codepage or "utf-16-le")
        tree[f"__substg1.0_{number:04X}{kind:04X}"] = data
        fixed += struct.pack("<HHIII", kind, number, 6, len(data) + 2, 0)
    tree["__properties_version1.0"] = fixed
    return tree


class _Entry:
    def __init__(self, name: str, kind: int, data: bytes = b"") -> None:
        self.name, self.kind, self.data, self.start = name, kind, data, 0 if kind == 1 else _END if kind == 2 else 0
        self.left = self.right = self.child = _FREE

    def packed(self) -> bytes:
        raw = (self.name + "\0").encode("utf-16-le")
        return struct.pack(
            "<64sHBBIII16xI8x8xIQ", raw, len(raw), self.kind, 1, self.left, self.right, self.child, 0,
            self.start, len(self.data),
        )  # fmt: skip


def _lay_out(tree: Tree, entries: list[_Entry], parent: int) -> None:
    places = []
    for name in sorted(tree, key=lambda name: (len(name), name.upper())):
        value = tree[name]
        entries.append(_Entry(name, 2, value) if isinstance(value, bytes) else _Entry(name, 1))
        places.append(len(entries) - 1)
        if not isinstance(value, bytes):
            _lay_out(value, entries, len(entries) - 1)
    entries[parent].child = _balanced(places, entries)


def _balanced(places: list[int], entries: list[_Entry]) -> int:
    if not places:
        return _FREE
    middle = len(places) // 2
    entries[places[middle]].left = _balanced(places[:middle], entries)
    entries[places[middle]].right = _balanced(places[middle + 1 :], entries)
    return places[middle]


def _chain(table: list[int], count: int) -> None:
    table += [len(table) + number + 1 for number in range(count - 1)] + [_END]


def _store(data: bytes, sectors: list[bytes], fat: list[int], *, fill: bytes = b"\0") -> int:
    start, count = len(fat), -(-len(data) // _SECTOR)
    sectors.append(data.ljust(count * _SECTOR, fill))
    _chain(fat, count)
    return start
