# syntax=docker/dockerfile:1
# Debian, not Alpine: the runtime of the built-in model is linked against glibc.

FROM node:24-trixie-slim AS install
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
# The model runtime brings binaries for every system; this image is for one.
RUN find node_modules/onnxruntime-node/bin -mindepth 3 -maxdepth 3 -type d \
    ! -path "*/linux/$(node -p process.arch)" -exec rm -r {} +

FROM debian:trixie-slim AS run
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates libstdc++6 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin reciprocity \
    && install -d -o reciprocity -g reciprocity -m 0700 /data
WORKDIR /app
COPY --from=install /app/node_modules ./node_modules
COPY package.json LICENSE NOTICE ./
COPY models ./models
COPY src ./src
# The Node that npm pinned is the one that the tests ran on; the image has no second one.
ENV PATH=/app/node_modules/.bin:$PATH \
    HOST=0.0.0.0 \
    DATA_DIR=/data
USER reciprocity
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 8000) + '/health/ready').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/main.ts"]
