# The program is built here, with Bun from the npm registry and nothing from anywhere else.
FROM node:22-bookworm-slim AS build
RUN npm install --global bun@1.4.5
WORKDIR /lectern
COPY package.json bun.lock bunfig.toml ./
RUN bun install --frozen-lockfile
COPY . .
RUN bun run build && mkdir -m 0700 /data

FROM debian:bookworm-slim
COPY --from=build /lectern/dist/lectern /usr/local/bin/lectern
# Nobody in particular: a user without a name, a shell or a home, who owns the data and nothing else.
COPY --from=build --chown=10001:10001 /data /data
USER 10001:10001
ENV LECTERN_DATA=/data
VOLUME /data
EXPOSE 8000
# Students cannot reach a container's own address: set LECTERN_PUBLIC_URL to the one that they can.
HEALTHCHECK --interval=15s --timeout=6s --start-period=10s CMD ["lectern", "healthcheck"]
# As PID 1 it gets SIGTERM itself, and stops by it.
ENTRYPOINT ["lectern"]
