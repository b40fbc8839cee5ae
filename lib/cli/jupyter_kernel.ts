/**
 * A client for Deno's Jupyter kernel: starts `deno jupyter` and drives it with
 * the Jupyter messaging protocol 5.3, so that notebooks can be executed where
 * there is no Python.
 *
 * @module
 */

import { randomUUID } from "node:crypto";
import { Connection, type Message, toOutput } from "./jupyter_protocol.ts";
import type { CellOutput, RichContent } from "./notebook_file.ts";
import { PeerSocket, type SocketType } from "./zeromq_socket.ts";

const DELIMITER = "<IDS|MSG>";
const READY_SECONDS = 30;
const ASK_AGAIN_MS = 20;
const SHUTDOWN_MS = 1000;
/** Deno's kernel publishes some outputs after it said that it is idle. */
const DRAIN_MS = 50;
/** So that a timer which prints for ever cannot hold up the drain. */
const MAX_DRAINS = 10;
const ENDING_SIGNALS: readonly Deno.Signal[] = Deno.build.os === "windows"
  ? ["SIGINT"]
  : ["SIGINT", "SIGTERM", "SIGHUP"];

/** The kernel did not start, ended, or a cell ran into its time limit. */
export class KernelError extends Error {
  override readonly name = "KernelError";
}

/** What one cell did. */
export interface CellResult {
  /** "error" with no error among the outputs means a syntax error. */
  readonly status: "ok" | "error";
  /** In order, as a notebook file holds them. */
  readonly outputs: CellOutput[];
}

/**
 * A running kernel. Hold it with `await using`: it is then shut down however
 * the block ends. It ends with this process in any case.
 *
 * @example
 * ```ts ignore
 * await using kernel = await JupyterKernel.start("notebooks");
 * const { outputs } = await kernel.execute("1 + 1", 60);
 * ```
 */
export class JupyterKernel implements AsyncDisposable {
  /** How the kernel's process ended, once it did. */
  readonly ended: Promise<Deno.CommandStatus>;
  readonly #child: Deno.ChildProcess;
  readonly #listening: Promise<void>;
  readonly #closing = new AbortController();
  readonly #death: Promise<never>;
  readonly #connection: Connection;
  readonly #sockets: PeerSocket[] = [];
  readonly #readers: Promise<void>[] = [];
  readonly #runs = new Map<string, CellRun>();
  readonly #displays = new Map<string, RichContent[]>();
  readonly #subscribed = Promise.withResolvers<void>();
  #shell: PeerSocket | undefined;
  #control: PeerSocket | undefined;
  #responsive = true;
  #said = "";

  private constructor(connection: Connection, child: Deno.ChildProcess) {
    this.#connection = connection;
    this.#child = child;
    this.#listening = this.#listen();
    this.ended = child.status;
    this.#death = this.#reportDeath();
    // Nobody listens between two cells, and that is no defect.
    this.#death.catch(() => {});
    globalThis.addEventListener("unload", this.#kill);
    ENDING_SIGNALS.forEach((name) => Deno.addSignalListener(name, leave));
  }

  /**
   * Starts a kernel and waits until it answers.
   *
   * @param folder the folder that the cells run in, and that relative imports
   * start from; a connection file stands in it until the kernel has read it
   * @throws {KernelError} where the kernel doesn't answer
   */
  static async start(folder: string): Promise<JupyterKernel> {
    using connection = new Connection(await Deno.realPath(folder));
    const child = new Deno.Command(Deno.execPath(), {
      args: ["jupyter", "--kernel", "--conn", connection.path],
      cwd: folder,
      env: { NO_COLOR: "1" },
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).spawn();
    const kernel = new JupyterKernel(connection, child);
    try {
      await kernel.#within(READY_SECONDS, kernel.#open());
      return kernel;
    } catch (error) {
      await kernel[Symbol.asyncDispose]();
      throw error;
    }
  }

  /**
   * Executes a cell.
   *
   * @param code the cell's source
   * @param timeLimitSeconds after which the kernel is of no more use
   * @throws {KernelError} on the time limit, or where the kernel ended
   */
  async execute(code: string, timeLimitSeconds: number): Promise<CellResult> {
    const id = randomUUID();
    const run = new CellRun();
    this.#runs.set(id, run);
    try {
      await this.#send(this.#shell, "execute_request", {
        code,
        silent: false,
        store_history: true,
        user_expressions: {},
        allow_stdin: false,
        stop_on_error: true,
      }, id);
      await this.#within(timeLimitSeconds, run.finished);
      await run.drain();
      return { status: run.status!, outputs: run.outputs };
    } finally {
      this.#runs.delete(id);
    }
  }

  /** Shuts the kernel down: politely where it still answers, then by force. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#responsive) {
      await this.#send(this.#control, "shutdown_request", { restart: false });
      const timer = setTimeout(this.#kill, SHUTDOWN_MS);
      await this.ended;
      clearTimeout(timer);
    }
    this.#kill();
    await this.ended;
    this.#closing.abort();
    await this.#listening;
    globalThis.removeEventListener("unload", this.#kill);
    ENDING_SIGNALS.forEach((name) => Deno.removeSignalListener(name, leave));
    for (const socket of this.#sockets) socket.close();
    await Promise.all(this.#readers);
  }

  async #open(): Promise<void> {
    const { shell_port, iopub_port, control_port } = this.#connection.settings;
    const published = await this.#connect(iopub_port, "SUB");
    this.#shell = await this.#connect(shell_port, "DEALER");
    this.#control = await this.#connect(control_port, "DEALER");
    this.#readers.push(
      this.#read(this.#shell, (message) => this.#onReply(message)),
      this.#read(published, (message) => this.#onPublished(message)),
    );
    let subscribed = false;
    const done = this.#subscribed.promise.then(() => subscribed = true);
    // A subscription takes effect late, so asks until an answer is published.
    while (!subscribed && this.#responsive) {
      await this.#send(this.#shell, "kernel_info_request", {});
      await Promise.race([done, delay(ASK_AGAIN_MS)]);
    }
  }

  /** Tries until the kernel listens. */
  async #connect(port: number, type: SocketType): Promise<PeerSocket> {
    while (this.#responsive) {
      try {
        const socket = await PeerSocket.connect(port, type);
        this.#sockets.push(socket);
        return socket;
      } catch (error) {
        if (!(error instanceof Deno.errors.ConnectionRefused)) throw error;
        await delay(ASK_AGAIN_MS);
      }
    }
    throw new KernelError("it did not listen");
  }

  /** Ends by itself, unless the kernel has left a process of its own behind. */
  async #listen(): Promise<void> {
    const decoder = new TextDecoder();
    const write = (chunk: Uint8Array) => {
      this.#said += decoder.decode(chunk, { stream: true });
    };
    const { signal } = this.#closing;
    await this.#child.stderr.pipeTo(new WritableStream({ write }), { signal })
      .catch(() => {});
  }

  async #reportDeath(): Promise<never> {
    const { code, signal } = await this.ended;
    this.#responsive = false;
    await Promise.race([this.#listening, delay(DRAIN_MS)]);
    const lastWords = this.#said.split("\n")
      .filter((line) => line.trim() !== "" && !line.startsWith("Warning "))
      .slice(-1);
    const how = `the kernel ended with ${signal ?? `exit code ${code}`}`;
    throw new KernelError([how, ...lastWords].join(": "));
  }

  async #within<T>(seconds: number, work: Promise<T>): Promise<T> {
    const limit = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      this.#responsive = false;
      limit.reject(new KernelError(`it took longer than ${seconds} s`));
    }, seconds * 1000);
    try {
      return await Promise.race([work, limit.promise, this.#death]);
    } finally {
      clearTimeout(timer);
    }
  }

  async #send(
    socket: PeerSocket | undefined,
    type: string,
    content: unknown,
    id: string = randomUUID(),
  ): Promise<void> {
    const header = {
      msg_id: id,
      msg_type: type,
      session: this.#connection.session,
      username: "",
      date: new Date().toISOString(),
      version: "5.3",
    };
    const parts = [header, {}, {}, content].map((part) => JSON.stringify(part));
    // A broken connection shows as the kernel's end, or as the time limit.
    await socket?.send([DELIMITER, this.#connection.sign(parts), ...parts])
      .catch(() => {});
  }

  async #read(
    socket: PeerSocket,
    handle: (message: Message) => void,
  ): Promise<void> {
    for await (const texts of socket.messages()) {
      const start = texts.indexOf(DELIMITER) + 1;
      const parts = texts.slice(start + 1, start + 5);
      if (texts[start] !== this.#connection.sign(parts)) continue;
      const [header, parent, , content] = parts.map((part) => JSON.parse(part));
      handle({ type: header.msg_type, parentId: parent.msg_id, content });
    }
  }

  #onReply({ type, parentId, content }: Message): void {
    if (type !== "execute_reply" || parentId === undefined) return;
    this.#runs.get(parentId)?.end(content.status === "ok" ? "ok" : "error");
  }

  #onPublished({ type, parentId, content }: Message): void {
    this.#subscribed.resolve();
    const run = parentId === undefined ? undefined : this.#runs.get(parentId);
    if (type === "status" && content.execution_state === "idle") run?.idle();
    const { data = {}, metadata = {} } = content;
    const displayId = content.transient?.display_id;
    const displays = displayId === undefined
      ? undefined
      : this.#displays.getOrInsertComputed(displayId, () => []);
    displays?.forEach((display) => Object.assign(display, { data, metadata }));
    const output = toOutput(type, content);
    if (run === undefined || output === undefined) return;
    if ("data" in output) displays?.push(output);
    run.add(output);
  }

  #kill = (): void => {
    this.#connection[Symbol.dispose]();
    try {
      this.#child.kill("SIGKILL");
    } catch (error) {
      // So Deno says that the process has ended already.
      if (!(error instanceof TypeError)) throw error;
    }
  };
}

/** A cell that is being executed, and what it has shown so far. */
class CellRun {
  readonly outputs: CellOutput[] = [];
  status: "ok" | "error" | undefined;
  readonly #replied = Promise.withResolvers<void>();
  readonly #idle = Promise.withResolvers<void>();
  /** The reply and the idle state come in either order. */
  readonly finished = Promise.all([this.#replied.promise, this.#idle.promise]);
  #heard = false;

  end(status: "ok" | "error"): void {
    this.status = status;
    this.#replied.resolve();
  }

  idle(): void {
    this.#idle.resolve();
  }

  add(output: CellOutput): void {
    this.#heard = true;
    const last = this.outputs.at(-1);
    if (
      output.output_type === "stream" && last?.output_type === "stream" &&
      output.name === last.name
    ) {
      last.text += output.text;
    } else {
      this.outputs.push(output);
    }
  }

  async drain(): Promise<void> {
    for (let round = 0; round < MAX_DRAINS; round++) {
      this.#heard = false;
      await delay(DRAIN_MS);
      if (!this.#heard) return;
    }
  }
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Unlike the signal's own way of ending, this way unloads. */
function leave(): void {
  Deno.exit(130);
}
