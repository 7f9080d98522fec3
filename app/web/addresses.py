"""Where a request comes from. The one place that knows: everybody who counts, locks or records asks here.

A forwarding header is believed only when the connection itself comes from a declared proxy (MINGBAI_PROXIES);
none is declared by default, so anybody else may write into it what they like without effect.
"""

from collections.abc import Iterable
from ipaddress import ip_address
from typing import Any

from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

from config import Network

UNKNOWN = "unknown"
FORWARDING = frozenset({"HTTP_FORWARDED", "HTTP_X_REAL_IP"})


class DeclaredProxies:
    """WSGI: behind a declared proxy, its word for address and scheme; otherwise such headers are taken away."""

    def __init__(self, app: Any, proxies: tuple[Network, ...], hops: int):
        self.app, self.proxies = app, proxies
        self.behind_proxy = ProxyFix(app, x_for=hops, x_proto=1, x_host=0, x_port=0, x_prefix=0)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        peer = environ.get("REMOTE_ADDR", "")
        if not self._is_proxy(peer):
            for name in [n for n in environ if n in FORWARDING or n.startswith("HTTP_X_FORWARDED_")]:
                del environ[name]
            return self.app(environ, start_response)
        return self.behind_proxy(environ, start_response)

    def _is_proxy(self, peer: str) -> bool:
        address = _read(peer)
        return address is not None and any(address in network for network in self.proxies)


def client_address() -> str:
    """The client's address in its plain form; what a proxy forwards that is no address is UNKNOWN."""
    address = _read(request.remote_addr or "")
    return str(address) if address is not None else UNKNOWN


def _read(text: str) -> Any:
    """An address as servers and proxies write it: also with a port, in brackets, or IPv4 inside IPv6."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def init_app(app: Flask) -> None:
    """Put the declared proxies around the application."""
    proxies, hops = app.config.get("PROXIES", ()), app.config.get("PROXY_HOPS", 1)
    app.wsgi_app = DeclaredProxies(app.wsgi_app, proxies, hops)  # type: ignore[method-assign]
