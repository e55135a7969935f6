"""Writes demo/coupon.zip and demo/brochure.zip as InDesign's File > Package would: python -m demo.build. Same input, same bytes."""

import io
import zipfile
from pathlib import Path

from demo import brochure, coupon
from demo.idml import Design, write

HERE = Path(__file__).parent


def pack(design: Design) -> bytes:
    """The package: the .idml, its links and its fonts with their licences."""
    folder = HERE / design.name
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        write(archive, f"{design.name}/{design.name}.idml", design.package(), stored=True)
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                write(archive, path.relative_to(HERE).as_posix(), path.read_bytes(), stored=path.suffix == ".jpg")
    return buffer.getvalue()


if __name__ == "__main__":
    for made in (coupon.design(), brochure.design()):
        (HERE / f"{made.name}.zip").write_bytes(pack(made))
