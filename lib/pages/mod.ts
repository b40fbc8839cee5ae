/**
 * The pages at the top of the project that are written from the declarations,
 * the ledger and the notebooks.
 *
 * @module
 */

export * from "./claim_figures.ts";
export * from "./facts.ts";
export * from "./lessons_page.ts";
export * from "./markdown.ts";
export * from "./minutes.ts";
export * from "./paper_items.ts";
export * from "./readme_table.ts";
export * from "./reproduce_page.ts";
export * from "./symbols.ts";
export * from "./symbols_page.ts";
export * from "./words.ts";
