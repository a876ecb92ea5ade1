# `clean`: deletes what the launcher made and can make again. Data stay.
# shellcheck shell=bash disable=SC2154 # the launcher's variables

# The processes that run from a root, by what lies behind their /usr.
running_from() {
  grep -lF "/${cache##*/}/${1##*/}/usr /usr " /proc/[0-9]*/mountinfo 2>/dev/null | cut -d/ -f3 | paste -sd' ' || true
}

run_clean() {
  local pids folder
  for folder in "$cache"/root-*; do
    pids=$(running_from "$folder")
    [ -z "$pids" ] || die "programs still run from the platform (process $pids): ./darkstore down ends a cluster's"
  done
  say "This deletes $cache (platform, compiler cache) and $repo/build."
  ask "Go on?" || die "nothing was deleted"
  for folder in "$cache"/root-*; do remove_root "$folder"; done
  rm -rf "$cache" "$repo/build"
  say "Deleted. Data stay where they are, $data for one."
}
