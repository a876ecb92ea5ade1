# What the launcher's tests share. They run on the host, for the launcher makes the platform that other tests run on.
# Each has a folder of its own as home, cache and data, and a package list so short that a root takes ten seconds.
# shellcheck shell=bash disable=SC2034 # used by the tests

set -uo pipefail
repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
own=$(mktemp -d)
failed=0
export HOME=$own/home DARKSTORE_CACHE=$own/cache DARKSTORE_PACKAGES=$own/packages.txt DARKSTORE_PLATFORM=root CI=true
unset XDG_CACHE_HOME XDG_DATA_HOME DISPLAY WAYLAND_DISPLAY
mkdir -p "$HOME"
printf '# what every Debian has\nhostname\n' >"$DARKSTORE_PACKAGES"
root=$DARKSTORE_CACHE/root-$(grep -v '^#' "$DARKSTORE_PACKAGES" | sort | sha256sum | cut -c1-12)

# Files in a root may belong to subordinate ids.
delete_own() {
  if [ "$(id -u)" = 0 ]; then rm -rf --one-file-system "$own"; else unshare --map-root-user --map-auto rm -rf "$own"; fi
}
trap delete_own EXIT

# claim SENTENCE COMMAND...: the sentence holds if the command succeeds.
claim() {
  local sentence=$1
  shift
  if "$@"; then
    echo "ok      $sentence"
  else
    echo "FAILED  $sentence"
    failed=1
  fi
}

# says FILE WORDS: the launcher's output has them, and on a failure it is shown.
says() { grep -qF -e "$2" "$1" || { sed 's/^/        | /' "$1" && false; }; }

# soon COMMAND...: becomes true within two minutes; a busy machine needs some of them.
soon() {
  local tries
  for ((tries = 0; tries < 1200; tries++)); do
    if "$@" 2>/dev/null; then return 0; fi
    sleep 0.1
  done
  return 1
}

# The launcher in a session of its own, without a terminal; its pid is also its group's.
start_launcher() {
  setsid "$repo/darkstore" "${@:2}" </dev/null >"$1" 2>&1 &
  launcher=$!
}

skip() {
  echo "skipped: $1"
  exit 77
}
