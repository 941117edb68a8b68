"""Whether a picture holds nothing but its picture, by its parts: then it need not be drawn anew to be clean."""

import struct
from collections.abc import Callable, Iterator

_PNG = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"acTL", b"fcTL", b"fdAT"}
_WEBP = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"}
_GIF = {0x2C, 0x3B, 0xF9, b"NETSCAPE2.0"}
# Start of frame (all but DHT, JPG, DAC), DHT, SOS, DQT, DRI, JFIF's APP0.
_JPEG = {*range(0xC0, 0xD0)} - {0xC8, 0xCC} | {0xDA, 0xDB, 0xDD, 0xE0}


class _Odd(Exception):
    """Something that no picture needs."""


def is_bare(data: bytes, form: str) -> bool:
    """Whether every byte of `data` belongs to a part that a picture needs. `form` as in `images.redrawn`."""
    parts, needed = _FORMS[form]
    try:
        return all(part in needed for part in parts(data))
    except (_Odd, IndexError, struct.error):
        return False


def _png(data: bytes) -> Iterator[bytes]:
    at = 8
    while at < len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        yield name
        at += 12 + length
        if name == b"IEND" and (length or at != len(data)):
            raise _Odd
    if at != len(data):
        raise _Odd


def _webp(data: bytes) -> Iterator[bytes]:
    if struct.unpack_from("<I", data, 4)[0] + 8 != len(data):
        raise _Odd
    yield from _chunks(data, 12, len(data))


def _chunks(data: bytes, at: int, end: int) -> Iterator[bytes]:
    while at < end:
        name, length = struct.unpack_from("<4sI", data, at)
        yield name
        if name == b"ANMF":
            yield from _chunks(data, at + 24, at + 8 + length)
        at += 8 + length + length % 2
    if at != end:
        raise _Odd


def _jpeg(data: bytes) -> Iterator[int]:
    at = 2
    while data[at] == 0xFF and data[at + 1] != 0xD9:
        marker, length = struct.unpack_from(">BH", data, at + 1)
        if marker == 0xE0 and (data[at + 4 : at + 9] != b"JFIF\0" or length != 16):
            raise _Odd
        yield marker
        at += 2 + length
        if marker == 0xDA:
            at = _after_scan(data, at)
    if data[at:] != b"\xff\xd9":
        raise _Odd


def _after_scan(data: bytes, at: int) -> int:
    """Where the next marker stands: in a scan 0xFF is followed by 0 or by a restart."""
    while (at := data.find(b"\xff", at)) >= 0:
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 2
    raise _Odd


def _gif(data: bytes) -> Iterator[int | bytes]:
    at = 13 + _table(data[10])
    while data[at] != 0x3B:
        if data[at] == 0x2C:
            yield 0x2C
            at += 10 + _table(data[at + 9]) + 1
        elif data[at] == 0x21 and data[at + 1] == 0xFF:
            yield data[at + 3 : at + 14]
            at += 2
        elif data[at] == 0x21:
            yield data[at + 1]
            at += 2
        else:
            raise _Odd
        while data[at]:
            at += 1 + data[at]
        at += 1
    if at + 1 != len(data):
        raise _Odd


def _table(flags: int) -> int:
    return 3 * 2 ** (flags % 8 + 1) if flags & 0x80 else 0


_FORMS: dict[str, tuple[Callable[[bytes], Iterator], set]] = {
    "PNG": (_png, _PNG),
    "WEBP": (_webp, _WEBP),
    "JPEG": (_jpeg, _JPEG),
    "GIF": (_gif, _GIF),
}
