# The portal's image: web server, worker and every command. Read on: docs/installing.md.
# To pin what a tag means today: docker build --build-arg BASE=python:…@sha256:…
ARG BASE=python:3.11.13-slim-bookworm

FROM ${BASE} AS build
WORKDIR /opt/doi-thoai/app
RUN python3 -m venv /opt/doi-thoai/venv
COPY requirements.txt ./
RUN /opt/doi-thoai/venv/bin/python -m pip install --quiet --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt
COPY . ./
RUN PORTAL_DATA_DIR=/tmp/build PORTAL_STATIC_DIR=/opt/doi-thoai/static /opt/doi-thoai/venv/bin/python manage.py collectstatic --noinput --verbosity 0
RUN /opt/doi-thoai/venv/bin/python -m compileall -q /opt/doi-thoai/app

FROM ${BASE} AS portal
# pg_dump for `manage.py backup`, the voice of the captcha, the time zone of Vietnam.
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql-client espeak-ng tzdata && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --user-group --home-dir /var/lib/doi-thoai --shell /usr/sbin/nologin doi-thoai && install -d -o doi-thoai -g doi-thoai -m 750 /var/lib/doi-thoai /var/backups/doi-thoai
COPY --from=build /opt/doi-thoai /opt/doi-thoai
WORKDIR /opt/doi-thoai/app
ENV PATH=/opt/doi-thoai/venv/bin:/usr/local/bin:/usr/bin:/bin
ENV PYTHONUNBUFFERED=1
ENV PYTHONDONTWRITEBYTECODE=1
ENV PORTAL_MODE=production
ENV PORTAL_DATA_DIR=/var/lib/doi-thoai
ENV PORTAL_STATIC_DIR=/opt/doi-thoai/static
ENV GRANIAN_WORKERS=2
ENV GRANIAN_BLOCKING_THREADS=4
USER 10001:10001
VOLUME ["/var/lib/doi-thoai"]
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--no-ws", "--respawn-failed-workers", "--log-level", "warning", "portal.wsgi:application"]
