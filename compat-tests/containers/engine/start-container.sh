#!/bin/bash
# Run by unshare in namespaces of its own: puts the image over this machine's files, and becomes the container's command
# in there, as the image's user and with its environment alone.
#   start-container.sh IMAGE SCRATCH HOSTNAME NODE NODE_MODULES COMMAND…
set -e
image=$1 scratch=$2 name=$3 node=$4 modules=$5
shift 5
mount --make-rprivate /
mount -t tmpfs -o mode=755 tmpfs "$scratch"
mkdir "$scratch/upper" "$scratch/work" "$scratch/root"
# Layers must not hold one another, and the image's directory is somewhere below /.
cp -a "$image/." "$scratch/upper"
mount -t overlay overlay -o "lowerdir=/,upperdir=$scratch/upper,workdir=$scratch/work" "$scratch/root"
cd "$scratch/root"
mount -t proc proc proc
mount --rbind /dev dev
mount -t tmpfs -o mode=1777 tmpfs tmp
mount --bind "$node" usr/local/bin/node
mount --bind "$modules" opt/klamm/node_modules
hostname "$name"
printf '127.0.0.1 localhost %s\n' "$name" >etc/hosts
ip link set lo up
exec chroot --userspec=1000:0 . /bin/sh -c 'cd /var/lib/kafka && exec "$@"' sh "$@"
