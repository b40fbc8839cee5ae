/**
 * The Jupyter messaging protocol 5.3, as far as executing notebooks needs it:
 * the connection file, the signatures, and outputs in the form of nbformat.
 *
 * @module
 */

import { createHmac, randomUUID } from "node:crypto";
import type { CellOutput, RichContent } from "./notebook_file.ts";
import { HOST } from "./zeromq_socket.ts";

/** What client and kernel agree on, in a file that the kernel reads once. */
export class Connection implements Disposable {
  /** Names this client in its messages. */
  readonly session: string = randomUUID();
  /** What the connection file says, in the protocol's own words. */
  readonly settings;
  /** The connection file. */
  readonly path: string;

  constructor(folder: string) {
    const [shell, iopub, stdin, control, heartbeat] = findFreePorts(5);
    this.settings = {
      transport: "tcp",
      ip: HOST,
      shell_port: shell,
      iopub_port: iopub,
      stdin_port: stdin,
      control_port: control,
      hb_port: heartbeat,
      signature_scheme: "hmac-sha256",
      key: randomUUID(),
      kernel_name: "deno",
    };
    const naming = { dir: folder, prefix: ".kernel_", suffix: ".json" };
    this.path = Deno.makeTempFileSync(naming);
    Deno.writeTextFileSync(this.path, JSON.stringify(this.settings));
  }

  /** The signature of a message with these parts. */
  sign(parts: readonly string[]): string {
    const hmac = createHmac("sha256", this.settings.key);
    for (const part of parts) hmac.update(part);
    return hmac.digest("hex");
  }

  /** Removes the file, if it is still there. */
  [Symbol.dispose](): void {
    try {
      Deno.removeSync(this.path);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
}

/** A message from the kernel, and the request that it belongs to. */
export interface Message {
  readonly type: string;
  readonly parentId: string | undefined;
  readonly content: MessageContent;
}

/** Those fields of the protocol's messages that are read here. */
export interface MessageContent extends Partial<RichContent> {
  readonly execution_state?: string;
  readonly execution_count?: number;
  readonly status?: string;
  readonly name?: string;
  readonly text?: string;
  readonly ename?: string;
  readonly evalue?: string;
  readonly traceback?: string[];
  readonly transient?: { readonly display_id?: string };
}

/** A published message as an output; undefined where it is none. */
export function toOutput(
  type: string,
  content: MessageContent,
): CellOutput | undefined {
  const { data = {}, metadata = {} } = content;
  const { name = "stdout", text = "", execution_count = null } = content;
  const { ename = "Error", evalue = "", traceback = [] } = content;
  switch (type) {
    case "stream":
      return { output_type: type, name, text };
    case "display_data":
      return { output_type: type, data, metadata };
    case "execute_result":
      return { output_type: type, execution_count, data, metadata };
    case "error":
      return { output_type: type, ename, evalue, traceback };
    default:
      return undefined;
  }
}

/** Ports that nobody listens on: all held at once, so that none comes twice. */
function findFreePorts(numPorts: number): number[] {
  const listeners = Array.from(
    { length: numPorts },
    () => Deno.listen({ hostname: HOST, port: 0 }),
  );
  const ports = listeners.map(({ addr }) => addr.port);
  for (const listener of listeners) listener.close();
  return ports;
}
