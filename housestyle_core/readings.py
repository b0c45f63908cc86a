"""What was read of each rule's findings on real code, and so which rules are stable.

A rule is stable when findings from at least three packages were read and at least 95 % of them
were true alarms; any other rule is `preview` and runs only when asked for. docs/precision.md
tells how the packages were run and what the false alarms were.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

PACKAGES_NEEDED = 3
TRUE_SHARE_NEEDED = 0.95


class Reading(Record):
    """`true` of the `read` findings in this release of a package were true alarms."""

    package: str
    read: int
    true: int


def is_precise(readings: Collection[Reading]) -> bool:
    """Whether these readings make a rule stable."""
    read = sum(reading.read for reading in readings)
    true = sum(reading.true for reading in readings)
    packages = {reading.package for reading in readings if reading.read}
    return len(packages) >= PACKAGES_NEEDED and true >= TRUE_SHARE_NEEDED * read


READINGS: Mapping[str, tuple[Reading, ...]] = {
    "HS101": (
        Reading("open-webui 0.12.4", 36, 33),
        Reading("litellm 1.109.1", 33, 33),
        Reading("prefect 3.9.1", 58, 57),
        Reading("homeassistant 2025.4.4", 10, 9),
        Reading("langflow-base 1.13.0", 86, 82),
        Reading("zenml 0.98.0", 1, 1),
        Reading("starlette 1.10.0", 2, 0),
    ),
    "HS102": (
        Reading("open-webui 0.12.4", 22, 22),
        Reading("litellm 1.109.1", 32, 30),
        Reading("prefect 3.9.1", 23, 21),
        Reading("homeassistant 2025.4.4", 2, 2),
        Reading("argilla-server 2.8.0", 5, 5),
        Reading("langflow-base 1.13.0", 179, 172),
    ),
    "HS103": (
        Reading("open-webui 0.12.4", 3, 3),
        Reading("langflow-base 1.13.0", 1, 1),
        Reading("litellm 1.109.1", 12, 11),
        Reading("homeassistant 2025.4.4", 5, 5),
    ),
    "HS105": (
        Reading("argilla-server 2.8.0", 1, 1),
        Reading("langflow-base 1.13.0", 11, 9),
        Reading("litellm 1.109.1", 2, 1),
        Reading("open-webui 0.12.4", 33, 33),
        Reading("prefect 3.9.1", 2, 1),
    ),
    "HS106": (
        Reading("khoj 1.42.10", 1, 1),
        Reading("metagpt 0.8.1", 1, 1),
        Reading("prefect 2.14.0", 1, 1),
        Reading("mlflow 3.18.0", 1, 1),
        Reading("nicegui 3.18.0", 1, 1),
    ),
    "HS107": (
        Reading("homeassistant 2025.4.4", 2, 2),
        Reading("camel-ai 0.2.90", 2, 2),
        Reading("metagpt 0.8.1", 1, 1),
    ),
    "HS110": (
        Reading("homeassistant 2025.4.4", 3, 3),
        Reading("langflow-base 1.13.0", 29, 29),
        Reading("litellm 1.109.1", 31, 30),
        Reading("open-webui 0.12.4", 3, 3),
        Reading("prefect 3.9.1", 1, 1),
        Reading("zenml 0.98.0", 2, 2),
    ),
    "HS111": (
        Reading("homeassistant 2025.4.4", 11, 11),
        Reading("litellm 1.109.1", 25, 25),
        Reading("open-webui 0.12.4", 9, 9),
        Reading("zenml 0.98.0", 2, 2),
    ),
    "HS112": (
        Reading("agno 3.1.10", 1, 1),
        Reading("dashscope 2.0.2", 1, 1),
        Reading("distributed 2026.8.0", 1, 1),
    ),
    "HS113": (
        Reading("open-webui 0.12.4", 1, 1),
        Reading("zenml 0.98.0", 1, 1),
        Reading("homeassistant 2025.4.4", 2, 2),
        Reading("litellm 1.109.1", 5, 5),
    ),
    "HS114": (Reading("litellm 1.109.1", 4, 4),),
    "HS115": (
        Reading("argilla-server 2.8.0", 1, 0),
        Reading("litellm 1.109.1", 3, 3),
        Reading("prefect 3.9.1", 1, 1),
    ),
    "HS116": (
        Reading("langflow-base 1.13.0", 6, 5),
        Reading("litellm 1.109.1", 32, 31),
        Reading("prefect 3.9.1", 5, 5),
        Reading("zenml 0.98.0", 2, 2),
    ),
    "HS118": (
        Reading("apache-superset 6.1.0", 18, 18),
        Reading("pretix 2026.8.0", 5, 5),
        Reading("langflow-base 1.13.0", 3, 3),
        Reading("weblate 2026.10.1", 22, 22),
    ),
    "HS119": (
        Reading("open-webui 0.12.4", 4, 4),
        Reading("langflow-base 1.13.0", 3, 2),
        Reading("zenml 0.98.0", 1, 1),
    ),
    "HS120": (
        Reading("langflow-base 1.13.0", 3, 3),
        Reading("prefect 3.9.1", 6, 6),
        Reading("litellm 1.109.1", 5, 4),
        Reading("homeassistant 2025.4.4", 10, 10),
        Reading("apache-superset 6.1.0", 2, 2),
    ),
    "HS203": (
        Reading("argilla-server 2.8.0", 10, 10),
        Reading("open-webui 0.12.4", 10, 10),
        Reading("langflow-base 1.13.0", 10, 10),
        Reading("fastapi 0.165.0", 8, 8),
        Reading("sqlmodel 0.0.50", 1, 1),
        Reading("httpx 0.28.1", 9, 9),
        Reading("zenml 0.98.0", 10, 10),
        Reading("prefect 3.9.1", 10, 10),
        Reading("litellm 1.109.1", 10, 10),
    ),
    "HS204": (
        Reading("argilla-server 2.8.0", 9, 9),
        Reading("open-webui 0.12.4", 9, 9),
        Reading("langflow-base 1.13.0", 1, 1),
        Reading("fastapi 0.165.0", 1, 1),
        Reading("sqlmodel 0.0.50", 2, 2),
        Reading("httpx 0.28.1", 7, 7),
        Reading("zenml 0.98.0", 9, 9),
        Reading("prefect 3.9.1", 9, 9),
        Reading("litellm 1.109.1", 9, 9),
    ),
    "HS205": (
        Reading("argilla-server 2.8.0", 9, 9),
        Reading("open-webui 0.12.4", 9, 9),
        Reading("langflow-base 1.13.0", 2, 2),
        Reading("httpx 0.28.1", 8, 8),
        Reading("zenml 0.98.0", 9, 9),
        Reading("prefect 3.9.1", 9, 9),
        Reading("litellm 1.109.1", 9, 9),
    ),
    "HS241": (
        Reading("argilla-server 2.8.0", 11, 11),
        Reading("langflow-base 1.13.0", 11, 11),
        Reading("fastapi 0.165.0", 11, 11),
        Reading("sqlmodel 0.0.50", 11, 11),
        Reading("httpx 0.28.1", 11, 11),
        Reading("prefect 3.9.1", 10, 10),
        Reading("litellm 1.109.1", 11, 11),
        Reading("homeassistant 2025.4.4", 6, 6),
    ),
    "HS301": (
        Reading("argilla-server 2.8.0", 29, 29),
        Reading("open-webui 0.12.4", 1, 1),
        Reading("langflow-base 1.13.0", 3, 3),
        Reading("zenml 0.98.0", 3, 3),
        Reading("httpx 0.28.1", 1, 1),
        Reading("homeassistant 2025.4.4", 2, 2),
        Reading("litellm 1.109.1", 58, 56),
    ),
    "HS303": (
        Reading("argilla-server 2.8.0", 3, 3),
        Reading("open-webui 0.12.4", 4, 4),
        Reading("langflow-base 1.13.0", 4, 4),
        Reading("prefect 3.9.1", 4, 4),
        Reading("litellm 1.109.1", 4, 4),
        Reading("homeassistant 2025.4.4", 4, 4),
        Reading("zenml 0.98.0", 2, 2),
        Reading("starlette 1.10.0", 4, 4),
    ),
    "HS311": (
        Reading("argilla-server 2.8.0", 2, 2),
        Reading("open-webui 0.12.4", 9, 9),
        Reading("langflow-base 1.13.0", 2, 2),
        Reading("prefect 3.9.1", 3, 3),
        Reading("zenml 0.98.0", 27, 27),
        Reading("fastapi 0.165.0", 1, 1),
        Reading("litellm 1.109.1", 37, 37),
    ),
    "HS401": (
        Reading("argilla-server 2.8.0", 3, 3),
        Reading("open-webui 0.12.4", 1, 1),
        Reading("langflow-base 1.13.0", 2, 2),
        Reading("zenml 0.98.0", 2, 2),
        Reading("litellm 1.109.1", 5, 5),
    ),
    "HS451": (
        Reading("open-webui 0.12.4", 23, 22),
        Reading("langflow-base 1.13.0", 3, 3),
        Reading("litellm 1.109.1", 13, 13),
    ),
    "HS452": (
        Reading("open-webui 0.12.4", 41, 41),
        Reading("langflow-base 1.13.0", 26, 26),
        Reading("litellm 1.109.1", 47, 47),
        Reading("zenml 0.98.0", 8, 8),
        Reading("prefect 3.9.1", 2, 1),
    ),
    "HS453": (
        Reading("open-webui 0.12.4", 27, 27),
        Reading("langflow-base 1.13.0", 33, 31),
        Reading("prefect 3.9.1", 11, 11),
        Reading("ethyca-fides 2.78.2", 18, 17),
        Reading("argilla-server 2.8.0", 8, 8),
    ),
    "HS454": (
        Reading("open-webui 0.12.4", 44, 44),
        Reading("langflow-base 1.13.0", 17, 16),
        Reading("prefect 3.9.1", 12, 10),
        Reading("litellm 1.109.1", 27, 26),
        Reading("sglang 0.5.23", 5, 5),
        Reading("homeassistant 2025.4.4", 4, 4),
        Reading("langgraph-api 0.16.7", 4, 4),
        Reading("mlflow 3.18.0", 3, 3),
        Reading("g4f 8.8.6", 1, 1),
    ),
    "HS455": (
        Reading("ethyca-fides 2.78.2", 19, 16),
        Reading("litellm 1.109.1", 6, 6),
        Reading("semantic-kernel 1.45.0", 4, 4),
        Reading("google-adk 2.13.0", 3, 3),
        Reading("mlflow 3.18.0", 2, 1),
        Reading("camel-ai 0.2.90", 1, 1),
        Reading("galaxy-web-apps 26.1.2", 1, 1),
        Reading("zenml 0.98.0", 1, 1),
    ),
    "HS456": (Reading("ethyca-fides 2.78.2", 6, 6),),
    "HS458": (Reading("pycti 7.261026.0", 1, 1),),
    "HS460": (
        Reading("argilla-server 2.8.0", 1, 1),
        Reading("langflow-base 1.13.0", 49, 49),
    ),
    "HS461": (
        Reading("agno 3.1.10", 2, 2),
        Reading("ethyca-fides 2.78.2", 2, 2),
    ),
    "HS462": (
        Reading("nomad-lab 2.0.0", 1, 1),
        Reading("pipecat-ai 1.14.0", 2, 2),
    ),
    "HS463": (
        Reading("semantic-kernel 1.45.0", 5, 5),
        Reading("mlflow 3.18.0", 2, 2),
        Reading("agno 3.1.10", 1, 1),
        Reading("metagpt 0.8.1", 1, 1),
        Reading("graphiti-core 0.31.2", 1, 1),
        Reading("litellm 1.109.1", 1, 1),
        Reading("prefect 3.9.1", 1, 1),
    ),
    "HS541": (
        Reading("litellm 1.109.1", 101, 101),
        Reading("langflow-base 1.13.0", 87, 87),
        Reading("argilla-server 2.8.0", 3, 3),
    ),
    "HS542": (Reading("langflow-base 1.13.0", 1, 1),),
    "HS545": (
        Reading("skypilot 0.14.1", 1, 1),
        Reading("tiled 0.2.20", 1, 1),
        Reading("prefect 3.9.1", 1, 1),
        Reading("langflow-base 1.13.0", 1, 1),
        Reading("zenml 0.98.0", 1, 1),
        Reading("litellm 1.109.1", 1, 0),
    ),
    "HS651": (
        Reading("argilla-server 2.8.0", 4, 4),
        Reading("open-webui 0.12.4", 12, 12),
        Reading("langflow-base 1.13.0", 11, 10),
        Reading("prefect 3.9.1", 10, 10),
        Reading("homeassistant 2025.4.4", 6, 6),
        Reading("zenml 0.98.0", 11, 11),
        Reading("fastapi 0.165.0", 2, 2),
        Reading("httpx 0.28.1", 2, 2),
        Reading("litellm 1.109.1", 12, 12),
    ),
    "HS701": (
        Reading("open-webui 0.12.4", 11, 9),
        Reading("prefect 3.9.1", 3, 1),
        Reading("litellm 1.109.1", 29, 26),
        Reading("homeassistant 2025.4.4", 2, 2),
        Reading("zenml 0.98.0", 1, 1),
    ),
    "HS721": (
        Reading("argilla-server 2.8.0", 4, 4),
        Reading("open-webui 0.12.4", 12, 12),
        Reading("langflow-base 1.13.0", 13, 13),
        Reading("prefect 3.9.1", 12, 12),
        Reading("litellm 1.109.1", 12, 12),
        Reading("homeassistant 2025.4.4", 11, 11),
        Reading("zenml 0.98.0", 13, 13),
        Reading("fastapi 0.165.0", 9, 9),
    ),
    "HS770": (
        Reading("argilla-server 2.8.0", 6, 6),
        Reading("langflow-base 1.13.0", 3, 3),
        Reading("litellm 1.109.1", 4, 3),
        Reading("dstack 0.22.5", 3, 2),
        Reading("apache-airflow-core 3.3.2", 1, 0),
        Reading("google-adk 2.13.0", 1, 0),
    ),
}
