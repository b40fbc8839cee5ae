/**
 * Imported for its effect: tfjs with its plain CPU backend, and without the
 * notice on the console that another package would be faster.
 *
 * @module
 */
import { env } from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";

env().set("PROD", true);
