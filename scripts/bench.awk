# Reads go test -bench -benchmem -count N and prints one row for each benchmark: median of the runs, spread (slowest by
# fastest), how many a second, ratio to the first of its group (the part of the name before the slash), bytes and
# allocations an operation, and every further measure that the benchmark reports itself.

function median(name, n,    i, j, v, t) {
  for (i = 1; i <= n; i++) {
    v = runs[name, i]
    for (j = i - 1; j >= 1 && t[j] > v; j--) t[j + 1] = t[j]
    t[j + 1] = v
  }
  low = t[1]
  high = t[n]
  return n % 2 ? t[(n + 1) / 2] : (t[n / 2] + t[n / 2 + 1]) / 2
}

function span(ns) {
  if (ns < 1e3) return sprintf("%.3g ns", ns)
  if (ns < 1e6) return sprintf("%.3g µs", ns / 1e3)
  if (ns < 1e9) return sprintf("%.3g ms", ns / 1e6)
  return sprintf("%.3g s", ns / 1e9)
}

/^pkg: / { package = $2; next }
/^Benchmark/ && $4 == "ns/op" {
  name = package " " substr($1, 10)
  if (!(name in count)) order[++names] = name
  runs[name, ++count[name]] = $3
  extra[name] = ""
  for (i = 5; i < NF; i += 2) {
    if ($(i + 1) == "B/op") bytes[name] = $i
    else if ($(i + 1) == "allocs/op") allocs[name] = $i
    else extra[name] = extra[name] "  " $i " " $(i + 1)
  }
  next
}
/^(FAIL|---|panic)/ { failed = 1 }
/^(FAIL|---|panic|#)|\.go:[0-9]+:/ { print }

END {
  for (k = 1; k <= names; k++) {
    name = order[k]
    split(name, word, " ")
    if (word[1] != shown) {
      shown = word[1]
      printf "%s%s\n", (k > 1 ? "\n" : ""), shown
      printf "  %-44s %10s %7s %12s %7s %10s %9s\n", "", "median", "spread", "a second", "ratio", "bytes", "allocs"
    }
    group = word[2]
    sub(/\/.*/, "", group)
    m = median(name, count[name])
    if (!((shown, group) in first)) first[shown, group] = m
    printf "  %-44s %10s %6.2fx %12.0f %6.2fx %10d %9d%s\n", word[2], span(m), high / low, 1e9 / m, m / first[shown, group], bytes[name], allocs[name], extra[name]
  }
  exit failed
}
