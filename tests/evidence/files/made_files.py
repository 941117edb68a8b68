"""Small real files of every kind that is taken, made for tests."""

import io
import zipfile

from PIL import Image

GPS, ORIENTATION = 0x8825, 0x0112


def picture(form: str = "PNG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **options) -> bytes:
    """A picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", size, (200, 20, 20))
    image.paste((20, 20, 200), (size[0] // 2, 0, size[0], size[1]))
    out = io.BytesIO()
    image.convert(mode).save(out, form, **options)
    return out.getvalue()


def photo(form: str = "JPEG", *, orientation: int = 1, size: tuple[int, int] = (40, 30)) -> bytes:
    """A picture that says where and by which camera it was taken."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[0x010F] = "Camera of Alice"
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (48.0, 51.0, 24.0)
    return picture(form, size, exif=exif)


def animation(form: str = "GIF", frames: int = 3, size: tuple[int, int] = (20, 10)) -> bytes:
    """Frames in different colours, each standing longer than the one before."""
    shown = [Image.new("RGB", size, (60 * at % 256, 0, 99)) for at in range(frames)]
    out = io.BytesIO()
    durations = [100 * at for at in range(1, frames + 1)]
    shown[0].save(out, form, save_all=True, append_images=shown[1:], duration=durations, loop=0)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


OFFICE = {"word": "wordprocessingml.document", "xl": "spreadsheetml.sheet", "ppt": "presentationml.presentation"}


def office(
    folder: str, *, main: str = "main.xml", kind: str = "", types: str = "", beside: str = "", **more: bytes
) -> bytes:
    """An Office document's skeleton: `word`, `xl` or `ppt`. `kind` is the type of its main part, `types` are further
    ones, `beside` what its main part leads to.
    """
    kind = kind or f"application/vnd.openxmlformats-officedocument.{OFFICE[folder]}.main+xml"
    schema = "http://schemas.openxmlformats.org/package/2006"
    leads = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{schema}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{folder}/{main}" ContentType="{kind}"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{schema}/relationships"><Relationship Id="r1" '
        f'Type="{leads}/officeDocument" Target="{folder}/{main}"/></Relationships>',
        f"{folder}/_rels/{main}.rels": f'<Relationships xmlns="{schema}/relationships">{beside}</Relationships>',
        f"{folder}/{main}": "<main/>",
    }
    return zipped(
        {name: text.encode() for name, text in parts.items()}
        | {name.replace("__", "/"): content for name, content in more.items()}
    )


def opendocument(kind: str) -> bytes:
    """An open document's skeleton: `text`, `spreadsheet` or `presentation`."""
    mimetype = f"application/vnd.oasis.opendocument.{kind}".encode()
    return zipped({"mimetype": mimetype, "content.xml": b"<content/>", "META-INF/manifest.xml": b"<m/>"})


PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"
MAIL = b"From: Ana Reyes <ana@example.org>\r\nTo: alice@example.org\r\nSubject: Thank you\r\n\r\nIt works now.\r\n"
OUTLOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "__properties_version1.0".encode("utf-16-le") + bytes(99)

OF_EVERY_KIND = {
    "png": picture("PNG"),
    "jpg": picture("JPEG"),
    "gif": picture("GIF", mode="P"),
    "webp": picture("WEBP"),
    "pdf": PDF,
    "txt": "What we found, in São Paulo".encode(),
    "docx": office("word"),
    "xlsx": office("xl"),
    "pptx": office("ppt"),
    "odt": opendocument("text"),
    "ods": opendocument("spreadsheet"),
    "odp": opendocument("presentation"),
    "eml": MAIL,
    "msg": OUTLOOK,
}
