/**
 * A progress display for cells that take long. Its last state says nothing of
 * time, so that a committed notebook is the same after every run.
 *
 * @module
 */

import { formatTimeLeft } from "../core/text.ts";
import { display, isInNotebook } from "./show.ts";

/** Often enough to be seen moving, seldom enough to cost nothing. */
const REDRAW_MS = 250;

/** Tells how far the work is. */
export type ProgressUpdate = (done: number, total: number) => Promise<void>;

/**
 * Starts a progress display, which appears with its first update.
 *
 * @param label what is being done: "training"
 * @returns what to await with the units done and their total; the display is
 * final where they are equal
 *
 * @example
 * ```ts ignore
 * const update = progress("training");
 * for (let episode = 1; episode <= 100; episode++) {
 *   trainEpisode();
 *   await update(episode, 100);
 * }
 * ```
 */
export function progress(label: string): ProgressUpdate {
  const start = performance.now();
  const displayId = crypto.randomUUID();
  let drawnAt = -Infinity;
  let finished = false;
  return async (done, total) => {
    const now = performance.now();
    if (finished || done < total && now - drawnAt < REDRAW_MS) return;
    const update = drawnAt > -Infinity;
    drawnAt = now;
    finished = done >= total;
    // Printed lines can't be drawn over, so only the last one is worth it.
    if (!finished && !isInNotebook()) return;
    const text = `${label}: ${done} of ${total}`;
    await (finished
      ? display({ "text/plain": text }, { displayId, update })
      : display(movingBar(text, done, total, now - start), {
        displayId,
        update,
      }));
  };
}

function movingBar(
  text: string,
  done: number,
  total: number,
  elapsedMs: number,
) {
  const line = text + formatTimeLeft(elapsedMs / 1000, done, total);
  return {
    "text/plain": line,
    "text/html": `<progress value="${done}" max="${total}"></progress> ` +
      escapeText(line),
  };
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
