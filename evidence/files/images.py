"""Pictures, drawn anew: what is kept is what one sees, without place, camera, comments or anything hidden behind."""

import io
import struct
import threading
import zlib
from typing import Any

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError
from PIL.JpegImagePlugin import get_sampling

from evidence.files.bare import is_bare

MEGAPIXELS = 50
"""Of all frames together; phones take up to 50. Drawn one at a time, that is 200 MB of memory."""
FRAMES = 500

_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    EOFError,
    MemoryError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)
_one_at_a_time = threading.Lock()


class BadImage(Exception):
    """Not a picture that is taken; the message says why, in plain words."""


def redrawn(data: bytes, form: str, *, keep_bare: bool = False) -> bytes:
    """The same picture in the same form ("PNG", "JPEG", "GIF", "WEBP"), upright, with every frame and nothing else.

    With `keep_bare`, one that holds nothing but its picture comes back byte for byte. Raises BadImage.
    """
    with _one_at_a_time:
        try:
            with Image.open(io.BytesIO(data), formats=(form,)) as image:
                frames = _checked_size(image)
                if keep_bare and is_bare(data, form):
                    image.load()
                    return data
                options = _options(image, form, data)
                return _animation(image, form, options) if frames > 1 else _still(image, form, options)
        except UnidentifiedImageError:
            raise BadImage("is not the picture that its name says") from None
        except _BROKEN:
            raise BadImage("is damaged: it cannot be drawn") from None


def _checked_size(image: Image.Image) -> int:
    """How many frames there are, once it is sure that they fit into memory. Nothing is decoded before."""
    pixels = image.width * image.height
    if pixels > MEGAPIXELS * 1_000_000:
        raise BadImage(f"has more than {MEGAPIXELS} megapixels")
    if image.format not in ("GIF", "WEBP", "PNG"):
        return 1
    frames = _frames(image)
    if frames > FRAMES:
        raise BadImage(f"has more than {FRAMES} frames")
    if pixels * frames > MEGAPIXELS * 1_000_000:
        raise BadImage(f"has more than {MEGAPIXELS} megapixels in its {frames} frames")
    return frames


def _frames(image: Image.Image) -> int:
    # A GIF does not say how many there are: counting further than needed would be long for a hostile one.
    if image.format == "GIF":
        try:
            image.seek(FRAMES)
        except EOFError:
            pass
        else:
            return FRAMES + 1
        finally:
            image.seek(0)
    return getattr(image, "n_frames", 1)


def _options(image: Image.Image, form: str, data: bytes) -> dict[str, Any]:
    """How the picture is written: no worse than it came, and without what came beside it."""
    if form == "JPEG":
        tables = getattr(image, "quantization", None)
        return {"qtables": tables, "subsampling": get_sampling(image), "optimize": True, "icc_profile": None}
    if form == "WEBP":
        return {"lossless": b"VP8L" in data, "quality": 90, "icc_profile": b"", "exif": b"", "xmp": b""}
    return {"comment": b""} if form == "GIF" else {"icc_profile": None}


def _still(image: Image.Image, form: str, options: dict[str, Any]) -> bytes:
    picture = _in_common_colours(ImageOps.exif_transpose(image))
    transparency = picture.info.get("transparency")
    picture.info = {} if transparency is None else {"transparency": transparency}
    if form == "JPEG" and picture.mode not in ("L", "RGB"):
        picture = picture.convert("RGB")
    return _saved(picture, form, options)


def _animation(image: Image.Image, form: str, options: dict[str, Any]) -> bytes:
    durations = []
    for frame in range(_frames(image)):
        image.seek(frame)
        image.load()
        durations.append(image.info.get("duration", 100))
    image.seek(0)
    options = {"save_all": True, "duration": durations, "loop": image.info.get("loop", 0)} | options
    return _saved(image, form, options)


def _saved(picture: Image.Image, form: str, options: dict[str, Any]) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def _in_common_colours(picture: Image.Image) -> Image.Image:
    """The picture in sRGB, so that its colours stay without the profile that it came with."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "RGBA", "CMYK"):
        return picture
    mode = "RGB" if picture.mode == "CMYK" else picture.mode
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode) or picture
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return picture
