# What ./run and ./test need from the system. Sourced by both; defines need_java, need_packages, build.
# shellcheck shell=bash

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# Finds a JDK 25 or newer and exports JAVA_HOME. Looks at JAVA_HOME, the PATH and the usual folders.
need_java() {
  local candidate
  for candidate in "${JAVA_HOME:-}" "$(dirname "$(dirname "$(readlink -f "$(command -v javac || true)")")" 2>/dev/null)" \
    /usr/lib/jvm/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/*; do
    if [ -x "$candidate/bin/javac" ] && [ -r "$candidate/release" ] &&
      [ "$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$candidate/release")" -ge 25 ] 2>/dev/null; then
      export JAVA_HOME="$candidate"
      return
    fi
  done
  fail "TalkieGo Dispatch needs a JDK of version 25 or newer, and none was found.
Install one, for example Temurin 25 from https://adoptium.net/temurin/releases/?version=25, and set JAVA_HOME to its folder, then start this again."
}

has_library() { [ -n "$(/sbin/ldconfig -p 2>/dev/null | grep -F "$1 " || true)" ]; }
has_command() { command -v "$1" >/dev/null 2>&1; }

# Packages missing here, of those named as 'test:package', where test is lib=NAME, cmd=NAME or file=GLOB.
missing_packages() {
  local entry check name
  for entry in "$@"; do
    check=${entry%%:*}
    name=${entry#*:}
    case $check in
      lib=*) has_library "${check#lib=}" || printf '%s ' "$name" ;;
      cmd=*) has_command "${check#cmd=}" || printf '%s ' "$name" ;;
      file=*) compgen -G "${check#file=}" >/dev/null || printf '%s ' "$name" ;;
    esac
  done
}

# Since Debian 13 and Ubuntu 24.04 some library packages end in t64: take whichever this system has.
existing_names() {
  local name
  for name in "$@"; do
    if apt-cache policy "${name}t64" 2>/dev/null | grep -q 'Candidate: [0-9]'; then
      printf '%st64 ' "$name"
    else
      printf '%s ' "$name"
    fi
  done
}

# need_packages WHAT-FOR ENTRY...: as root on Debian or Ubuntu installs what is missing, else prints the one command to type.
need_packages() {
  local purpose=$1 missing names
  shift
  missing=$(missing_packages "$@")
  [ -n "$missing" ] || return 0
  if ! has_command apt-get; then
    printf 'TalkieGo Dispatch needs these for %s (names as in Debian): %s\nInstall them with your system'"'"'s package tool, then start this again.\n' "$purpose" "$missing" >&2
    return 1
  fi
  if [ "$(id -u)" != 0 ]; then
    # shellcheck disable=SC2086
    names=$(existing_names $missing)
    printf 'Some system packages are missing, needed for %s. Type this, then start again:\n\n  sudo apt-get update && sudo apt-get install -y %s\n\n' "$purpose" "$names" >&2
    return 1
  fi
  printf 'Installing for %s: %s\n' "$purpose" "$missing" >&2
  apt-get update -qq >/dev/null || return 1
  # shellcheck disable=SC2086
  names=$(existing_names $missing)
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $names >/dev/null
}

# What webrtc-java links, what a window and its text need, and what builds it.
BUILD_PACKAGES=(cmd=mvn:maven)
RUN_PACKAGES=(
  lib=libpulse.so.0:libpulse0 lib=libasound.so.2:libasound2 lib=libudev.so.1:libudev1 lib=libX11.so.6:libx11-6
  lib=libXfixes.so.3:libxfixes3 lib=libXrandr.so.2:libxrandr2 lib=libXcomposite.so.1:libxcomposite1 lib=libdbus-1.so.3:libdbus-1-3
  lib=libgtk-3.so.0:libgtk-3-0 lib=libXtst.so.6:libxtst6 lib=libXxf86vm.so.1:libxxf86vm1 lib=libGL.so.1:libgl1
  lib=libpangoft2-1.0.so.0:libpangoft2-1.0-0 lib=libfreetype.so.6:libfreetype6 lib=libfontconfig.so.1:libfontconfig1
  'file=/usr/share/fonts/truetype/*/*.ttf:fonts-dejavu-core'
)

mvn_quiet() { mvn -q -B "$@" 2> >(grep -v '^WARNING: ' >&2); }

# Builds what is needed: nothing if no source is newer than the last build.
build() {
  local stamp=.run/built
  if [ -f "$stamp" ] && [ -z "$(find pom.xml .mvn ./*/pom.xml ./*/src/main -newer "$stamp" -print -quit 2>/dev/null)" ]; then
    return
  fi
  printf 'Building TalkieGo Dispatch …\n' >&2
  mvn_quiet -DskipTests -Dspotless.check.skip=true package || fail "The build failed; the lines above say why."
  mkdir -p .run
  rm -f .run/console.aot .run/backend.aot
  touch "$stamp"
}
