#!/bin/sh
# Runs its arguments as the guest and ends the guest when standard input reaches its end: so no guest outlives the
# program that started it, however that program dies. The guest's programs are processes of User Mode Linux, in its
# own process group or still in this one.
exec 3<&0
"$@" </dev/null 3<&- &
guest=$!

end_guest() {
    kill -s KILL -- "-$guest" 2>/dev/null
    kill -s KILL "$guest" 2>/dev/null
    case $TMPDIR in */lvs4j-vm-*) rm -rf "$TMPDIR" ;; esac
}

{
    read -r _ <&3
    end_guest
    kill -s KILL 0
} >/dev/null 2>&1 &
watch=$!
exec 3<&-
wait "$guest"
status=$?
kill "$watch" 2>/dev/null
exit "$status"
