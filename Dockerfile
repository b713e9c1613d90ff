# The image: `docker build -t klamm .` in a clean tree. Its scripts are in docker/, with a README.

FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
# What is published, with the dependencies that the lock file names, and the tools that container setups call.
RUN npm pack --pack-destination /tmp \
    && mkdir -p /opt/klamm \
    && tar -xzf /tmp/klamm-*.tgz -C /opt/klamm --strip-components=1 \
    && cp package-lock.json /opt/klamm/ \
    && node docker/build-tools.ts /opt/klamm/image
WORKDIR /opt/klamm
RUN npm ci --omit=dev

FROM node:24-bookworm-slim
LABEL org.opencontainers.image.title="klamm" \
    org.opencontainers.image.description="A broker that speaks the Kafka protocol" \
    org.opencontainers.image.licenses="Apache-2.0"
# nc is what health checks and wait scripts call.
RUN apt-get update \
    && apt-get install -y --no-install-recommends netcat-openbsd \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /opt/klamm /opt/klamm
COPY docker/rootfs/ /
COPY docker/prepare.sh /tmp/prepare.sh
RUN sh /tmp/prepare.sh && rm /tmp/prepare.sh

ENV PATH=/opt/kafka/bin:$PATH \
    NODE_ENV=production \
    NODE_COMPILE_CACHE=/opt/klamm/compile-cache
USER node
WORKDIR /var/lib/kafka
# Compiled code is kept in the image, and an image that does not serve is not built.
RUN klamm start --memory --port 0 --exec -- \
    sh -c 'klamm wait && kafka-topics --bootstrap-server "$KAFKA_BOOTSTRAP_SERVERS" --list'

EXPOSE 9092
VOLUME /var/lib/kafka/data
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --start-interval=1s --retries=3 CMD ["klamm-health"]
STOPSIGNAL SIGTERM
CMD ["/etc/kafka/docker/run"]
