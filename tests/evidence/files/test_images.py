"""Pictures are drawn anew: what one sees stays, everything else goes."""

import io
import struct
import zlib

import pytest
from PIL import Image, ImageChops, ImageCms, PngImagePlugin

from evidence.files import images
from evidence.files.bare import is_bare
from evidence.files.images import BadImage, redrawn
from tests.evidence.files.made_files import GPS, animation, opened, photo, picture

FORMS = ["PNG", "JPEG", "GIF", "WEBP"]
HIDDEN = b"<script>alert(1)</script>"


def same(one: Image.Image, other: Image.Image, most: int = 0) -> bool:
    """Whether two pictures look alike, up to `most` of 255 a channel."""
    difference = ImageChops.difference(one.convert("RGBA"), other.convert("RGBA"))
    return one.size == other.size and all(high <= most for _low, high in difference.getextrema())


@pytest.mark.parametrize("form", FORMS)
def test_a_picture_looks_as_before(form):
    before = picture(form, mode="P" if form == "GIF" else "RGB")
    after = redrawn(before, form)
    assert opened(after).format == form
    assert same(opened(before), opened(after), most=0 if form in ("PNG", "GIF") else 24)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_place_and_camera_are_forgotten(form):
    data = photo(form)
    assert opened(data).getexif().get_ifd(GPS)
    after = redrawn(data, form)
    assert not opened(after).getexif()
    assert b"Camera of Alice" not in after


def test_words_inside_a_picture_are_forgotten():
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "Alice Moreau")
    assert b"Alice" not in redrawn(picture("PNG", pnginfo=words), "PNG")
    assert b"Alice" not in redrawn(picture("JPEG", comment=b"by Alice"), "JPEG")
    assert b"Alice" not in redrawn(picture("GIF", comment=b"by Alice"), "GIF")


@pytest.mark.parametrize("form", FORMS)
def test_what_rides_behind_a_picture_is_dropped(form):
    after = redrawn(picture(form) + HIDDEN, form)
    assert HIDDEN not in after
    assert same(opened(after), opened(picture(form)), most=24)


def test_a_picture_lying_on_its_side_is_set_upright():
    after = opened(redrawn(photo(orientation=6), "JPEG"))
    assert after.size == (30, 40)
    red_above, blue_below = after.getpixel((15, 5)), after.getpixel((15, 35))
    assert red_above[0] > 150 > blue_below[0]


def test_colours_of_a_wide_profile_become_common_ones():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    assert "icc_profile" not in opened(redrawn(picture("PNG", icc_profile=b"no profile"), "PNG")).info
    assert "icc_profile" not in opened(redrawn(picture("JPEG", icc_profile=profile), "JPEG")).info
    common = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    after = redrawn(picture("PNG", icc_profile=common), "PNG")
    assert same(opened(after), opened(picture("PNG")), most=2)


@pytest.mark.parametrize(
    ("form", "mode"), [("JPEG", "CMYK"), ("JPEG", "L"), ("PNG", "I;16"), ("PNG", "1"), ("PNG", "LA")]
)
def test_rarer_kinds_of_pixels_are_drawn_too(form, mode):
    image = Image.new("L", (20, 20), 90).convert("I").convert(mode) if mode == "I;16" else None
    out = io.BytesIO()
    (image or opened(picture()).convert(mode)).save(out, form)
    assert opened(redrawn(out.getvalue(), form)).size in ((20, 20), (40, 30))


def test_what_is_transparent_stays_so():
    image = Image.new("RGBA", (10, 10), (255, 0, 0, 0))
    for form in ("PNG", "GIF", "WEBP"):
        out = io.BytesIO()
        image.save(out, form)
        assert opened(redrawn(out.getvalue(), form)).convert("RGBA").getpixel((5, 5))[3] == 0


@pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP"])
def test_an_animation_keeps_every_frame_and_its_time(form):
    before, after = opened(animation(form)), opened(redrawn(animation(form), form))
    assert after.n_frames == before.n_frames == 3
    for frame in range(3):
        before.seek(frame)
        after.seek(frame)
        before.load()
        after.load()
        assert after.info["duration"] == before.info["duration"]
        assert same(before, after, most=0 if form != "WEBP" else 24)


def test_too_many_pixels_are_refused_before_they_are_drawn(monkeypatch):
    monkeypatch.setitem(images.MEGAPIXELS, "PNG", 0.001)
    assert redrawn(picture("PNG", (40, 25)), "PNG")
    with pytest.raises(BadImage, match=r"has more than 0\.001 megapixels"):
        redrawn(picture("PNG", (40, 26)), "PNG")


@pytest.mark.parametrize("size", [(10_000, 10_000), (30_000, 30_000), (2**31 - 1, 2**31 - 1)])
def test_a_bomb_is_refused(size):
    header = struct.pack(">IIBBBBB", *size, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
    parts = [struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in chunks]
    with pytest.raises(BadImage, match=r"has more than 50 megapixels|is damaged"):
        redrawn(b"\x89PNG\r\n\x1a\n" + b"".join(parts), "PNG")


def test_too_many_frames_are_refused(monkeypatch):
    monkeypatch.setattr(images, "FRAMES", 4)
    assert redrawn(animation("GIF", 4), "GIF")
    with pytest.raises(BadImage, match="has more than 4 frames"):
        redrawn(animation("GIF", 5), "GIF")
    monkeypatch.setitem(images.MEGAPIXELS, "WEBP", 0.0005)
    with pytest.raises(BadImage, match=r"has more than 0\.0005 megapixels in its 3 frames"):
        redrawn(animation("WEBP", 3), "WEBP")


@pytest.mark.parametrize("form", FORMS)
def test_half_a_picture_is_refused(form):
    data = picture(form, (200, 200))
    with pytest.raises(BadImage, match="is damaged"):
        redrawn(data[: len(data) * 2 // 3], form)


@pytest.mark.parametrize("form", FORMS)
def test_a_picture_drawn_here_comes_back_byte_for_byte(form):
    kept = redrawn(picture(form, (64, 48)), form)
    assert redrawn(kept, form, keep_bare=True) == kept
    if form != "JPEG":
        moving = redrawn(animation(form), form)
        assert redrawn(moving, form, keep_bare=True) == moving


@pytest.mark.parametrize("form", FORMS)
def test_a_picture_that_holds_more_is_drawn_anew_even_so(form):
    assert is_bare(picture(form), form)
    for loaded in (picture(form) + HIDDEN, photo(form) if form != "GIF" else picture("GIF", comment=HIDDEN)):
        assert not is_bare(loaded, form)
        after = redrawn(loaded, form, keep_bare=True)
        assert HIDDEN not in after
        assert is_bare(after, form)


@pytest.mark.parametrize("form", FORMS)
def test_a_bare_picture_that_cannot_be_drawn_is_refused_even_so(form):
    data = picture(form, (100, 100))
    cut = data[:60] + data[80:]
    if form == "WEBP":
        cut = cut[:4] + struct.pack("<I", len(cut) - 8) + cut[8:]
    with pytest.raises(BadImage):
        redrawn(cut, form, keep_bare=True)
