#!/usr/bin/env bash
# What stands in the way is said in one plain sentence that says what to do.
# shellcheck disable=SC2154,SC2317 # the library's variables; what `claim` calls
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

for tool in mmdebstrap bwrap; do command -v $tool >/dev/null || skip "$tool is not installed here"; done

# refused SENTENCE COMMAND...: fails, and its last line is the launcher's sentence.
refused() {
  local status=0 last
  "${@:2}" </dev/null >"$own/out" 2>"$own/err" || status=$?
  last=$(tail -n 1 "$own/err")
  claim "refused: $1" says "$own/err" "$1"
  claim "  with a failure and nothing on stdout" test "$status" != 0 -a ! -s "$own/out"
  claim "  as the last word, under the program's name" test "${last#darkstore: }" != "$last"
}

# A namespace in which this user is root; an ordinary user may make one of those.
alone() {
  if [ "$(id -u)" = 0 ]; then unshare "$@"; else unshare --map-root-user "$@"; fi
}

darkstore=$repo/darkstore

refused "no network: Debian's package server cannot be reached" alone --net "$darkstore" shell true
claim "a root without a network is not there" test ! -e "$root"

mkdir -p "$own/small"
# shellcheck disable=SC2016 # the inner shell's variables
refused "MB free and 3500 MB are needed: free some, or let XDG_CACHE_HOME name another disk" alone --mount sh -c '
  mount -t tmpfs -o size=20m tmpfs "$1" && DARKSTORE_CACHE=$1/cache exec "$2" shell true' sh "$own/small" "$darkstore"

# In a user namespace that allows no further ones.
# shellcheck disable=SC2016 # the inner shell's variables
refused "user namespaces are forbidden here" unshare --user --map-root-user sh -c '
  echo 0 >/proc/sys/user/max_user_namespaces && exec "$1" shell true' sh "$darkstore"

refused "there is no display here" "$darkstore" demo
claim "without a display demo offers to do without" says "$own/err" "demo --headless"
refused "there is no display here" "$darkstore" console

for verb in down status logs ctl check; do
  refused "there is no cluster in $own/data: ./darkstore up makes one" "$darkstore" $verb --data "$own/data"
done
claim "a look at a cluster makes no data folder" test ! -e "$own/data"

refused "there is no verb 'fly'" "$darkstore" fly
refused "--data wants a folder" "$darkstore" up --data
refused "screenshots wants a folder" "$darkstore" screenshots

"$darkstore" help >"$own/help"
for verb in demo up down status console ctl check test bench screenshots logs shell clean; do
  claim "help knows $verb" grep -qE "^  (.* )?$verb( |\$)" "$own/help"
done

exit "$failed"
