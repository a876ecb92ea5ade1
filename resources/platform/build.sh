# Building a preset inside the platform, with its progress; one launcher at a time a preset.
# shellcheck shell=bash disable=SC2154 # the launcher's variables

# On a terminal ninja's own line moves; elsewhere a line every tenth, and whatever the compiler has to say.
ninja_lines() {
  if [ -t 2 ]; then
    cat
  else
    awk '/^\[ *[0-9]+% / { percent = substr($0, 2, 3) + 0; if (percent < said + 10 && percent != 100) next; said = percent }
         !/no work to do/ { print; fflush() }'
  fi
}

# configure PRESET: only when it never was, or the presets or the platform have changed since.
configure() {
  local folder=$repo/build/$1 stamp
  stamp=$platform-${root##*/}
  if [ "$(cat "$folder/.platform" 2>/dev/null)" != "$stamp" ]; then
    rm -rf "$folder" # built against another platform; the compiler's cache makes it cheap
    mkdir -p "$folder"
    echo "$stamp" >"$folder/.platform"
  fi
  if [ ! -e "$folder/build.ninja" ] || [ "$repo/CMakePresets.json" -nt "$folder/build.ninja" ]; then
    timed "configuring $1" run_cmake "$1" "$folder/configure.log" || {
      tail -n 20 "$folder/configure.log" >&2
      die "configuring failed; $folder/configure.log says why"
    }
  fi
}

run_cmake() { enter cmake --preset "$1" >"$2" 2>&1; }

compile() {
  local preset=$1
  shift
  if [ -t 2 ]; then
    enter cmake --build --preset "$preset" "$@" >&2
  else
    enter cmake --build --preset "$preset" "$@" 2>&1 | ninja_lines >&2
  fi
}

configure_and_compile() {
  configure "$1"
  timed "building $1" compile "$@"
}

# build PRESET [--target NAME...]
build() {
  mkdir -p "$repo/build" 2>/dev/null || die "$repo cannot be written: clone it to a folder of your own"
  [ -e "$repo/build/$1/build.ninja" ] || need_disk "$repo/build" 1000 "clone to another disk"
  locked "$repo/build/$1.lock" "building $1" configure_and_compile "$@"
}

# need_program NAME: builds the product if the program is not there yet.
need_program() {
  local program=$repo/build/release/bin/$1
  [ -x "$program" ] || build release || die "the product does not build; the lines above say why"
  [ -x "$program" ] || die "this checkout builds no $1"
}

# become_program NAME ARGS...: a program of the product takes the launcher's place.
become_program() {
  need_program "$1"
  become "$repo/build/release/bin/$1" "${@:2}"
}
