/**
 * What commands show on the terminal while they work.
 *
 * @module
 */

import { formatTimeLeft } from "../core/text.ts";

/** A line of progress on stderr: rewritten on a terminal, sparse in a log. */
export class ProgressLine {
  readonly #label: string;
  readonly #start = performance.now();
  readonly #terminal = Deno.stderr.isTerminal();
  #lastDrawn = -Infinity;

  constructor(label: string) {
    this.#label = label;
  }

  update(done: number, total: number): void {
    const now = performance.now();
    const pauseMs = this.#terminal ? 100 : 10_000;
    if (now - this.#lastDrawn < pauseMs && done < total) return;
    this.#lastDrawn = now;
    const percent = Math.floor(100 * done / total);
    const left = formatTimeLeft((now - this.#start) / 1000, done, total);
    this.#write(
      `${this.#label}: ${done} of ${total} runs (${percent} %)${left}`,
    );
  }

  /** Takes the line away from a terminal; a log keeps its lines. */
  clear(): void {
    if (this.#terminal) writeStderr("\r\x1b[2K");
  }

  #write(line: string): void {
    writeStderr(this.#terminal ? `\r\x1b[2K${line}` : `${line}\n`);
  }
}

function writeStderr(text: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(text));
}
