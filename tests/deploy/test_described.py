"""The files of an installation agree with each other, with the settings there are, and give nobody more than needed."""

import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from tests.deploy.described import (
    DEPLOY,
    ROOT,
    allowed_into_the_image,
    compose,
    dockerfile,
    environment,
    runs,
    settings_explained,
    started,
    unit,
)

SERVICES = ("doi-thoai-web.service", "doi-thoai-worker.service", "doi-thoai-backup.service")
OURS = ("migrate", "web", "worker")
HARDENED = {
    "NoNewPrivileges": ["true"],
    "CapabilityBoundingSet": [""],
    "ProtectSystem": ["strict"],
    "ProtectHome": ["true"],
    "PrivateTmp": ["true"],
    "PrivateDevices": ["true"],
    "RestrictAddressFamilies": ["AF_UNIX AF_INET AF_INET6"],
    "UMask": ["0027"],
}


def test_every_image_is_pinned_to_a_version() -> None:
    (base,) = (line.rest for line in dockerfile() if line.keyword == "ARG")
    others = [service["image"] for name, service in compose()["services"].items() if name not in OURS]
    assert len(others) == 3
    for image in [base.partition("=")[2], *others]:
        assert re.search(r":\d+\.\d+(\.\d+)?(-[a-z-]+)?$", image), image


def test_packages_are_compared_with_their_hashes() -> None:
    (pip,) = (run for run in runs("build") if " pip install " in run)
    assert "--require-hashes -r requirements.txt" in pip


def test_the_image_holds_every_room_and_nothing_of_this_machine() -> None:
    allowed = allowed_into_the_image()
    rooms = {app for app in settings.INSTALLED_APPS if (ROOT / app).is_dir()}
    assert rooms <= set(allowed)
    assert {"site", "templates", "manage.py", "portal.py", "requirements.txt"} <= set(allowed)
    assert not {"deploy", "tests", "var", ".git", ".venv", ".env"} & set(allowed)
    assert all((ROOT / name).exists() for name in allowed)


def test_the_image_runs_as_nobody_in_particular_and_knows_no_secret() -> None:
    users = [line.rest for line in dockerfile() if line.keyword == "USER"]
    assert users == ["10001:10001"]
    explained = settings_explained()
    assert {name for name in environment() if name.startswith("PORTAL")} <= explained
    assert not {"SECRET_KEY", "CASE_SECRET_KEY", "DATABASE_URL", "EMAIL_URL"} & environment().keys()


def test_pg_dump_in_the_image_knows_the_server() -> None:
    """Debian 12 (bookworm) brings the client of PostgreSQL 15."""
    assert "bookworm" in dockerfile()[0].rest
    assert compose()["services"]["db"]["image"].startswith("postgres:15.")


@pytest.mark.parametrize("name", OURS)
def test_our_containers_can_change_nothing_but_their_data(name: str) -> None:
    service = compose()["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert {volume.rpartition(":")[2] for volume in service["volumes"]} == {
        environment()["PORTAL_DATA_DIR"],
        "/var/backups/doi-thoai",
    }


def test_secrets_are_files_that_settings_know() -> None:
    file = compose()
    service = file["services"]["web"]
    given = {name for name in service["environment"] if name.endswith("_FILE")}
    assert {name.removesuffix("_FILE") for name in service["environment"]} <= settings_explained()
    assert {service["environment"][name] for name in given} == {f"/run/secrets/{name}" for name in service["secrets"]}
    for name, service in file["services"].items():
        assert set(service.get("secrets", [])) <= file["secrets"].keys(), name


def test_only_the_proxy_is_reached_from_outside_and_it_sees_no_data() -> None:
    file = compose()
    assert [name for name, service in file["services"].items() if "ports" in service] == ["nginx"]
    mounted = [volume.partition(":")[0] for volume in file["services"]["nginx"]["volumes"]]
    assert "data" not in mounted
    assert all((ROOT / path).exists() for path in mounted if path.startswith("./deploy/nginx"))
    assert file["networks"]["inner"]["internal"] is True
    assert all(file["services"][name]["networks"] == ["inner"] for name in ("db", "elasticsearch"))


def test_everything_named_is_declared() -> None:
    file = compose()
    for name, service in file["services"].items():
        assert set(service.get("depends_on", {})) <= file["services"].keys(), name
        named = {volume.partition(":")[0] for volume in service.get("volumes", [])}
        assert {volume for volume in named if volume.isalpha()} <= file["volumes"].keys(), name
        assert set(service["networks"]) <= file["networks"].keys(), name


def test_nobody_starts_before_what_it_needs_is_well() -> None:
    services = compose()["services"]
    for name in ("web", "worker"):
        assert services[name]["depends_on"]["db"]["condition"] == "service_healthy"
        assert services[name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
    assert services["nginx"]["depends_on"]["web"]["condition"] == "service_healthy"
    assert all("healthcheck" in service for service in services.values())


@pytest.mark.parametrize("name", SERVICES)
def test_units_are_hardened_alike(name: str) -> None:
    said = unit(name)
    assert said["User"] == ["doi-thoai"]
    assert {key: said.get(key) for key in HARDENED} == HARDENED


def test_systemd_starts_what_the_container_starts() -> None:
    (command,) = unit("doi-thoai-web.service")["ExecStart"]
    web = command.split()
    assert web[0] == "/opt/doi-thoai/venv/bin/granian"
    sized = {
        "--workers",
        environment()["GRANIAN_WORKERS"],
        "--blocking-threads",
        environment()["GRANIAN_BLOCKING_THREADS"],
    }
    assert set(web[1:]) - sized - {"127.0.0.1"} == set(started()[1:]) - {"0.0.0.0"}
    (worker,) = unit("doi-thoai-worker.service")["ExecStart"]
    assert worker.split()[1:] == compose()["services"]["worker"]["command"][1:]


def test_the_example_of_settings_names_settings() -> None:
    lines = (DEPLOY / "portal.env.example").read_text(encoding="utf-8").splitlines()
    names = {line.partition("=")[0] for line in lines if line and not line.startswith("#")}
    assert names <= settings_explained()
    assert {"PORTAL_MODE", "ALLOWED_HOSTS", "PORTAL_BASE_URL"} <= names


def test_secrets_are_made_once_and_never_again(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"

    def make() -> str:
        done = subprocess.run([DEPLOY / "make-secrets", folder, "10.0.0.5"], capture_output=True, text=True, check=True)
        return done.stdout

    assert "secret_key made" in make()
    made = {file.name: file.read_text() for file in folder.iterdir()}
    assert made.keys() == {path.rpartition("/")[2] for path in (s["file"] for s in compose()["secrets"].values())}
    assert len(made["secret_key"].strip()) >= 50
    assert made["secret_key"] != made["case_secret_key"]
    password = made["postgres_password"].strip()
    assert made["database_url"].strip() == f"postgres://portal:{password}@10.0.0.5:5432/portal"
    assert folder.stat().st_mode & 0o007 == 0
    assert "_key made" not in make()
    assert {file.name: file.read_text() for file in folder.iterdir()} == made
