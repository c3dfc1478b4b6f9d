# Not tested: no image could be built where this was written.
FROM node:22-bookworm-slim AS build
RUN apt-get update \
  && apt-get install -y --no-install-recommends python3 make g++ \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /perennial
COPY package.json package-lock.json .npmrc ./
# The scripts of better-sqlite3 must run; package.json allows them by name.
RUN npm ci --omit=dev
COPY tsconfig.json ./
COPY db ./db
COPY src ./src
RUN node src/perennial.mjs --build

FROM node:22-bookworm-slim
ENV NODE_ENV=production
WORKDIR /perennial
COPY --from=build /perennial ./
RUN mkdir data && chown node:node data
USER node
VOLUME /perennial/data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PERENNIAL_PORT ?? 3000}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# node itself and not npm, so that it receives SIGTERM; run the image with --init.
CMD ["node", "src/perennial.mjs", "start"]
