/**
 * Durations, numbers and tables as plain text, for the terminal and the
 * notebooks.
 *
 * @module
 */

/** A duration as a person says it: "8 s", "3 min 20 s", "1 h 05 min". */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  const rest = String(minutes % 60).padStart(2, "0");
  return `${Math.floor(minutes / 60)} h ${rest} min`;
}

/**
 * The time left, from the pace so far, as ", 8 s left"; nothing before the
 * first unit is done, when there is no pace.
 */
export function formatTimeLeft(
  elapsedSeconds: number,
  done: number,
  total: number,
): string {
  if (done === 0) return "";
  return `, ${formatDuration(elapsedSeconds / done * (total - done))} left`;
}

/**
 * A number with as many digits as an estimate over ten seeds deserves: three,
 * whole numbers from 1,000 on, and powers of ten below 0.001.
 *
 * @param digits how many digits, from the first that is not 0
 */
export function formatSignificant(value: number, digits = 3): string {
  const size = Math.abs(value);
  if (size >= 10 ** digits) return value.toFixed(0);
  if (size > 0 && size < 1e-3) return value.toExponential(digits - 1);
  return String(Number(value.toPrecision(digits)));
}

/**
 * Lines of at most so many characters, broken at spaces; a longer word stands
 * in a line of its own.
 *
 * @param width the most characters of a line
 * @param indent what the lines after the first begin with
 */
export function wrapText(text: string, width = 80, indent = ""): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line.trim() !== "" && longer.length > width) {
      lines.push(line);
      line = `${indent}${word}`;
    } else {
      line = longer;
    }
  }
  return [...lines, line].join("\n");
}

/**
 * Rows of text as aligned columns.
 *
 * @param header the columns' titles
 * @param rows texts, as many a row as there are titles
 * @param isNumeric which columns stand to the right; those that hold only
 *   numbers, unless given
 */
export function formatTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  isNumeric: readonly boolean[] = header.map((_, column) =>
    rows.length > 0 && rows.every((row) => /^[\d.,]+$/.test(row[column]))
  ),
): string {
  const all = [header, ...rows];
  const widths = header.map((_, column) =>
    Math.max(...all.map((row) => row[column].length))
  );
  return all.map((row) =>
    row.map((cell, column) =>
      isNumeric[column]
        ? cell.padStart(widths[column])
        : cell.padEnd(widths[column])
    ).join("  ").trimEnd()
  ).join("\n");
}
