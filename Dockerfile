FROM node:24-slim AS packages
WORKDIR /opora
COPY package.json package-lock.json .npmrc ./
# Prisma's command line is an optional companion of its client: it stays out with the other tools.
RUN npm ci --omit=dev --omit=optional --ignore-scripts

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /opora
COPY --from=packages /opora/node_modules node_modules
COPY package.json ./
COPY prisma prisma
COPY locales locales
COPY src src
# A volume that is mounted here for the first time takes this owner.
RUN mkdir -p data/files && chown -R node:node data
USER node
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 8080}/health/live`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/main.ts"]
