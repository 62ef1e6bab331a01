"""The version of svcqa, from the installed distribution."""

from importlib.metadata import version

VERSION = version("svcqa")
