"""Who sends, as far as a limit needs to know it: an address and its block, kept only as keyed hashes."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# The part of an address that belongs to one household, and the part that belongs to one provider's block.
HOUSEHOLD = {4: 32, 6: 64}
BLOCK = {4: 24, 6: 48}


def address_of(request: HttpRequest) -> Address | None:
    """Return the visitor's address; None when the server does not know it (a socket file without a proxy's word).

    Behind a proxy it is what that proxy saw, the last hop of X-Forwarded-For: whatever stands before it was written by
    the visitor. Without BEHIND_PROXY the header is not looked at.
    """
    if settings.BEHIND_PROXY:
        seen = _read(request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2])
        if seen is not None:
            return seen
    return _read(request.META.get("REMOTE_ADDR", ""))


def keys_of(request: HttpRequest, purpose: str) -> tuple[str, str] | None:
    """Return keys of the visitor and of the address block, from which no address can be read back.

    Many people share one address (a village behind one telephone mast), so a visitor is an address with the browser's
    own words of itself.
    """
    address = address_of(request)
    if address is None:
        return None
    browser = request.headers.get("User-Agent", "")[:400] + "\n" + request.headers.get("Accept-Language", "")[:100]
    household, block = _network(address, HOUSEHOLD), _network(address, BLOCK)
    return _key(f"visitor {purpose} {household} {browser}"), _key(f"block {purpose} {block}")


def _read(text: str) -> Address | None:
    text = text.strip()
    if text.startswith("["):  # [2001:db8::1]:443
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:  # 192.0.2.1:443
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _network(address: Address, sizes: dict[int, int]) -> str:
    return str(ipaddress.ip_network((address, sizes[address.version]), strict=False))


def _key(text: str) -> str:
    return salted_hmac("base.visitors", text.encode(errors="replace"), algorithm="sha256").hexdigest()[:40]
