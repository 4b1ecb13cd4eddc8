"""Reads the head of a GGUF model file, without trusting any number in it."""

from __future__ import annotations

import stat
import struct
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

_SCALARS = {
    0: "<B",
    1: "<b",
    2: "<H",
    3: "<h",
    4: "<I",
    5: "<i",
    6: "<f",
    7: "<?",
    10: "<Q",
    11: "<q",
    12: "<d",
}
_STRING, _ARRAY = 8, 9
_MOST_KEYS, _MOST_TENSORS, _MOST_ITEMS = 10_000, 100_000, 4_000_000
_LONGEST_TEXT = 1 << 20


class NotGguf(Exception):
    """The file is not a whole GGUF file; says why in words."""


@dataclass(frozen=True)
class TensorInfo:
    """One matrix or vector; ``begin`` is where its data lies in the file."""

    name: str
    shape: tuple[int, ...]
    kind: int
    begin: int


@dataclass(frozen=True)
class Head:
    """The metadata (texts and numbers; lists are passed over) and where everything lies.

    ``least_size`` is what the file must have; the metadata ends and the tensors' list begins at ``listed``.
    """

    values: dict[str, Any]
    least_size: int
    tensors: tuple[TensorInfo, ...] = ()
    listed: int = 0

    def text(self, key: str) -> str:
        """A text of the metadata; "" when there is none."""
        value = self.values.get(key)
        return value if isinstance(value, str) else ""

    def number(self, key: str, default: int = 0) -> int:
        """A whole number of the metadata."""
        value = self.values.get(key)
        return value if isinstance(value, int) else default


def read_head(path: Path) -> Head:
    """The head of a model file.

    Raises:
        NotGguf: it is empty, of another kind, damaged or cut off.
    """
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):  # a pipe would keep us waiting for its writer
            raise NotGguf("it cannot be read (it is not a file)")
        size = about.st_size
        with path.open("rb") as file:
            head = _Reader(file, size).head()
    except OSError as error:
        raise NotGguf(f"it cannot be read ({error.strerror})") from error
    except (UnicodeDecodeError, struct.error, ValueError) as error:
        raise NotGguf("its head is damaged") from error
    if size < head.least_size:
        raise NotGguf("it is cut off: a part of the weights is missing")
    return head


class _Reader:
    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file, self._size = file, size

    def head(self) -> Head:
        if self._size == 0:
            raise NotGguf("it is empty")
        if self._file.read(4) != b"GGUF":
            raise NotGguf("it is not a GGUF file")
        version = self._number("<I")
        if version not in (2, 3):
            raise NotGguf(f"its GGUF version is {version}, and Bowout reads 2 and 3")
        tensors, keys = self._count(_MOST_TENSORS), self._count(_MOST_KEYS)
        values = {}
        for _ in range(keys):
            key = self._text()
            values[key] = self._value(self._number("<I"))
        listed = self._file.tell()
        found = [self._tensor() for _ in range(tensors)]
        if not found:
            raise NotGguf("it holds no weights")
        align = values.get("general.alignment", 32)
        if not isinstance(align, int) or not 0 < align <= 1 << 16:
            raise NotGguf("its head is damaged")
        data = -(-self._file.tell() // align) * align
        placed = tuple(replace(each, begin=data + each.begin) for each in found)
        return Head(values, max(each.begin for each in placed) + 1, placed, listed)

    def _tensor(self) -> TensorInfo:
        """One tensor's description; its place counts from where the data begins."""
        name = self._text()
        shape = tuple(int(self._number("<Q")) for _ in range(self._count(8, "<I")))
        return TensorInfo(name, shape, int(self._number("<I")), int(self._number("<Q")))

    def _value(self, kind: int) -> Any:
        if kind == _STRING:
            return self._text()
        if kind == _ARRAY:
            self._pass_array()
            return None
        if kind not in _SCALARS:
            raise NotGguf("its head is damaged")
        return self._number(_SCALARS[kind])

    def _pass_array(self) -> None:
        kind, count = self._number("<I"), self._count(_MOST_ITEMS)
        if kind == _STRING:
            for _ in range(count):
                self._skip(self._number("<Q"))
        elif kind in _SCALARS:
            self._skip(count * struct.calcsize(_SCALARS[kind]))
        else:
            raise NotGguf("its head is damaged")

    def _skip(self, count: int) -> None:
        if count > self._size - self._file.tell():
            raise NotGguf("it is cut off: its head is not whole")
        self._file.seek(count, 1)

    def _text(self) -> str:
        length = self._number("<Q")
        if length > _LONGEST_TEXT:
            raise NotGguf("its head is damaged")
        return self._bytes(length).decode("utf-8")

    def _count(self, most: int, form: str = "<Q") -> int:
        count = int(self._number(form))
        if count > most:
            raise NotGguf("its head is damaged")
        return count

    def _number(self, form: str) -> Any:
        [value] = struct.unpack(form, self._bytes(struct.calcsize(form)))
        return value

    def _bytes(self, count: int) -> bytes:
        data = self._file.read(count)
        if len(data) < count:
            raise NotGguf("it is cut off: its head is not whole")
        return data
