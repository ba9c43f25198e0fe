# How the console is started from a built tree. Sourced by ./run; defines launch.
# shellcheck shell=bash

# The collector pauses for less than a tick can notice; see docs/decisions/0002-collector.md. It keeps to 128 MB, and may go
# beyond where much is drawn at once: large pictures do not fit otherwise.
# Native memory comes from two arenas: with one for each thread what WebRTC frees stays scattered, and the process grows.
console_java() {
  local lib=console-app/target/lib fx
  fx=$(printf '%s:' "$lib"/javafx-*-linux*.jar)
  MALLOC_ARENA_MAX=2 "$JAVA_HOME/bin/java" \
    -XX:+UseZGC -Xms64m -XX:SoftMaxHeapSize=128m -Xmx256m \
    --module-path "$fx" --add-modules javafx.controls,javafx.swing \
    --enable-native-access=javafx.graphics,ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -Dtalkiego.cache=.run -Djavafx.animation.pulse=30 \
    -cp "$(printf '%s:' console-app/target/console-app-*.jar "$lib"/*.jar)" \
    "$@"
}

# Once after a build: a short run without window or sound, from which console and backend learn what a start needs.
train() {
  [ ! -f .run/console.aot ] || return 0
  printf 'Preparing a quick start …\n' >&2
  console_java -XX:AOTCacheOutput=.run/console.aot -Dtalkiego.learn=true com.talkiego.dispatch.console.app.Main \
    --headless --seconds 2 --output none --home .run/training >.run/training.log 2>&1 || true
}

launch() {
  local cache=()
  train
  [ ! -f .run/console.aot ] || cache=(-XX:AOTCache=.run/console.aot -Xlog:disable)
  [ $# -gt 0 ] || set -- --demo
  console_java "${cache[@]}" com.talkiego.dispatch.console.app.Main "$@"
}
