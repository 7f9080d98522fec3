# Turns the output of a long command into progress. Variables: title, total, pattern, terminal (1: draw a bar).

function bar(done, of,    width, text, i) {
  width = 30
  for (i = 1; i <= width; i++) text = text (i * of <= done * width ? "#" : ".")
  return text
}

BEGIN {
  printf "mingbai: %s: %d to do%s", title, total, terminal ? "\r" : "\n"
  fflush()
}

$0 ~ pattern && count < total {
  count++
  if (terminal) printf "mingbai: %s [%s] %d of %d\r", title, bar(count, total), count, total
  else if (int(count * 10 / total) > tenths) {
    tenths = int(count * 10 / total)
    printf "mingbai: %s: %d of %d\n", title, count, total
  }
  fflush()
}

END { if (terminal) printf "mingbai: %s [%s] %d of %d\n", title, bar(count, total), count, total }
