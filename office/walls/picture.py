"""Makes one picture anew, in a process of its own: reads it from stdin, writes a JPEG to stdout.

What is no picture, or hides something beside it, ends here; the server never opens it.
"""

import sys
from io import BytesIO

BOX = (1920, 1920)  # pixels; what is larger is made smaller
MOST = 40_000_000  # pixels of what is brought
TOO_MANY = 3  # the code of leaving


def main() -> None:
    from PIL import Image, ImageOps  # the server, which knows our constants, carries it not

    Image.MAX_IMAGE_PIXELS = None  # ours is asked first
    brought = Image.open(BytesIO(sys.stdin.buffer.read()), formats=("JPEG", "PNG", "WEBP"))
    if brought.width * brought.height > MOST:
        sys.exit(TOO_MANY)
    brought.draft("RGB", BOX)  # a JPEG is read no larger than it is needed
    brought.thumbnail(BOX)  # before anything makes a second one of its size
    picture = ImageOps.exif_transpose(brought)
    ground = Image.new("RGB", picture.size, "white")
    plain = picture.convert("RGBA")
    ground.paste(plain, mask=plain.getchannel("A"))
    ground.save(sys.stdout.buffer, "JPEG", quality=88, progressive=True)


if __name__ == "__main__":
    main()
