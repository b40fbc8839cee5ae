/**
 * Association as a linear programme, solved by HiGHS: a standard convex method
 * for a linear objective, as in paper B's Benchmark I.
 *
 * @module
 */

import { range } from "../../core/range.ts";
import type { AssociationMethod } from "./method.ts";
import {
  type AssociationProblem,
  hasEnoughChains,
  usableCapacity,
} from "./problem.ts";
import {
  infeasibleError,
  requireLinkCosts,
  requireSizes,
} from "./problem_checks.ts";

type Solver = Awaited<ReturnType<typeof import("highs").default>>;
type ModelData = Extract<
  NonNullable<Parameters<Solver["createModel"]>[0]>,
  { numCols: number }
>;

/**
 * What loads HiGHS. The package's types are those of a CommonJS module, and
 * name options for the WebAssembly that its 1.15.3 does not read; this one, of
 * Emscripten, it does.
 */
type SolverLoader = (options: {
  instantiateWasm(
    imports: WebAssembly.Imports,
    receive: (instance: WebAssembly.Instance) => void,
  ): void;
}) => Promise<Solver>;

/** Codes of HiGHS for how a solution ended. */
const OPTIMAL = 7;
/** The second is "unbounded or infeasible", where nothing is unbounded here. */
const INFEASIBLE: readonly number[] = [8, 9];

/** How far from 0 or 1 a variable may end: HiGHS's own tolerance. */
const TOLERANCE = 1e-6;

/**
 * Loads HiGHS, of which 4 MB of WebAssembly come with its package, and gives
 * the method
 *
 *     minimize    sum of d_im a_im
 *     subject to  sum over i of a_im at most (or exactly) the capacity,
 *                 sum over m of a_im at least 1,  0 <= a_im <= 1,
 *
 * where d are the problem's link costs. The matrix is totally unimodular: the
 * corner at which the simplex method ends is an association. HiGHS works with
 * tolerances: the cost is the least one to about 1e-7 of the largest link's.
 *
 * It reads the link costs and nothing else: a set that `cost` forbids is unknown
 * to it.
 */
export async function loadLinearProgramme(): Promise<AssociationMethod> {
  const highs = await import("highs");
  // As an import it needs no permission; HiGHS itself would read a file. The
  // package's own name for this one has no ending, which such an import needs.
  const { href } = new URL("highs.wasm", import.meta.resolve("highs"));
  // @ts-expect-error: TypeScript does not know this form of import yet
  const wasmModule: WebAssembly.Module = await import.source(href);
  const solver = await (highs.default as unknown as SolverLoader)({
    instantiateWasm: (imports, receive) =>
      receive(new WebAssembly.Instance(wasmModule, imports)),
  });
  return {
    name: "linear programme",
    associate: (problem) => {
      const action = "solve an association as a linear programme";
      requireSizes(action, problem);
      const linkCosts = requireLinkCosts(action, problem);
      if (!hasEnoughChains(problem)) throw infeasibleError(action);
      if (problem.numTargets === 0) return [];
      const links = solve(solver, toModel(problem, linkCosts), action);
      return readSubsets(problem, links);
    },
  };
}

/** Variable i M + m is a_im; a row for each station, then one for each target. */
function toModel(
  problem: AssociationProblem,
  linkCosts: Float64Array,
): ModelData {
  const { numBaseStations, numTargets, capacityRule } = problem;
  const capacity = usableCapacity(problem);
  const numCols = linkCosts.length;
  const isPermitted = linkCosts.map((cost) => cost < Infinity ? 1 : 0);
  const permitted = linkCosts.map((cost) => cost < Infinity ? cost : 0);
  // HiGHS takes 1e20 for infinity, and its tolerances are absolute.
  const scale = permitted.reduce((a, b) => Math.max(a, Math.abs(b)), 0) || 1;
  const stations = range(0, numBaseStations);
  const targets = range(0, numTargets);
  const least = capacityRule === "exactly" ? capacity : 0;
  return {
    numCols,
    numRows: numBaseStations + numTargets,
    colCost: permitted.map((cost) => cost / scale),
    colLower: new Float64Array(numCols),
    colUpper: isPermitted,
    rowLower: [...stations.map(() => least), ...targets.map(() => 1)],
    rowUpper: [
      ...stations.map(() => capacity),
      ...targets.map(() => numBaseStations),
    ],
    matrix: {
      format: "csc",
      numRows: numBaseStations + numTargets,
      numCols,
      starts: range(0, numCols + 1).map((column) => 2 * column),
      indices: targets.flatMap((target) =>
        stations.flatMap((station) => [station, numBaseStations + target])
      ),
      values: new Float64Array(2 * numCols).fill(1),
    },
  };
}

/** The variables at the optimum. */
function solve(solver: Solver, data: ModelData, action: string): Float64Array {
  return solver.withModel(data, (model) => {
    model.options.set({ output_flag: false, solver: "simplex" });
    model.run();
    const status = model.getModelStatus();
    if (INFEASIBLE.includes(status)) throw infeasibleError(action);
    if (status !== OPTIMAL) {
      throw new Error(`Cannot ${action}: HiGHS ended with status ${status}`);
    }
    return model.getSolution().colValue;
  });
}

function readSubsets(
  { numBaseStations, numTargets }: AssociationProblem,
  links: Float64Array,
): number[] {
  const subsets = new Array<number>(numTargets).fill(0);
  links.forEach((value, link) => {
    const isUsed = value > 0.5;
    if (Math.abs(value - (isUsed ? 1 : 0)) > TOLERANCE) {
      throw new Error(`Cannot read an association: a link is used ${value}`);
    }
    const station = link % numBaseStations;
    if (isUsed) subsets[Math.floor(link / numBaseStations)] |= 1 << station;
  });
  return subsets;
}
