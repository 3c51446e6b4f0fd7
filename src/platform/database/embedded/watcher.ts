/**
 * A shell script that becomes PostgreSQL, with a watcher beside it: arguments are the cluster, then the server's command
 * line. The watcher reads the script's standard input, a pipe whose other end this process holds, to its end, which comes
 * even when this process is killed; then it asks the server for a fast stop. It runs in the shell, because the server's
 * user may not be able to run our Node; twice in the background, so that the server does not find a child it never made;
 * and it signals only a process that postmaster.pid names, since ids are used again.
 */
export const WATCHED = `
exec 3<&0 </dev/null
( (
  trap '' HUP INT QUIT TERM
  while read -r line <&3; do :; done
  tries=0
  while [ "$tries" -lt 60 ] && kill -0 "$$" 2>/dev/null; do
    if { read -r pid <"$1/postmaster.pid"; } 2>/dev/null && [ "$pid" = "$$" ]; then
      kill -INT "$$"
      exit
    fi
    tries=$((tries + 1))
    sleep 1
  done
) & )
exec 3<&-
shift
exec "$@"
`;
