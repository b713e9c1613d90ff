#!/usr/bin/env bash
# Runs a command beside a schema registry that keeps its schemas in the broker of KAFKA_BOOTSTRAP_SERVERS; the command
# finds it in SCHEMA_REGISTRY_URL. Port 8081, unless REGISTRY_PORT names another.
set -euo pipefail

version=3.0.9
port=${REGISTRY_PORT:-8081}
home=${REGISTRY_HOME:-.registry}
jar=$home/apicurio-registry-app-$version-runner.jar

if [ ! -e "$jar" ]; then
  mvn -B -q dependency:copy "-DoutputDirectory=$home" \
    "-Dartifact=io.apicurio:apicurio-registry-app:$version:tar.gz:all"
  tar -xzf "$home/apicurio-registry-app-$version-all.tar.gz" -C "$home"
fi

APICURIO_STORAGE_KIND=kafkasql \
  APICURIO_KAFKASQL_BOOTSTRAP_SERVERS=$KAFKA_BOOTSTRAP_SERVERS \
  QUARKUS_HTTP_HOST=127.0.0.1 \
  QUARKUS_HTTP_PORT=$port \
  java -XX:TieredStopAtLevel=1 -jar "$jar" >registry.log 2>&1 &
server=$!
trap 'kill $server' EXIT

export SCHEMA_REGISTRY_URL=http://127.0.0.1:$port/apis/ccompat/v7
until curl -sf -o subjects.json "$SCHEMA_REGISTRY_URL/subjects"; do
  kill -0 $server || { tail -n 20 registry.log >&2; exit 1; }
  sleep 0.2
done
"$@"
