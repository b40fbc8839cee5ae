/**
 * Checks at the public edges. A value outside its rule throws one sentence that
 * names the value and the rule; a NaN breaks every rule.
 *
 * Each check takes the action that cannot be done and the value under its own
 * name: `requirePositive("compute the path loss", { distanceM })`.
 *
 * @module
 */

/** A value under the name that the error message should give it. */
export type NamedNumber = Readonly<Record<string, number>>;

/**
 * The error for a value that breaks a rule, in the wording used everywhere.
 *
 * @param action what cannot be done: "compute the path loss"
 * @param name the value's name
 * @param rule what the value must be: "positive"
 * @param value the value as given
 */
export function rangeError(
  action: string,
  name: string,
  rule: string,
  value: unknown,
): RangeError {
  return new RangeError(
    `Cannot ${action} as ${name} must be ${rule}: current value is ${
      describe(value)
    }`,
  );
}

/** The error for an array of the wrong shape, in the same wording. */
export function shapeError(
  action: string,
  name: string,
  rule: string,
  shape: string | number,
): TypeError {
  return new TypeError(
    `Cannot ${action} as ${name} must ${rule}: current shape is ${shape}`,
  );
}

/** Throws a RangeError unless the value is a finite number. */
export function requireFinite(action: string, named: NamedNumber): void {
  require(action, named, "a finite number", Number.isFinite);
}

/** Throws a RangeError unless the value is finite and above zero. */
export function requirePositive(action: string, named: NamedNumber): void {
  require(action, named, "positive and finite", (x) => x > 0 && x < Infinity);
}

/** Throws a RangeError unless the value is finite and at least zero. */
export function requireNonNegative(action: string, named: NamedNumber): void {
  require(
    action,
    named,
    "non-negative and finite",
    (x) => x >= 0 && x < Infinity,
  );
}

/** Throws a RangeError unless the value lies strictly between 0 and 1. */
export function requireProbability(action: string, named: NamedNumber): void {
  require(
    action,
    named,
    "a probability strictly between 0 and 1",
    (x) => x > 0 && x < 1,
  );
}

/** Throws a RangeError unless the value is an integer from min to max. */
export function requireInteger(
  action: string,
  named: NamedNumber,
  min: number,
  max: number = Number.MAX_SAFE_INTEGER,
): void {
  const rule = max === Number.MAX_SAFE_INTEGER
    ? `an integer of at least ${min}`
    : `an integer from ${min} to ${max}`;
  require(
    action,
    named,
    rule,
    (x) => Number.isInteger(x) && x >= min && x <= max,
  );
}

function require(
  action: string,
  named: NamedNumber,
  rule: string,
  holds: (value: number) => boolean,
): void {
  for (const name in named) {
    const value = named[name];
    if (typeof value !== "number" || !holds(value)) {
      throw rangeError(action, name, rule, value);
    }
  }
}

function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  return String(value);
}
