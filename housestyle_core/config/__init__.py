"""`[tool.housestyle]`: found from the file being checked upwards, the nearest table wins."""

from housestyle_core.config.errors import ConfigError, Problem
from housestyle_core.config.load import settings_for
from housestyle_core.config.settings import Settings

__all__ = ["ConfigError", "Problem", "Settings", "settings_for"]
