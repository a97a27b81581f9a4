#!/bin/sh
# The guest's first process: mounts what a Linux machine needs, loads the modules, runs the command, says how it
# ended and powers the guest off. The root is the host's file system, read-only; what may change lies in memory.
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH
control=${0%/*}

kernel_file_systems() {
    mount -t proc proc /proc
    mount -t sysfs sysfs /sys
    [ -c /dev/null ] || mount -t devtmpfs devtmpfs /dev
    mkdir -p /dev/pts /dev/shm /dev/over
    mount -t devpts -o mode=620,ptmxmode=666 devpts /dev/pts
    mount -t tmpfs -o mode=1777 tmpfs /dev/shm
    ln -sfn /proc/self/fd /dev/fd
    mount -t tmpfs -o mode=755 tmpfs /run
    mkdir -p /run/netns /run/lock /run/home
}

# modprobe wants the modules below lib/modules of its directory. The kernel's own requests for a module go the same way.
module_directory() {
    mkdir -p /run/lvs4j/lib
    ln -s "$MODULES" /run/lvs4j/lib/modules
    printf '#!/bin/sh\nexec modprobe -d /run/lvs4j "$@"\n' >/run/lvs4j/modprobe
    chmod 755 /run/lvs4j/modprobe
    echo /run/lvs4j/modprobe >/proc/sys/kernel/modprobe
}

# A layer in memory over the host's directory: all of it can be read and written, and the host sees none of it.
writable() {
    mount -t tmpfs tmpfs /dev/over
    modprobe -d /run/lvs4j overlay
    for directory in "$@"; do
        mkdir -p "/dev/over/$directory/upper" "/dev/over/$directory/work"
        mount -t overlay -o "lowerdir=/$directory,upperdir=/dev/over/$directory/upper,workdir=/dev/over/$directory/work" \
            overlay "/$directory"
    done
    chmod 1777 /tmp
}

load_modules() {
    for module in $MODULE_NAMES; do
        modprobe -q -d /run/lvs4j "$module" || echo "the guest's kernel has no module $module"
    done
    # Else every new namespace is born with the fallback devices of the tunnel modules.
    echo 1 >/proc/sys/net/core/fb_tunnels_only_for_init_net
}

set_up() {
    kernel_file_systems
    module_directory
    writable etc tmp var
    mount -t hostfs -o "$OUTPUT" none "$OUTPUT"
    load_modules
    echo lvs4j >/proc/sys/kernel/hostname
    ip link set lo up
    stty -F /dev/console -opost -echo cols 160
    echo 1 >/proc/sys/kernel/printk
}

power_off() {
    sync
    echo o >/proc/sysrq-trigger
    while :; do sleep 1; done
}

. "$control/settings"
(set -e; set_up)
if [ $? -eq 0 ]; then
    HOME=/run/home MODPROBE_OPTIONS="-d /run/lvs4j" TERM=dumb LANG=C.UTF-8
    export HOME MODPROBE_OPTIONS TERM LANG
    cd "$OUTPUT" || power_off
    echo "@lvs4j-vm ready"
    sh "$control/command" </dev/null
    status=$?
    echo "$status" >"$control/exit-status"
    echo "@lvs4j-vm exit $status"
else
    echo "@lvs4j-vm set-up failed"
fi
power_off
