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

/** The error for a value of the wrong kind, in the same wording. */
export function kindError(
  action: string,
  name: string,
  rule: string,
  value: unknown,
): TypeError {
  return new TypeError(
    `Cannot ${action} as ${name} must be ${rule}: current value is ${
      describe(value)
    }`,
  );
}

// Each check runs through the values itself and words its rule only for the
// value that breaks it: some of them stand in loops of millions of calls.

/** Throws a RangeError unless the value is a finite number. */
export function requireFinite(action: string, named: NamedNumber): void {
  for (const name in named) {
    const value = named[name];
    if (!Number.isFinite(value)) {
      throw rangeError(action, name, "a finite number", value);
    }
  }
}

/** Throws a RangeError unless the value is finite and above zero. */
export function requirePositive(action: string, named: NamedNumber): void {
  for (const name in named) {
    const value = named[name];
    if (!(Number.isFinite(value) && value > 0)) {
      throw rangeError(action, name, "positive and finite", value);
    }
  }
}

/** Throws a RangeError unless the value is finite and at least zero. */
export function requireNonNegative(action: string, named: NamedNumber): void {
  for (const name in named) {
    const value = named[name];
    if (!(Number.isFinite(value) && value >= 0)) {
      throw rangeError(action, name, "non-negative and finite", value);
    }
  }
}

/** Throws a RangeError unless the value lies strictly between 0 and 1. */
export function requireProbability(action: string, named: NamedNumber): void {
  for (const name in named) {
    const value = named[name];
    if (!(Number.isFinite(value) && value > 0 && value < 1)) {
      const rule = "a probability strictly between 0 and 1";
      throw rangeError(action, name, rule, value);
    }
  }
}

/** Throws a RangeError unless the value is a number from min to max. */
export function requireWithin(
  action: string,
  named: NamedNumber,
  min: number,
  max: number,
): void {
  for (const name in named) {
    const value = named[name];
    if (!(Number.isFinite(value) && value >= min && value <= max)) {
      throw rangeError(action, name, `from ${min} to ${max}`, value);
    }
  }
}

/** Throws a RangeError unless the value is an integer from min to max. */
export function requireInteger(
  action: string,
  named: NamedNumber,
  min: number,
  max: number = Number.MAX_SAFE_INTEGER,
): void {
  for (const name in named) {
    const value = named[name];
    if (!(Number.isInteger(value) && value >= min && value <= max)) {
      const rule = max === Number.MAX_SAFE_INTEGER
        ? `an integer of at least ${min}`
        : `an integer from ${min} to ${max}`;
      throw rangeError(action, name, rule, value);
    }
  }
}

/** Throws a TypeError unless the value is an object, and not an array. */
export function requireObject(
  action: string,
  named: Readonly<Record<string, unknown>>,
): void {
  for (const name in named) {
    const value = named[name];
    if (
      typeof value !== "object" || value === null || Array.isArray(value)
    ) {
      throw kindError(action, name, "an object", value);
    }
  }
}

/** Throws a TypeError unless the value is an array. */
export function requireArray(
  action: string,
  named: Readonly<Record<string, unknown>>,
): void {
  for (const name in named) {
    const value = named[name];
    if (!Array.isArray(value)) throw kindError(action, name, "an array", value);
  }
}

/**
 * Throws a TypeError unless all are arrays of one length:
 * `requireAsMany("compute the sum", { snapshots }, { responses })`.
 *
 * @param action what cannot be done
 * @param named the arrays under their names
 * @param others what they must be as many as, under its name
 */
export function requireAsMany(
  action: string,
  named: Readonly<Record<string, readonly unknown[]>>,
  others: Readonly<Record<string, readonly unknown[]>>,
): void {
  requireArray(action, named);
  requireArray(action, others);
  for (const other in others) {
    const count = others[other].length;
    for (const name in named) {
      if (named[name].length === count) continue;
      const rule = `be as many as the ${count} ${other}`;
      throw shapeError(action, name, rule, named[name].length);
    }
  }
}

function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return "a function";
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  return String(value);
}
