# Reads go test -v and prints what go test prints without -v: one line a package, and everything of a package that
# failed. Writes the names of skipped tests, with their reasons, to the file `skips`.

/^=== (RUN|PAUSE|CONT|NAME)/ { test = $3; next }

/^ *--- SKIP: / { skipped = skipped "  " $3 ": " said[$3] "\n"; next }
/^ *--- PASS: / || /^PASS$/ { next }
/^ +[^ ]+_test\.go:[0-9]+: / { said[test] = substr($0, match($0, /[^ ]/)) }

/^\?   / { buffer = ""; next }
/^ok  / {
  buffer = ""
  if (!/no tests to run/) print
  fflush()
  next
}
/^FAIL\t/ {
  printf "%s", buffer
  buffer = ""
  print
  fflush()
  next
}
{ buffer = buffer $0 "\n" }

END { printf "%s", buffer; printf "%s", skipped >skips }
