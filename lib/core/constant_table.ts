/**
 * A setting's constants as a table, and with some of them changed: what the
 * settings of both papers share.
 *
 * @module
 */

import { rangeError, requireObject } from "./check.ts";

/** A constant as the paper writes it, and where its value comes from. */
export type ConstantSource = {
  /** As the paper writes it; empty where it has no symbol. */
  readonly symbol: string;
  /** In words. */
  readonly meaning: string;
  /** Empty where it has none. */
  readonly unit: string;
  /** Where in the paper it is, or that it is our choice. */
  readonly source: string;
};

/** A line of the table of constants. */
export type ConstantRow = ConstantSource & {
  /** Its name in the code. */
  readonly name: string;
  /** As text. */
  readonly value: string;
};

/**
 * The constants of a setting as a table, in the order of their sources.
 *
 * @param constants the setting: numbers, texts, objects of these, or lists
 * @param sources where each constant comes from
 */
export function tabulateConstants<T extends object>(
  constants: T,
  sources: Readonly<Record<keyof T, ConstantSource>>,
): ConstantRow[] {
  const names = Object.keys(sources) as (keyof T & string)[];
  return names.map((name) => ({
    ...sources[name],
    name,
    value: describeConstant(constants[name]),
  }));
}

/**
 * A setting with some constants changed. What they may be is not looked at.
 *
 * @param action what cannot be done: "change the scenario"
 * @throws {RangeError} where a name is not a constant of the setting
 * @throws {TypeError} where the changes are no object
 */
export function changeConstants<T extends object>(
  action: string,
  constants: T,
  changes: Partial<T>,
): T {
  requireObject(action, { changes });
  for (const name of Object.keys(changes)) {
    if (Object.hasOwn(constants, name)) continue;
    const rule = `one of ${Object.keys(constants).join(", ")}`;
    throw rangeError(action, "each name", rule, name);
  }
  return { ...constants, ...changes };
}

function describeConstant(value: unknown): string {
  if (Array.isArray(value)) return value.map(describeConstant).join(" ");
  if (typeof value !== "object" || value === null) return String(value);
  return `(${Object.values(value).join(", ")})`;
}
