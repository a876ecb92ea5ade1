#!/usr/bin/env bash
# A root is whole or it is not there, whatever happens while it is made.
# shellcheck disable=SC2154,SC2317 # the library's variables; what `claim` calls
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

for tool in mmdebstrap bwrap; do command -v $tool >/dev/null || skip "$tool is not installed here"; done
timeout 5 bash -c ': </dev/tcp/deb.debian.org/80' 2>/dev/null || skip "Debian's package server cannot be reached"

half_made() { [ -d "$root.part/usr/bin" ]; }
half_made_anew() { grep -q "making the Debian 13 root" "$own/maker.log" && half_made; }
nothing_mounted() { ! grep -qF "$own" /proc/self/mounts; }
nothing_runs() { ! grep -qslF "$own" /proc/[0-9]*/mountinfo && ! pgrep -f "mmdebstrap.*$own" >/dev/null; }
# What the maker's processes see of the root, wherever their mounts are.
works() { [ "$("$repo/darkstore" shell hostname --version 2>/dev/null | wc -l)" -gt 0 ]; }

# Everything of it dies at once, as in a power cut.
start_launcher "$own/killed.log" shell true
soon half_made
group=$(pgrep -s "$launcher")
# shellcheck disable=SC2086 # one word a process is meant
kill -9 $group
wait "$launcher" 2>/dev/null
claim "a root that was being made when everything was killed is not there" test ! -e "$root"
claim "its half stays behind under another name" half_made
claim "nothing stays mounted after a kill" nothing_mounted
claim "nothing runs on after a kill" soon nothing_runs
touch "$root.part/from-the-first-try"

# The next start begins anew; a second launcher waits; and the maker's launcher alone is killed.
start_launcher "$own/maker.log" shell true
maker=$launcher
soon half_made_anew
start_launcher "$own/waiter.log" shell hostname
waiter=$launcher
claim "a second launcher says that it waits" soon grep -q "another launcher is making the platform" "$own/waiter.log"
kill -9 "$maker"
claim "the second launcher goes on when the root is there" wait "$waiter"
claim "a killed launcher's root was finished, not made twice" test "$(grep -c 'making the Debian 13 root' "$own/waiter.log")" = 0
claim "nothing of the first try is left in it" test ! -e "$root/from-the-first-try"
claim "the half is gone" test ! -e "$root.part"
claim "the root works" works
claim "a start with the root there says nothing" test -z "$("$repo/darkstore" shell true 2>&1)"

# Cleaning, from a copy of the launcher, for it deletes the builds of its checkout as well.
mkdir -p "$own/checkout/resources" "$own/checkout/build/dev" "$HOME/.local/share/darkstore/default"
cp "$repo/darkstore" "$own/checkout" && cp -r "$repo/resources/platform" "$own/checkout/resources"
"$own/checkout/darkstore" shell sleep 1000 >/dev/null &
server=$!
soon pgrep -P $server >/dev/null
program=$(pgrep -P $server)
"$own/checkout/darkstore" clean 2>"$own/clean.log"
claim "clean refuses while a program runs from the platform" test $? = 1
claim "it names the process" says "$own/clean.log" "(process $program)"
kill $server
wait $server 2>/dev/null
claim "a program ends when its launcher is told to" soon test ! -e "/proc/$program"
claim "clean deletes platform and builds" "$own/checkout/darkstore" clean
claim "nothing of them is left" test ! -e "$DARKSTORE_CACHE" -a ! -e "$own/checkout/build"
claim "data stay" test -d "$HOME/.local/share/darkstore/default"
mkdir -p "$DARKSTORE_CACHE"

# Ctrl+C.
printf 'hostname\ntzdata\n' >"$DARKSTORE_PACKAGES"
root=$DARKSTORE_CACHE/root-$(sort "$DARKSTORE_PACKAGES" | sha256sum | cut -c1-12)
start_launcher "$own/interrupted.log" shell true
soon half_made
kill -TERM "$launcher"
wait "$launcher"
claim "an interrupted launcher ends as interrupted" test $? = 130
claim "it says that the step begins anew" says "$own/interrupted.log" "the next start begins this step anew"
claim "its workers end with it" soon nothing_runs
claim "no root came of it" test ! -e "$root"

exit "$failed"
