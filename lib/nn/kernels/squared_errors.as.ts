// @ts-nocheck: AssemblyScript, TypeScript's syntax over WebAssembly's types

/**
 * Adds the squared errors of many predictions of one number, each at most
 * `largest`: sums[i] += min((target - predictions[i])^2, largest).
 *
 * @param predictions [count]; may begin at any multiple of 4 bytes
 * @param sums [count]
 * @param count a multiple of four
 */
export function addClippedSquaredErrors(
  predictions: usize,
  sums: usize,
  count: i32,
  target: f32,
  largest: f32,
): void {
  const wanted = f32x4.splat(target);
  const limit = f32x4.splat(largest);
  const end = <usize> count << 2;
  for (let at: usize = 0; at < end; at += 16) {
    const error = f32x4.sub(wanted, v128.load(predictions + at));
    const squared = f32x4.min(f32x4.mul(error, error), limit);
    v128.store(sums + at, f32x4.add(v128.load(sums + at), squared));
  }
}
