#!/bin/sh
# Run once, as root, while the image is built: names that others call, and what the user of the image may write.
# A prefix to all paths can be given, for a root directory that is not this one.
set -e
root=${1:-}

mkdir -p "$root/opt/kafka/bin" "$root/opt/bitnami" "$root/usr/local/bin"
chmod +x "$root/opt/klamm/dist/cli.js"
ln -sf /opt/klamm/dist/cli.js "$root/usr/local/bin/klamm"
# With and without .sh: Apache Kafka's images have the one, Confluent's the other.
for tool in $(node "$root/opt/klamm/image/tools.js" --names); do
  ln -sf /usr/local/bin/klamm-tool "$root/opt/kafka/bin/$tool.sh"
  ln -sf /usr/local/bin/klamm-tool "$root/opt/kafka/bin/$tool"
done
ln -sfn /opt/kafka "$root/opt/bitnami/kafka"

# Start scripts append to those of the image, and sed puts temporary files beside them; volumes take over the owner of
# what they are mounted on. Group 0 may do what the user may, for platforms that choose a user of their own.
writable='/etc/confluent/docker /etc/kafka /run/klamm /opt/klamm/compile-cache /opt/kafka /var/lib/kafka/data /var/lib/kafka
  /bitnami/kafka/data /bitnami/kafka /bitnami /kafka /tmp/kraft-combined-logs /tmp/kafka-logs'
for directory in $writable; do
  mkdir -p "$root$directory"
  chown -R 1000:0 "$root$directory"
  chmod -R g=u "$root$directory"
done
