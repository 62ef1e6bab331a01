"""Where the desk listens: on this machine alone, unless what goes over the network is encrypted or somebody insists."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path

from svcqa.errors import UsageError
from svcqa.text import Text


@dataclass(frozen=True)
class Listening:
    """Where to listen.

    Attributes:
        host: name or address of this machine.
        port: number of the port; 0 is any that is free.
        certificate: file with the certificate, in PEM.
        key: file with its key, in PEM.
        plain: listen beyond this machine without TLS, as somebody insists.
        proxied: a proxy on this machine stands before it, ends TLS and says who asks.
    """

    host: str
    port: int
    certificate: Path | None = None
    key: Path | None = None
    plain: bool = False
    proxied: bool = False

    @property
    def encrypted(self) -> bool:
        """It ends TLS itself."""
        return self.certificate is not None

    @property
    def secure(self) -> bool:
        """Browsers reach it by HTTPS only."""
        return self.encrypted or self.proxied

    def check(self) -> None:
        """Refuse what would show passwords to a network.

        Raises:
            UsageError: it would, or a file of TLS is missing.
        """
        if (self.certificate is None) != (self.key is None):
            raise UsageError.of(
                "证书和私钥要一起给出。", "certificate and key belong together.", where="--tls-certificate, --tls-key"
            )
        for option, place in (("--tls-certificate", self.certificate), ("--tls-key", self.key)):
            if place is not None and not place.is_file():
                raise UsageError.of("没有这个文件。", "there is no such file.", where=f"{option} {place}")
        if not (self.encrypted or self.plain or is_this_machine(self.host)):
            raise UsageError.of(
                "不加密就不在网络上监听：密码和上传的文件会被看到。",
                "it does not listen on a network without encryption: passwords and uploaded files could be read.",
                where=f"--host {self.host}",
                mend=Text(
                    "请给出--tls-certificate和--tls-key；若网络确实可信，可用--unsafe-plain-http。",
                    "Give --tls-certificate and --tls-key, or --unsafe-plain-http if the network is to be trusted.",
                ),
            )


def is_this_machine(host: str) -> bool:
    """Nobody else on a network reaches what listens there."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
