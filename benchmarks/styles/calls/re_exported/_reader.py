"""Hidden behind the package"""

import io


def read_terms() -> str:
    with open("terms.txt") as file:
        return file.read()


def empty_terms() -> str:
    return io.StringIO("").read()
