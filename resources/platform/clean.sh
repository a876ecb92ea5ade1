# `clean`: deletes what the launcher made and can make again. Data stay.
# shellcheck shell=bash disable=SC2154 # the launcher's variables

# The programs that run from a root of ours, by the mounts they see.
running_from_roots() { grep -lF " ${cache#"$1"}/root-" /proc/[0-9]*/mountinfo 2>/dev/null | cut -d/ -f3 | paste -sd' '; }

run_clean() {
  local pids folder
  pids=$(running_from_roots "")
  [ -z "$pids" ] || die "programs still run from the platform (process $pids): ./darkstore down ends a cluster's"
  say "This deletes $cache (platform, compiler cache) and $repo/build."
  ask "Go on?" || die "nothing was deleted"
  for folder in "$cache"/root-*; do remove_root "$folder"; done
  rm -rf "$cache" "$repo/build"
  say "Deleted. Data are where they were: $data"
}
