"""A base class with the work in it"""

import shutil
from pathlib import Path


class Exporter:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def pack(self) -> str:
        return shutil.make_archive(str(self.folder), "zip", self.folder)

    def title(self) -> str:
        return self.folder.name
