# The host: whether it is the platform itself (Debian 13 or newer), what it lacks, and how that is mended by apt.
# shellcheck shell=bash disable=SC2154 # the launcher's variables

packages=${DARKSTORE_PACKAGES:-$repo/resources/platform/packages.txt}
package_list=$(grep -v -e '^#' "$packages" | sort)

system_name() { (. /etc/os-release && echo "$PRETTY_NAME"); }

# not_installed PACKAGE...: those of them that dpkg does not have.
not_installed() {
  local have
  have=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null | awk '$1 == "installed" { print $2 }' || true)
  printf '%s\n' "$@" | grep -vxF -e "${have:-none}" || true
}

# Debian 13 and its derivatives number /etc/debian_version; testing writes a word, which Ubuntu copies without being it.
host_is_debian_13() {
  [ -r /etc/debian_version ] || return 1
  local version id
  version=$(cut -d. -f1 /etc/debian_version)
  id=$(. /etc/os-release && echo "$ID")
  case $version in
    *[!0-9]*) [ "$id" = debian ] ;;
    *) [ "$version" -ge 13 ] ;;
  esac
}

# platform=host: the host's own packages are used. platform=root: a Debian 13 root of our own (root.sh).
choose_platform() {
  platform=${DARKSTORE_PLATFORM:-root}
  if [ -z "${DARKSTORE_PLATFORM:-}" ] && host_is_debian_13; then platform=host; fi
}

# What apt has to install before the platform can be made or entered, a name a line.
missing_packages() {
  if [ "$platform" = host ]; then
    # shellcheck disable=SC2046,SC2086 # one word a package is meant
    not_installed $package_list $([ "$(id -u)" != 0 ] || echo bubblewrap)
    return
  fi
  command -v bwrap >/dev/null || echo bubblewrap
  [ -d "$root" ] && return
  command -v mmdebstrap >/dev/null || echo mmdebstrap
  [ "$(id -u)" = 0 ] || command -v newuidmap >/dev/null || echo uidmap
  [ -e /usr/share/keyrings/debian-archive-keyring.gpg ] || echo debian-archive-keyring
}

free_mb() { df --output=avail -BM "$1" | tail -n 1 | tr -d ' M'; }

# need_disk FOLDER MB ELSE: refused while there is still room to say so.
need_disk() {
  [ "$(free_mb "$1")" -ge "$2" ] || die "the disk of $1 has $(free_mb "$1") MB free and $2 MB are needed: free some, or $3"
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# Installs without starting anything: a PostgreSQL or Valkey of the system's own would run beside ours for nothing.
apt_install() {
  # shellcheck disable=SC2016 # the inner shell's variables
  as_root env DEBIAN_FRONTEND=noninteractive sh -c '
    set -e
    quiet=/usr/sbin/policy-rc.d
    clusters=/etc/postgresql-common/createcluster.d/darkstore.conf
    [ ! -e $quiet ] || quiet=
    trap "rm -f $quiet $clusters" EXIT
    [ -z "$quiet" ] || { printf "#!/bin/sh\nexit 101\n" >$quiet; chmod 755 $quiet; }
    mkdir -p "${clusters%/*}"
    echo "create_main_cluster = false" >$clusters
    services=
    for service in valkey-server haproxy; do [ -e "/usr/lib/systemd/system/$service.service" ] || services="$services $service"; done
    apt-get -o DPkg::Lock::Timeout=300 update
    apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$@"
    if command -v systemctl >/dev/null; then
      for service in $services; do systemctl disable "$service" >/dev/null 2>&1 || true; done
    fi' apt_install "$@"
}

# install_missing PACKAGE...
install_missing() {
  local missing=$* size log=$cache/apt.log
  command -v apt-get >/dev/null ||
    die "this system has no apt: install $missing with its own package manager, then start again"
  size=$(apt-get install --print-uris -qq --no-install-recommends "$@" 2>/dev/null | awk '{ s += $3 } END { printf "%.0f", s / 1e6 }')
  say "  missing     $missing"
  [ "${size:-0}" = 0 ] || say "  to fetch    $size MB of packages"
  say "  mended by   sudo apt-get install $missing"
  ask "Install them now?" || die "nothing was installed; the command above does it"
  if [ "$(id -u)" != 0 ]; then
    if may_ask; then sudo -v; else sudo -n true 2>/dev/null; fi ||
      die "sudo is needed to install packages: run the command above once, then start again"
  fi
  mkdir -p "$cache"
  timed "installing what this system lacks" watch_install "$log" $# apt_install "$@" ||
    explain_install "$log"
}

# explain_install LOG: the one sentence behind a failed installation.
explain_install() {
  if grep -qE 'Temporary failure resolving|Could not resolve|Could not connect|Network is unreachable|Connection timed out|Connection failed' "$1"; then
    die "no network: Debian's package server cannot be reached; connect (or set http_proxy) and start again"
  elif grep -q 'No space left on device' "$1"; then
    die "the disk is full: free 4 GB for $cache, or let XDG_CACHE_HOME name another disk, and start again"
  elif grep -qE 'NO_PUBKEY|is not signed|not available: No such file' "$1"; then
    die "this system does not know Debian 13's key: install a newer debian-archive-keyring and start again"
  fi
  tail -n 5 "$1" >&2
  die "packages could not be installed; $1 says why"
}
