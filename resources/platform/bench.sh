# `bench [NAME]`: the programs of tests/bench, optimised, one after the other.
# shellcheck shell=bash disable=SC2034,SC2154 # the launcher's variables

run_bench() {
  local name names=()
  home=$cache/home
  mkdir -p "$repo/build"
  locked "$repo/build/bench.lock" "building bench" configure bench
  mapfile -t names < <(enter cmake --build --preset bench --target help | sed -nE 's/^bench_([a-z0-9_]+): phony$/\1/p')
  if [ $# != 0 ]; then
    printf '%s\n' "${names[@]}" | grep -qx -e "$1" || die "there is no benchmark '$1'; there are: ${names[*]}"
    names=("$1")
    shift
  fi
  [ ${#names[@]} != 0 ] || die "this checkout has no benchmarks"
  build bench --target "${names[@]/#/bench_}" || die "the benchmarks do not build; the lines above say why"
  for name in "${names[@]}"; do
    timed "$name" enter "build/bench/bin/bench_$name" "$@"
  done
}
