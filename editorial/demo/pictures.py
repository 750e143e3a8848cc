"""Landscapes drawn by rule: sky, sun, layered mountains with mist, terraces, a river or a forest in front."""

import math
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from random import Random

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFilter

SIZE = WIDTH, HEIGHT = 1280, 720
COUNT = 40
# name, sky above, sky below, sun, far mountain, near mountain, ground, water
PALETTES = [
    ("buổi sáng", "#7fb2d9", "#fbe8cf", "#fff6df", "#a9c3cf", "#2f5d50", "#7fa650", "#b8d8e3"),
    ("hoàng hôn", "#5a5e94", "#f6b27a", "#ffe3a8", "#a98aa6", "#3b3454", "#6d5a55", "#e3b08f"),
    ("mùa lúa chín", "#8cc3e2", "#f4f0d8", "#fffbe6", "#9dbfae", "#3d6b45", "#d9b54a", "#c6dfd9"),
    ("sương sớm", "#b9cbd3", "#eef1ea", "#ffffff", "#c3d0d2", "#5d7c7b", "#8fa58a", "#d7e3e4"),
    ("mùa xuân", "#93c9ea", "#fde6ea", "#fff7f2", "#b3c8dc", "#40765f", "#94c06b", "#bfe0ea"),
    ("đêm trăng", "#14244a", "#4f6a97", "#f3f0d6", "#42597f", "#16263a", "#22394a", "#6c8bb0"),
    ("trời thu", "#6fa9cf", "#f2dcb5", "#fff1c9", "#a6b4b8", "#6b5637", "#b9823c", "#b7d0d2"),
    ("sau mưa", "#6e93a6", "#d5e6de", "#f7fff7", "#8fb0ab", "#1f5a46", "#4f9058", "#a6ccc9"),
]
SCENES = ("ruộng bậc thang", "dòng suối", "rừng cây", "đồi quýt", "bản làng")


def all_pictures():
    """(file, alternative text) of every landscape, one after the other."""
    with ThreadPoolExecutor() as pool:  # Pillow works outside the interpreter's lock
        yield from pool.map(draw, range(COUNT))


def draw(index):
    """The landscape with this number: the same each time."""
    rng = Random(index * 7919 + 11)
    palette, scene = PALETTES[index % len(PALETTES)], SCENES[index // len(PALETTES)]
    picture = _sky(rng, palette)
    _mountains(picture, rng, palette)
    FOREGROUNDS[scene](picture, rng, palette)
    return _jpeg(picture, index), f"Tranh minh họa: núi non và {scene}, {palette[0]}"


def _jpeg(picture, index):
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=80)
    return ContentFile(buffer.getvalue(), name=f"phong-canh-{index + 1:02}.jpg")


def _rgb(colour):
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _mix(first, second, share):
    return tuple(round(a + (b - a) * share) for a, b in zip(_rgb(first), _rgb(second)))


def _gradient(above, below, size=SIZE):
    ramp = Image.linear_gradient("L").resize(size)
    return Image.composite(Image.new("RGB", size, below), Image.new("RGB", size, above), ramp)


def _sky(rng, palette):
    sky = _gradient(_rgb(palette[1]), _rgb(palette[2]))
    x, y, r = rng.randint(200, 1080), rng.randint(90, 230), rng.randint(36, 62)
    for radius, strength in ((r * 4, 40), (r * 2, 70), (r, 255)):
        sky.paste(
            _rgb(palette[3]), mask=_disc(x, y, radius, strength, 1 if radius == r else radius / 12)
        )
    return sky


def _disc(x, y, radius, strength, blur):
    """A soft round light; drawn at quarter size, because blurring is slow."""
    small = Image.new("L", (WIDTH // 4, HEIGHT // 4), 0)
    ImageDraw.Draw(small).ellipse(
        [edge / 4 for edge in (x - radius, y - radius, x + radius, y + radius)], fill=strength
    )
    return small.filter(ImageFilter.GaussianBlur(blur)).resize(SIZE, Image.Resampling.BICUBIC)


def _ridge(rng, base, rise, step=8):
    """Heights of a ridge from left to right: a few waves of different length."""
    waves = [
        (rng.uniform(0.5, 1) / k, k * rng.uniform(0.8, 1.3), rng.uniform(0, 6.3))
        for k in (1, 2, 4, 9, 19)
    ]
    for x in range(0, WIDTH + step, step):
        height = sum(a * math.sin(f * x / WIDTH * 6.3 + p) for a, f, p in waves)
        yield x, base - rise * (0.5 + height / 3)


def _mask(points):
    """A polygon down to the lower edge, drawn at double size so that its edge is smooth."""
    mask = Image.new("L", (WIDTH * 2, HEIGHT * 2), 0)
    outline = [(x * 2, y * 2) for x, y in points]
    ImageDraw.Draw(mask).polygon([(0, HEIGHT * 2), *outline, (WIDTH * 2, HEIGHT * 2)], fill=255)
    return mask.reduce(2)


def _mountains(picture, rng, palette):
    for depth in range(5):
        share = depth / 4
        colour = _mix(palette[4], palette[5], share)
        base = 330 + depth * 62
        veil = _gradient(
            colour, _mix(palette[2], "#{:02x}{:02x}{:02x}".format(*colour), 0.45 + share / 2)
        )
        picture.paste(veil, mask=_mask(list(_ridge(rng, base, 190 - depth * 24))))
        _mist(picture, rng, palette, base + 30, 90 - depth * 14)


def _mist(picture, rng, palette, y, strength):
    small = Image.new("L", (160, 90), 0)
    for _ in range(3):
        x = rng.randint(-20, 140)
        ImageDraw.Draw(small).ellipse(
            (x, y / 8 - 4, x + rng.randint(40, 90), y / 8 + 5), fill=strength
        )
    picture.paste(
        _rgb(palette[2]),
        mask=small.filter(ImageFilter.GaussianBlur(4)).resize(SIZE, Image.Resampling.BICUBIC),
    )


def _terraces(picture, rng, palette):
    phase = rng.uniform(0, 6.3)
    for step in range(9):
        y = 540 + step * step * 2.6 + step * 4
        edge = [
            (x, y + (14 + step * 3) * math.sin(x / (190 + step * 14) + phase + step * 0.35))
            for x in range(0, WIDTH + 8, 8)
        ]
        picture.paste(_mix(palette[5], palette[6], 0.25), mask=_mask(edge))
        lower = [(x, y + 5 + step) for x, y in edge]
        picture.paste(_mix(palette[6], palette[2], 0.32 - step * 0.03), mask=_mask(lower))


def _river(picture, rng, palette):
    picture.paste(_mix(palette[5], palette[6], 0.75), mask=_mask(list(_ridge(rng, 590, 40))))
    bend, left, right = rng.uniform(0, 6.3), [], []
    for y in range(575, HEIGHT + 6, 6):
        share = (y - 575) / 145
        centre, half = 640 + 210 * math.sin(bend + share * 3), 8 + 230 * share * share
        left.append((centre - half, y))
        right.append((centre + half, y))
    water = Image.new("L", SIZE, 0)
    ImageDraw.Draw(water).polygon(left + right[::-1], fill=235)
    picture.paste(
        _gradient(_mix(palette[7], palette[2], 0.4), _rgb(palette[7])),
        mask=water.filter(ImageFilter.GaussianBlur(1.5)),
    )


def _forest(picture, rng, palette):
    for row in range(4):
        y = 600 + row * 40
        trees = Image.new("L", (WIDTH * 2, HEIGHT * 2), 0)
        pen = ImageDraw.Draw(trees)
        for x in range(-20, WIDTH + 40, 26):
            _tree(
                pen,
                x + rng.randint(-10, 10),
                y + rng.randint(-8, 12),
                rng.randint(50, 95) + row * 12,
            )
        picture.paste(_mix(palette[5], palette[6], 0.55 - row * 0.17), mask=trees.reduce(2))


def _tree(pen, x, y, height):
    for part in range(3):
        top, wide = y - height + part * height * 0.24, height * (0.16 + part * 0.07)
        pen.polygon(
            [
                (x * 2, top * 2),
                ((x - wide) * 2, (top + height * 0.5) * 2),
                ((x + wide) * 2, (top + height * 0.5) * 2),
            ],
            fill=255,
        )
    pen.rectangle(((x - 3) * 2, (y - height * 0.1) * 2, (x + 3) * 2, (y + 160) * 2), fill=255)


def _orchard(picture, rng, palette):
    picture.paste(_mix(palette[6], palette[2], 0.15), mask=_mask(list(_ridge(rng, 580, 70))))
    pen = ImageDraw.Draw(picture)
    for row in range(5):
        y, size = 585 + row * 32, 20 + row * 7
        for x in range(-10 + (row % 2) * size, WIDTH + 40, size * 3):
            _fruit_tree(pen, rng, palette, x + rng.randint(-8, 8), y, size)


def _fruit_tree(pen, rng, palette, x, y, size):
    pen.ellipse(
        (x - size, y - size * 0.5, x + size, y + size), fill=_mix(palette[5], "#4f8a3c", 0.55)
    )
    pen.ellipse(
        (x - size * 0.8, y - size * 0.6, x + size * 0.7, y + size * 0.5),
        fill=_mix(palette[5], "#6ea64c", 0.7),
    )
    for _ in range(7):
        fx, fy, r = (
            x + rng.uniform(-0.7, 0.7) * size,
            y + rng.uniform(-0.4, 0.7) * size,
            max(2, size / 11),
        )
        pen.ellipse((fx - r, fy - r, fx + r, fy + r), fill="#e8892b")


def _village(picture, rng, palette):
    _terraces(picture, rng, palette)
    pen = ImageDraw.Draw(picture)
    for x in sorted(rng.sample(range(80, 1180, 120), 6)):
        _stilt_house(pen, palette, x, 560 + rng.randint(-6, 70), rng.randint(34, 54))


def _stilt_house(pen, palette, x, y, size):
    roof, wall = _mix(palette[5], "#5a3d2b", 0.6), _mix("#c99d6b", palette[2], 0.2)
    for post in (-0.8, -0.27, 0.27, 0.8):
        pen.rectangle((x + post * size - 2, y, x + post * size + 2, y + size * 0.5), fill=roof)
    pen.rectangle((x - size, y - size * 0.5, x + size, y + size * 0.1), fill=wall)
    pen.rectangle((x - size * 0.15, y - size * 0.4, x + size * 0.15, y + size * 0.1), fill=roof)
    pen.polygon(
        [
            (x - size * 1.3, y - size * 0.45),
            (x - size * 0.7, y - size * 1.2),
            (x + size * 0.7, y - size * 1.2),
            (x + size * 1.3, y - size * 0.45),
        ],
        fill=roof,
    )


FOREGROUNDS = dict(zip(SCENES, (_terraces, _river, _forest, _orchard, _village)))
