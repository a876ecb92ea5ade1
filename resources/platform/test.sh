# `test [AREA]`: builds what the area needs, runs it, and ends with the sum of all checks.
# shellcheck shell=bash disable=SC2034,SC2154 # the launcher's variables

passed=0
failed=0
failures=()
. "$repo/resources/platform/lint.sh"

# count NAME STATUS: one check that is no ctest test.
count() {
  if [ "$2" = 0 ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    failures+=("$1")
  fi
}

# checked NAME COMMAND...: a timed step that counts as one check.
checked() {
  local status=0
  timed "$@" || status=$?
  count "$1" $status
  return $status
}

# run_ctest PRESET ARGS...: counts its tests; a run without a sum at its end counts as one failure. Its status is 0 when
# all passed, and when no test was chosen.
run_ctest() {
  local preset=$1 log=$repo/build/$1/ctest.log sum status=0
  shift
  any_tests "$preset" "$@" || return 0
  enter "${screen[@]}" ctest --test-dir "build/$preset" --output-on-failure "$@" 2>&1 | tee "$log" >&2 || status=$?
  # "97% tests passed, 2 tests failed out of 60"
  sum=$(sed -nE 's/^[0-9]+% tests passed, ([0-9]+) tests? failed out of ([0-9]+)$/\1 \2/p' "$log")
  if [ -z "$sum" ]; then
    count "ctest on $preset" 1
    return 1
  fi
  passed=$((passed + ${sum#* } - ${sum% *}))
  failed=$((failed + ${sum% *}))
  [ $status = 0 ] || failures+=("$(sed -nE 's/^\t *[0-9]+ - ([^ ]+) .*$/\1/p' "$log" | paste -sd' ')")
  return $status
}

# ctest_by_kind PRESET ARGS...: quick tests beside each other, clusters one at a time, windows on a screen of their own.
ctest_by_kind() {
  local preset=$1 screen=() status=0
  shift
  run_ctest "$preset" "$@" -LE '^(console|integration|history)$' --parallel "$(nproc)" || status=1
  run_ctest "$preset" "$@" -L '^(integration|history)$' || status=1
  screen=("$repo/resources/platform/with-display.sh")
  run_ctest "$preset" "$@" -L '^console$' || status=1
  return $status
}

# built PRESET [--target NAME]: only a failure counts, a build proves nothing else.
built() { build "$@" || { count "building $1" 1 && return 1; }; }

configured() {
  mkdir -p "$repo/build"
  locked "$repo/build/$1.lock" "building $1" configure "$1"
}

# any_tests PRESET ARGS...: whether ctest would choose any.
any_tests() { ! enter ctest --test-dir "build/$1" -N "${@:2}" 2>/dev/null | grep -q '^Total Tests: 0$'; }

unit_tests_under_sanitizers() {
  built asan --target tests_unit &&
    timed "unit tests under sanitizers" run_ctest asan -L '^unit$' --parallel "$(nproc)"
}

# The launcher is tested from outside the platform: it is what makes it.
launcher_tests() {
  local file name status
  for file in "$repo"/tests/launcher/*_test.sh; do
    name="launcher: $(basename "$file" _test.sh)"
    status=0
    timed "$name" "$file" >&2 || status=$?
    # 77: it said itself why it cannot run here
    [ $status = 77 ] || count "$name" $status
  done
}

everything() {
  checked "format" check_format || true
  configured dev
  if built dev; then
    timed "tests" ctest_by_kind dev || true
    checked "clang-tidy" check_changed_files || true
  fi
  unit_tests_under_sanitizers || true
  launcher_tests
}

# one_area AREA: a label, else a test of that name, else every test whose name has the word in it. Unit tests need
# nothing but themselves; the others run the product's programs, so all of it is built.
one_area() {
  local choice=(-R "$1") target=()
  configured dev
  if any_tests dev -L "^$1\$"; then
    choice=(-L "^$1\$")
    [ "$1" != unit ] || target=(--target tests_unit)
  elif any_tests dev -R "^$1\$"; then
    choice=(-R "^$1\$")
    ! any_tests dev "${choice[@]}" -L '^unit$' || target=(--target "test_$1")
  elif ! any_tests dev "${choice[@]}"; then
    return
  fi
  built dev "${target[@]}" || return
  timed "tests of $1" ctest_by_kind dev "${choice[@]}"
}

run_test() {
  local began=$SECONDS screen=()
  home=$cache/home # tests leave the user's own settings alone
  case ${1:-} in
    '') everything ;;
    format) checked format check_format || true ;;
    clang-tidy) if built dev; then checked clang-tidy check_changed_files || true; fi ;;
    asan) unit_tests_under_sanitizers || true ;;
    launcher) launcher_tests ;;
    *) one_area "$1" || true ;;
  esac
  [ $((passed + failed)) != 0 ] || die "no test, label or folder is called '$1'"
  [ ${#failures[@]} = 0 ] || say "failed: ${failures[*]}"
  say "all of it: $((SECONDS - began)) s"
  echo "$passed passed, $failed failed"
  [ $failed = 0 ]
}
