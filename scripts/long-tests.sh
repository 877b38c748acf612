#!/usr/bin/env bash
# The tests that harm running processes, in full: every job boundary killed one by one, sixty kills at random moments,
# five hundred people at once, three thousand callbacks. On the embedded database, then on a real PostgreSQL and Redis. About half an hour.
#   scripts/with-servers.sh scripts/long-tests.sh
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/node_modules/.bin:$PATH" LONG=1

env -u TEST_DATABASE_URL -u TEST_REDIS_URL vitest run test/processes src/platform/webhooks/webhooks.test.ts --testTimeout=1800000
if [ -n "${TEST_DATABASE_URL:-}" ]; then
  vitest run test/processes src/platform/webhooks/webhooks.test.ts --testTimeout=1800000
fi
