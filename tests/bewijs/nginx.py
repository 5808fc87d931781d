"""A real nginx that sends a site with the configuration that was generated for it, and writes down all that it was asked."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from find_browser import apt_install

_CONF = """
daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log warn;
events {{}}
http {{
  log_format alles '$request | $http_referer | $http_cookie | $request_body';
  access_log {folder}/access.log alles;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c; uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  server {{ listen 127.0.0.1:{port}; server_name localhost; root {site}; include {conf}; }}
}}
"""


@dataclass(frozen=True)
class Nginx:
    """A running server: its address (ends in `/`), and the file with every request as it came in."""

    url: str
    log: Path


def find_nginx() -> str | None:
    """Return the path of nginx, which is installed where that is possible; None where there is none."""
    place = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"))
    if shutil.which("nginx", path=place) is None:
        apt_install("nginx-light")
    return shutil.which("nginx", path=place)


@contextmanager
def nginx(site: Path, conf: Path, folder: Path) -> Iterator[Nginx | None]:
    """Serve a site until the end; None where there is no nginx.

    Raises:
        RuntimeError: nginx refuses the configuration.
    """
    path = find_nginx()
    if path is None:
        yield None
        return
    folder.mkdir(parents=True, exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "nginx.conf").write_text(_CONF.format(folder=folder, port=port, site=site, conf=conf), encoding="utf-8")
    process = subprocess.Popen([path, "-c", str(folder / "nginx.conf"), "-p", str(folder)], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        _wait(process, port)
        yield Nginx(f"http://127.0.0.1:{port}/", folder / "access.log")
    finally:
        process.terminate()
        process.communicate(timeout=10)


def _wait(process: subprocess.Popen[str], port: int) -> None:
    for _ in range(100):
        if process.poll() is not None:
            raise RuntimeError(process.communicate()[1].strip()[-300:])
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("nginx geeft geen antwoord")
