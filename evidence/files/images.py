"""Pictures, drawn anew: what is kept is what one sees, without place, camera, comments or anything hidden behind."""

import io
import struct
import threading
import zlib
from typing import Any

from PIL import GifImagePlugin, Image, ImageCms, ImageOps, ImageSequence, UnidentifiedImageError
from PIL.ExifTags import Base
from PIL.JpegImagePlugin import get_sampling

from evidence.files.bare import is_bare

MEGAPIXELS = {"PNG": 50, "JPEG": 50, "GIF": 50, "WEBP": 16}
"""By form, of all frames together; phones take up to 50. To draw one takes 600 MB of memory at most."""
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
    RuntimeError,
    struct.error,
    zlib.error,
)
_FAR_TOO_LARGE = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_one_at_a_time = threading.Lock()
# Frames of one palette stay as they are: faster by far, and their colours are not guessed anew.
GifImagePlugin.LOADING_STRATEGY = GifImagePlugin.LoadingStrategy.RGB_AFTER_DIFFERENT_PALETTE_ONLY


class BadImage(Exception):
    """Not a picture that is taken; the message says why, in plain words."""


def redrawn(data: bytes, form: str, *, keep_bare: bool = False) -> bytes:
    """The same picture in the same form ("PNG", "JPEG", "GIF", "WEBP"), upright, with every frame and nothing else.

    With `keep_bare`, one that holds nothing but its picture comes back byte for byte. Raises BadImage.
    """
    with _one_at_a_time:
        try:
            with Image.open(io.BytesIO(data), formats=(form,)) as image:
                frames = _checked_size(image, form)
                if keep_bare and is_bare(data, form):
                    image.load()
                    return data
                options = _options(image, form, data)
                return _animation(image, form, options) if frames > 1 else _still(image, form, options)
        except UnidentifiedImageError:
            raise BadImage("is not the picture that its name says") from None
        except _FAR_TOO_LARGE:
            raise BadImage(f"has more than {MEGAPIXELS[form]} megapixels") from None
        except _BROKEN:
            raise BadImage("is damaged: it cannot be drawn") from None


def pixels_of(data: bytes, content_type: str) -> int:
    """How many pixels a picture that was taken has, of all frames together; 0 for what is none."""
    if not content_type.startswith("image/"):
        return 0
    with Image.open(io.BytesIO(data), formats=tuple(MEGAPIXELS)) as image:
        return image.width * image.height * getattr(image, "n_frames", 1)


def _checked_size(image: Image.Image, form: str) -> int:
    """How many frames there are, once it is sure that they fit into memory. Nothing is decoded before."""
    pixels, most = image.width * image.height, MEGAPIXELS[form]
    if pixels > most * 1_000_000:
        raise BadImage(f"has more than {most} megapixels")
    frames = 1 if form == "JPEG" else _frames(image)
    if frames > FRAMES:
        raise BadImage(f"has more than {FRAMES} frames")
    if pixels * frames > most * 1_000_000:
        raise BadImage(f"has more than {most} megapixels in its {frames} frames")
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
    upright = ImageOps.exif_transpose(image) if image.getexif().get(Base.Orientation, 1) != 1 else image
    picture = _in_common_colours(upright)
    transparency = picture.info.get("transparency")
    picture.info = {} if transparency is None else {"transparency": transparency}
    if form == "JPEG" and picture.mode not in ("L", "RGB"):
        picture = picture.convert("RGB")
    return _saved(picture, form, options)


def _animation(image: Image.Image, form: str, options: dict[str, Any]) -> bytes:
    options["save_all"] = True
    if form == "GIF":
        options["disposal"] = [getattr(frame, "disposal_method", 0) for frame in ImageSequence.Iterator(image)]
    if form == "WEBP":
        # The other forms bring the time of every frame along by themselves.
        options["duration"] = [_duration(frame) for frame in ImageSequence.Iterator(image)]
        options["loop"] = image.info.get("loop", 0)
    image.seek(0)
    return _saved(image, form, options)


def _duration(frame: Image.Image) -> int:
    """How long a frame of an animation stands, in milliseconds; a WebP says so once it is decoded."""
    frame.load()
    return frame.info.get("duration", 100)


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
