# Builds the program with Bun and packages from the npm registry only. `bun scripts/pin-images.ts` renews the digests.
FROM node:22-bookworm-slim@sha256:43ac6c60b8f89723f746e8a92ce91abd5017e627ce1ddfe4238355d3a30b772c AS build
RUN npm install --global bun@1.4.5
WORKDIR /lectern
COPY package.json bun.lock bunfig.toml ./
RUN bun install --frozen-lockfile
COPY . .
RUN bun run build && mkdir -m 0700 /data

FROM debian:bookworm-slim@sha256:7c7b2c966bc9ee8cedfeef67e0e279108992c77681fa595db4a9d65c06ccc587
ARG VERSION=unknown
LABEL org.opencontainers.image.title="Lectern" \
      org.opencontainers.image.description="A classroom server in one program" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.base.name="docker.io/library/debian:bookworm-slim"
COPY --from=build /lectern/dist/lectern /usr/local/bin/lectern
COPY --from=build /lectern/LICENSE /lectern/dist/notices/THIRD_PARTY_NOTICES.txt /lectern/dist/notices/sbom.cdx.json /usr/share/doc/lectern/
# Runs as an unprivileged user without name, shell or home folder that owns only the data.
COPY --from=build --chown=10001:10001 /data /data
USER 10001:10001
ENV LECTERN_DATA=/data
VOLUME /data
EXPOSE 8000
# Students cannot reach the container's own address: set LECTERN_PUBLIC_URL to an address that they can reach.
HEALTHCHECK --interval=15s --timeout=6s --start-period=10s CMD ["lectern", "healthcheck"]
# As PID 1, the program receives SIGTERM directly and shuts down.
ENTRYPOINT ["lectern"]
