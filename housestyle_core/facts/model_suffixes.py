"""What the names of models at the boundary of an application end in."""

from __future__ import annotations

from fnmatch import fnmatchcase

from housestyle_core.record import Record

OTHER_ENDINGS = (
    *("Response", "Request", "Payload", "Create", "Update", "Schema", "Model", "DTO", "Dto"),
    *("Output", "Input", "Out", "In", "Read", "Public", "Body", "Data", "Form"),
)


class OutputOptions(Record):
    """`suffixes`: what the name of a model that is sent may end in.

    `allow`: patterns for names that need none.
    """

    suffixes: tuple[str, ...] = ("Response",)
    allow: tuple[str, ...] = ("*Health*", "*Status", "*Error*")


class InputOptions(Record):
    """`suffixes`: what the name of a model that is received may end in.

    `allow`: patterns for names that need none.
    """

    suffixes: tuple[str, ...] = ("Request", "Payload", "Create", "Update")
    allow: tuple[str, ...] = ("*Form", "*Webhook*", "*Event")


def is_misnamed(name: str, options: OutputOptions | InputOptions) -> bool:
    """Whether the name of a model does not tell on which side of the boundary it is."""
    return not name.endswith(options.suffixes) and not any(
        fnmatchcase(name, pattern) for pattern in options.allow
    )


def output_message(name: str, options: OutputOptions) -> str:
    """What is said of a model that is sent."""
    return f"the name `{name}` does not tell that this is sent: {_remedy(name, options)}"


def input_message(name: str, options: InputOptions) -> str:
    """What is said of a model that is received."""
    return f"the name `{name}` does not tell that this is received: {_remedy(name, options)}"


def _remedy(name: str, options: OutputOptions | InputOptions) -> str:
    stem = name
    while ending := next((end for end in OTHER_ENDINGS if stem.endswith(end) and stem != end), ""):
        stem = stem.removesuffix(ending)
        if stem.endswith(options.suffixes):
            return f"call it `{stem}`"
    return f"call it {' or '.join(f'`{stem}{suffix}`' for suffix in options.suffixes)}"
