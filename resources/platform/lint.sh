# What reads the code instead of running it: clang-format and clang-tidy (qmllint is a ctest test a module).
# shellcheck shell=bash disable=SC2154 # the launcher's variables

tidy_files_max=30 # about 10 s a file and core: some minutes at most

check_format() {
  enter sh -c 'find backend console shared tests -name "*.h" -o -name "*.cpp" | xargs clang-format --dry-run --Werror' >&2
}

# The C++ files that differ from where this branch left main, or from the last commit on main itself.
changed_files() {
  # shellcheck disable=SC2016 # the inner shell's variables
  enter sh -c '
    git rev-parse --verify --quiet HEAD >/dev/null || exit 0
    base=$(git merge-base origin/main HEAD 2>/dev/null)
    [ -n "$base" ] && [ "$base" != "$(git rev-parse HEAD)" ] || base=$(git rev-parse --verify --quiet HEAD~1) || exit 0
    git diff --name-only --diff-filter=d "$base" -- "backend/*.cpp" "console/*.cpp" "shared/*.cpp" "tests/*.cpp"'
}

check_changed_files() {
  # shellcheck disable=SC2016 # the inner shell's variables
  local files left
  mapfile -t files < <(changed_files)
  left=$((${#files[@]} - tidy_files_max))
  if [ ${#files[@]} = 0 ]; then
    say "   no C++ file has changed"
    return
  fi
  [ $left -le 0 ] || say "   ${#files[@]} files have changed: the first $tidy_files_max are read, $left are not"
  printf '%s\n' "${files[@]:0:tidy_files_max}" |
    enter xargs -P "$(nproc)" -n 1 clang-tidy -p build/dev --quiet >&2
}
