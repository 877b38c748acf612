#!/usr/bin/env bash
# Runs a command with a real PostgreSQL 17 (pgvector) and a real Redis beside it, and stops both afterwards:
#   scripts/with-servers.sh npm test
# The command finds them in TEST_DATABASE_URL and TEST_REDIS_URL. Needs root on Debian, installs what it needs.
set -euo pipefail

root=${POSTGRES_ROOT:-/var/tmp/reciprocity-postgres-17}
port=${POSTGRES_PORT:-54317}
redis_port=${REDIS_PORT:-63791}
bin=/usr/lib/postgresql/17/bin
data=/var/lib/reciprocity-test-$port

install_packages() {
  command -v debootstrap >/dev/null && command -v redis-server >/dev/null && return
  apt-get update -qq
  apt-get install -y -qq debootstrap redis-server >/dev/null
}

# Wherever this machine takes Debian from: in the old form of apt's sources or in the new one, and either may be absent.
find_mirror() {
  { grep -rhoE '^(URIs:|deb ).*/debian/?( |$)' /etc/apt/sources.list /etc/apt/sources.list.d 2>/dev/null || true; } |
    { grep -oE 'https?://[^ ]+/debian' || true; } | head -n 1
}

# Debian 12 has no pgvector for its PostgreSQL, so the server comes out of a folder of Debian 13.
install_postgres() {
  [ -x "$root$bin/postgres" ] && return
  local mirror
  mirror=$(find_mirror)
  [ -n "$mirror" ] || { echo 'No Debian archive is named in the sources of apt, so PostgreSQL cannot be installed.' >&2; exit 1; }
  rm -rf "$root"
  debootstrap --variant=minbase --include=postgresql-17,postgresql-17-pgvector trixie "$root.making" "$mirror" >/dev/null
  mv "$root.making" "$root"
}

as_postgres() { chroot --userspec=postgres:postgres "$root" "$@"; }

start_postgres() {
  rm -rf "$root$data"
  mkdir -p "$root$data" "$root/dev"
  [ -e "$root/dev/null" ] || mknod -m 666 "$root/dev/null" c 1 3
  chroot "$root" chown postgres:postgres "$data"
  as_postgres "$bin/initdb" -D "$data" -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 >/dev/null
  as_postgres "$bin/pg_ctl" -D "$data" -w -l "$data/log" start \
    -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$data -c max_connections=300 \
        -c dynamic_shared_memory_type=mmap -c fsync=${POSTGRES_FSYNC:-off} -c shared_buffers=${POSTGRES_BUFFERS:-512MB} \
        -c maintenance_work_mem=1GB" >/dev/null
}

stop_servers() {
  as_postgres "$bin/pg_ctl" -D "$data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$root$data"
  redis-cli -p "$redis_port" shutdown nosave >/dev/null 2>&1 || true
}

install_packages
install_postgres
trap stop_servers EXIT
start_postgres
redis-server --port "$redis_port" --bind 127.0.0.1 --save '' --appendonly no --daemonize yes >/dev/null

export TEST_DATABASE_URL=postgres://postgres@127.0.0.1:$port/postgres
export TEST_REDIS_URL=redis://127.0.0.1:$redis_port
"$@"
