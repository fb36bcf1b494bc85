"""Builds and starts the Dockerfile on a machine without a container engine: every RUN line as it stands.

This machine's own root (Debian 12 with Python 3.11, python3-venv) takes the place of the base image, under an overlay
that is thrown away; the stages share it, so COPY --from has nothing to do. At the end CMD runs as USER on a read-only
root, with a writable data folder and /tmp, until HEALTHCHECK says yes. Needs root.

Usage: unshare --mount --propagation private .venv/bin/python -m tests.deploy.rehearse_image
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.deploy import described

SECRETS = {"SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": "doithoai.test", "PORTAL_BASE_URL": "https://doithoai.test"}
PATIENCE_SECONDS = 60


def mount(kind: str, options: str, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", kind, kind, "-o", options, target], check=True)


def inside(root: Path, folder: str, environment: dict[str, str], command: list[str], user: str = "0:0") -> list[str]:
    """Return the command as it is run in the image: in its root and folder, as its user, with its environment alone."""
    given = [f"{name}={value}" for name, value in environment.items()]
    return ["chroot", f"--userspec={user}", str(root), "env", "-i", "-C", folder, *given, *command]


def main() -> int:
    place = Path(tempfile.mkdtemp(prefix="rehearse-image-", dir="/var/tmp"))
    mount("tmpfs", "size=4g", place)
    root = place / "root"
    for name in ("upper", "work"):
        (place / name).mkdir()
    mount("overlay", f"lowerdir=/,upperdir={place}/upper,workdir={place}/work", root)
    mount("tmpfs", "mode=1777", root / "tmp")
    subprocess.run(["mount", "--rbind", "/dev", root / "dev"], check=True)
    subprocess.run(["mount", "-t", "proc", "proc", root / "proc"], check=True)
    folder, user, environment = "/", "0:0", {"PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"}
    for line in described.dockerfile():
        if line.keyword == "RUN":
            print(f"== {line.rest}", flush=True)
            subprocess.run(inside(root, folder, environment, ["sh", "-euc", line.rest]), check=True)
        elif line.keyword == "WORKDIR":
            folder = line.rest
            (root / folder.lstrip("/")).mkdir(parents=True, exist_ok=True)
        elif line.keyword == "ENV":
            name, _, value = line.rest.partition("=")
            environment[name] = value
        elif line.keyword == "USER":
            user = line.rest
        elif line.keyword == "COPY" and line.rest == ". ./":
            for name in described.allowed_into_the_image():
                source, target = described.ROOT / name, root / folder.lstrip("/") / name
                if source.is_dir():
                    shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
                else:
                    shutil.copy(source, target)
        elif line.keyword == "COPY" and not line.rest.startswith("--from"):
            shutil.copy(described.ROOT / line.rest.split()[0], root / folder.lstrip("/"))
    size = sum(file.stat().st_size for file in (root / "opt/doi-thoai").rglob("*") if file.is_file())
    print(f"== /opt/doi-thoai has {size / 1e6:.0f} MB; now on a read-only root, as {user}", flush=True)
    data = root / environment["PORTAL_DATA_DIR"].lstrip("/")
    mount("tmpfs", f"uid={user.partition(':')[0]},gid={user.partition(':')[2]},mode=750", data)
    subprocess.run(["mount", "-o", "remount,ro,bind", root], check=True)
    environment |= SECRETS
    subprocess.run(inside(root, folder, environment, ["python", "manage.py", "migrate", "-v0"], user), check=True)
    return until_well(root, folder, environment, user)


def until_well(root: Path, folder: str, environment: dict[str, str], user: str) -> int:
    web = subprocess.Popen(inside(root, folder, environment, described.started(), user))
    end, well = time.monotonic() + PATIENCE_SECONDS, False
    while not well and web.poll() is None and time.monotonic() < end:
        time.sleep(1)
        asked = subprocess.run(inside(root, folder, environment, described.health(), user), stderr=subprocess.DEVNULL)
        well = asked.returncode == 0
    subprocess.run(inside(root, folder, environment, ["python", "manage.py", "check_portal"], user))
    web.terminate()
    print(f"== {'it is well' if well else 'it is not well'}; stopped with {web.wait(60)}")
    return 0 if well else 1


if __name__ == "__main__":
    if os.getuid() != 0:
        sys.exit("Only root may mount the overlay.")
    sys.exit(main())
