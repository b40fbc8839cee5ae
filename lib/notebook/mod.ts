/**
 * What notebook cells show things with: figures, tables, text and progress.
 *
 * @module
 */

export type { Figure } from "../figures/render.ts";
export { progress, type ProgressUpdate } from "./progress.ts";
export { loadFigureRows, loadRows, measureLive } from "./rows.ts";
export {
  show,
  showMarkdown,
  type ShowOptions,
  showTable,
  type TableOptions,
  type TableRow,
} from "./show.ts";
