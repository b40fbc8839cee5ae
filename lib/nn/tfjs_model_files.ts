/**
 * Models in the file format of tfjs: a folder with model.json and weights.bin,
 * which `tf.loadLayersModel` reads in a browser or anywhere else. Here are the
 * files' contents; who stores models writes them to disk.
 *
 * @module
 */
import { io } from "@tensorflow/tfjs-core";
import { LayersModel, loadLayersModel } from "@tensorflow/tfjs-layers";
import { kindError } from "../core/check.ts";
import "./tfjs_backend.ts";

/**
 * A model of tfjs: its `LayersModel`, which has much more than this. Who wants
 * it writes `model as LayersModel`; the others need not know tfjs.
 */
export interface TfjsModel {
  /** What the model is called. */
  readonly name: string;
  /** Frees the model's tensors. */
  dispose(): unknown;
}

/** The files of a stored model. */
export interface ModelFiles {
  /** The layers, and what lies where in the weights: JSON. */
  readonly "model.json": string;
  /** All weights, float32 numbers one after another. */
  readonly "weights.bin": Uint8Array<ArrayBuffer>;
}

/**
 * The files that store a model: the same bytes for the same layers and weights,
 * with no date in them.
 *
 * @throws {TypeError} where it is not a model
 */
export async function toModelFiles(model: TfjsModel): Promise<ModelFiles> {
  if (!(model instanceof LayersModel)) {
    throw kindError("store a model", "model", "a LayersModel of tfjs", model);
  }
  const { modelTopology, weightSpecs, weightData, ...notes } =
    await artifactsOf(model);
  const contents = {
    modelTopology,
    ...notes,
    weightsManifest: [{ paths: ["weights.bin"], weights: weightSpecs }],
  };
  return {
    "model.json": JSON.stringify(contents),
    "weights.bin": new Uint8Array(
      io.CompositeArrayBuffer.join(weightData).slice(0),
    ),
  };
}

/**
 * The model that the files store. Its tensors live until `model.dispose()`.
 *
 * @throws {SyntaxError} where model.json is not JSON
 * @throws {TypeError} where it does not describe a model
 */
export async function fromModelFiles(files: ModelFiles): Promise<TfjsModel> {
  const action = "read a model";
  const contents = JSON.parse(files["model.json"]);
  const weightSpecs = contents?.weightsManifest?.[0]?.weights;
  if (!Array.isArray(weightSpecs)) {
    throw kindError(action, "model.json", "a model of tfjs", contents);
  }
  if (!(files["weights.bin"] instanceof Uint8Array)) {
    const given = files["weights.bin"];
    throw kindError(action, "weights.bin", "a Uint8Array", given);
  }
  return await loadLayersModel(io.fromMemory({
    modelTopology: contents.modelTopology,
    weightSpecs,
    weightData: files["weights.bin"].slice().buffer,
  }));
}

async function artifactsOf(model: LayersModel): Promise<io.ModelArtifacts> {
  let artifacts: io.ModelArtifacts = {};
  await model.save(io.withSaveHandler((given) => {
    artifacts = given;
    // What a save handler has to answer with; nothing of it is stored.
    const dateSaved = new Date(0);
    return Promise.resolve({
      modelArtifactsInfo: { dateSaved, modelTopologyType: "JSON" as const },
    });
  }));
  return artifacts;
}
