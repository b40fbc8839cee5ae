/**
 * The part of ZeroMQ that a Jupyter client needs, over Deno's own TCP: the
 * native package lost replies, and crashed, under Deno 2.9.
 *
 * @module
 */

/** The address of this machine, which is as far as messages go. */
export const HOST = "127.0.0.1";

/** A socket that asks and is answered, or one that is published to. */
export type SocketType = "DEALER" | "SUB";

const MORE = 1;
const LONG = 2;
const COMMAND = 4;

/**
 * A ZeroMQ socket with one peer: ZMTP 3.0 (https://rfc.zeromq.org/spec/23)
 * without security. Messages are lists of texts, as Jupyter's are.
 */
export class PeerSocket {
  readonly #connection: Deno.TcpConn;

  private constructor(connection: Deno.TcpConn) {
    this.#connection = connection;
  }

  /** Connects to a listening socket and agrees with it on the protocol. */
  static async connect(port: number, type: SocketType): Promise<PeerSocket> {
    const connection = await Deno.connect({ hostname: HOST, port });
    connection.setNoDelay();
    const socket = new PeerSocket(connection);
    try {
      await socket.#shakeHands(type);
      return socket;
    } catch (error) {
      socket.close();
      throw error;
    }
  }

  async #shakeHands(type: SocketType): Promise<void> {
    await this.#write(greeting());
    await this.#take(64);
    await this.#write(frame(readyCommand(type), COMMAND));
    await this.#takeFrame();
    // This subscribes to every topic, as the empty text is where all begin.
    if (type === "SUB") await this.#write(frame(Uint8Array.of(1), 0));
  }

  /** Sends one message, a text a frame. */
  async send(texts: readonly string[]): Promise<void> {
    const encoder = new TextEncoder();
    const frames = texts.map((text, index) =>
      frame(encoder.encode(text), index < texts.length - 1 ? MORE : 0)
    );
    await this.#write(concatenate(frames));
  }

  /** The messages until either side closes the connection. */
  async *messages(): AsyncGenerator<string[]> {
    const decoder = new TextDecoder();
    let texts: string[] = [];
    try {
      while (true) {
        const { flags, body } = await this.#takeFrame();
        if (flags & COMMAND) continue;
        texts.push(decoder.decode(body));
        if (flags & MORE) continue;
        yield texts;
        texts = [];
      }
    } catch (error) {
      if (!isClosed(error)) throw error;
    }
  }

  /** Ends the connection, and with it `messages`. */
  close(): void {
    this.#connection.close();
  }

  async #takeFrame(): Promise<{ flags: number; body: Uint8Array }> {
    const [flags] = await this.#take(1);
    const size = await this.#take(flags & LONG ? 8 : 1);
    const numBytes = size.reduce((sum, byte) => sum * 256 + byte, 0);
    return { flags, body: await this.#take(numBytes) };
  }

  async #take(numBytes: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(numBytes);
    for (let taken = 0; taken < numBytes;) {
      const numRead = await this.#connection.read(bytes.subarray(taken));
      if (numRead === null) throw new Deno.errors.UnexpectedEof();
      taken += numRead;
    }
    return bytes;
  }

  async #write(bytes: Uint8Array): Promise<void> {
    for (let written = 0; written < bytes.length;) {
      written += await this.#connection.write(bytes.subarray(written));
    }
  }
}

/** Signature, version 3.0, the mechanism's name, and zeros up to 64 bytes. */
function greeting(): Uint8Array {
  const bytes = new Uint8Array(64);
  bytes.set([0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f, 3, 0]);
  bytes.set(new TextEncoder().encode("NULL"), 12);
  return bytes;
}

function readyCommand(type: SocketType): Uint8Array {
  const encoder = new TextEncoder();
  const short = (text: string) => [text.length, ...encoder.encode(text)];
  const value = [0, 0, 0, ...short(type)];
  return Uint8Array.of(...short("READY"), ...short("Socket-Type"), ...value);
}

function frame(body: Uint8Array, flags: number): Uint8Array {
  if (body.length < 256) {
    return concatenate([Uint8Array.of(flags, body.length), body]);
  }
  const head = new Uint8Array(9);
  head[0] = flags | LONG;
  new DataView(head.buffer).setBigUint64(1, BigInt(body.length));
  return concatenate([head, body]);
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(
    parts.reduce((sum, { length }) => sum + length, 0),
  );
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}

function isClosed(error: unknown): boolean {
  return error instanceof Deno.errors.UnexpectedEof ||
    error instanceof Deno.errors.ConnectionReset ||
    error instanceof Deno.errors.BadResource ||
    error instanceof Deno.errors.Interrupted;
}
