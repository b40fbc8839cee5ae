/**
 * Durations and tables as plain text, for the terminal and the notebooks.
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
