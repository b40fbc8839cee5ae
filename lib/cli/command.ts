/**
 * What every command of the package shares: how flags are read, and how bad
 * input ends (one sentence on stderr, exit code 2).
 *
 * @module
 */

import { parseArgs, type ParseArgsOptionsConfig } from "node:util";

/** Bad input by the user: its message is one sentence, the exit code is 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/**
 * Runs a command to its end and leaves with its exit code: what `main`
 * returns, or 2 with one sentence on stderr where the input was bad.
 *
 * @param main gets the arguments and returns the exit code
 */
export async function runCommand(
  main: (args: string[]) => Promise<number> | number,
): Promise<never> {
  try {
    Deno.exit(await main(Deno.args));
  } catch (error) {
    const sentence = badInputSentence(error);
    if (sentence === undefined) throw error;
    console.error(sentence);
    Deno.exit(2);
  }
}

/** The sentence for an error that bad input caused; undefined for a defect. */
function badInputSentence(error: unknown): string | undefined {
  if (error instanceof UsageError || error instanceof RangeError) {
    return error.message;
  }
  if (error instanceof Deno.errors.NotCapable) {
    return `Cannot go on as the task lacks a Deno permission: ${
      error.message.split("\n")[0]
    }`;
  }
  return undefined;
}

/**
 * Reads flags and positional arguments strictly.
 *
 * @param args the arguments as given
 * @param options the flags, as `node:util` parseArgs takes them
 * @throws {UsageError} on an unknown flag or a flag without its value
 */
export function parseFlags<T extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: T,
) {
  try {
    return parseArgs({
      args: joinNegativeNumbers(args, options),
      options,
      strict: true,
      allowPositionals: true,
    });
  } catch (error) {
    const known = Object.keys(options).map((name) => `--${name}`).join(", ");
    const reason = (error as Error).message.split(/\.\s/)[0];
    throw new UsageError(`${reason}: the flags are ${known}`);
  }
}

/** "--level -3" as "--level=-3", which parseArgs takes for two flags else. */
function joinNegativeNumbers(
  args: readonly string[],
  options: ParseArgsOptionsConfig,
): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const flag = joined.at(-1) ?? "";
    const takesText = flag.startsWith("--") &&
      options[flag.slice(2)]?.type === "string";
    if (takesText && /^-(\.?\d|Infinity|NaN)/.test(arg)) {
      joined[joined.length - 1] = `${flag}=${arg}`;
    } else {
      joined.push(arg);
    }
  }
  return joined;
}

/**
 * Reads a number that a flag was given.
 *
 * @param rule what the number must be, for the message
 * @param holds whether a number is that
 * @throws {UsageError} naming the flag, the value and the rule
 */
export function parseNumber(
  flag: string,
  text: string,
  rule: string,
  holds: (value: number) => boolean,
): number {
  const isNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text);
  const value = Number(text);
  if (!isNumber || !Number.isFinite(value) || !holds(value)) {
    throw flagError(flag, text, rule);
  }
  return value;
}

/**
 * Reads a whole number that a flag was given.
 *
 * @throws {UsageError} naming the flag, the value and the rule
 */
export function parseCount(
  flag: string,
  text: string,
  max: number = Number.MAX_SAFE_INTEGER,
): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > max) {
    const rule = max === Number.MAX_SAFE_INTEGER
      ? "a whole number of at least 1"
      : `a whole number from 1 to ${max}`;
    throw flagError(flag, text, rule);
  }
  return value;
}

function flagError(flag: string, text: string, rule: string): UsageError {
  return new UsageError(
    `Cannot read --${flag} as it must be ${rule}: current value is ` +
      JSON.stringify(text),
  );
}

/**
 * The one name that is given in full or by its unambiguous beginning.
 *
 * @param kind what is named, for the message: "figure"
 * @throws {UsageError} where no name, or more than one, begins so
 */
export function matchName(
  kind: string,
  given: string,
  names: readonly string[],
): string {
  if (names.includes(given)) return given;
  const matches = given === ""
    ? []
    : names.filter((name) => name.startsWith(given));
  if (matches.length === 1) return matches[0];
  const quoted = JSON.stringify(given);
  if (matches.length === 0) {
    throw new UsageError(
      `Cannot find the ${kind} ${quoted}: there are ${names.join(", ")}`,
    );
  }
  throw new UsageError(
    `Cannot tell which ${kind} ${quoted} is, as ${matches.length} begin so: ` +
      matches.join(", "),
  );
}
