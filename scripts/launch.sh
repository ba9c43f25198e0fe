# How the console is started from a built tree. Sourced by ./run; defines launch.
# shellcheck shell=bash

launch() {
  local lib=console-app/target/lib fx
  fx=$(printf '%s:' "$lib"/javafx-*-linux*.jar)
  [ $# -gt 0 ] || set -- --demo
  exec "$JAVA_HOME/bin/java" \
    -XX:+UseSerialGC -Xms64m -Xmx192m -XX:TieredStopAtLevel=4 \
    -XX:+AutoCreateSharedArchive -XX:SharedArchiveFile=.run/console.jsa -Xlog:cds=off -Xlog:cds+dynamic=off \
    --module-path "$fx" --add-modules javafx.controls,javafx.swing \
    --enable-native-access=javafx.graphics,ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -cp "console-app/target/console-app-0.1.0-SNAPSHOT.jar:$lib/*" \
    com.talkiego.dispatch.console.app.Main "$@"
}
