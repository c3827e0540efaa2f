# Reads go test -v and prints what go test prints without -v: one line a package, and everything of a package that
# failed. Writes the names of skipped tests, with their reasons, to the file `skips`.

/^=== (RUN|PAUSE|CONT|NAME)/ { skipped = 0; next }

/^ *--- SKIP: / {
  name = $3
  skipped = 1
  next
}
skipped && /^ +[^ ]+_test\.go:[0-9]+: / {
  reason = $0
  sub(/^ +/, "", reason)
  held = held "  " name ": " reason "\n"
  skipped = 0
  next
}
/^ *--- PASS: / { skipped = 0; next }

/^(ok  |\?   |---|FAIL|panic:|PASS$)/ { skipped = 0 }

/^PASS$/ { next }
/^\?   / { buffer = ""; next }
/^ok  / {
  printf "%s", held >skips
  held = buffer = ""
  if ($0 !~ /no tests to run/) print
  fflush()
  next
}
/^FAIL\t/ {
  printf "%s", held >skips
  printf "%s", buffer
  held = buffer = ""
  print
  fflush()
  next
}
{ buffer = buffer $0 "\n" }

END { printf "%s", buffer; printf "%s", held >skips }
