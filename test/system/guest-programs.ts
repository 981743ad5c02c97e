/** can-utils and iproute2, as the scenarios inside the guest use them. */
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { promisify } from "node:util";

const run = promisify(execFile);

/** `ip link ...` and the like; @throws with the program's own words when it fails. */
export async function command(program: string, ...args: readonly string[]): Promise<string> {
  return (await run(program, [...args])).stdout;
}

/** Sends frames one after the other, each by a cansend of its own. */
export async function cansend(interfaceName: string, ...frames: readonly string[]): Promise<void> {
  await command("bash", "-c", frames.map((frame) => `cansend ${interfaceName} '${frame}'`).join(" && "));
}

/** candump -L on one or more interfaces, from the moment that it listens; it stays when they go down. */
export class Candump {
  readonly #child: ChildProcess;
  #text = "";

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.stdout?.setEncoding("utf8").on("data", (text: string) => (this.#text += text));
  }

  static async start(...interfaces: readonly string[]): Promise<Candump> {
    const before = await receivers();
    const candump = new Candump(spawn("candump", ["-L", "-D", ...interfaces], { stdio: ["ignore", "pipe", "ignore"] }));
    await untilReceivers(before + interfaces.length);
    return candump;
  }

  /** Frames so far, as `123#11` or `123##111`. */
  get frames(): readonly string[] {
    return this.#text
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => line.split(" ").at(-1) ?? "");
  }

  /** Whole lines so far. */
  get text(): string {
    return this.#text;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null) this.#child.kill("SIGINT");
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, "close");
  }
}

/** An slcan adapter that we did not write: can-utils' slcanpty between a pseudo-terminal and an interface. */
export class SlcanPty {
  readonly path: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, path: string) {
    this.#child = child;
    this.path = path;
  }

  static async start(interfaceName: string): Promise<SlcanPty> {
    const child = spawn("stdbuf", ["-oL", "slcanpty", "/dev/ptmx", interfaceName], { stdio: ["ignore", "pipe", "pipe"] });
    let text = "";
    for (const output of [child.stdout, child.stderr]) output.setEncoding("utf8").on("data", (piece: string) => (text += piece));
    for (;;) {
      const [path] = /\/dev\/pts\/\d+/.exec(text) ?? [];
      if (path !== undefined) return new SlcanPty(child, path);
      if (child.exitCode !== null) throw new Error(`slcanpty: ${text}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  async stop(): Promise<void> {
    this.#child.kill("SIGKILL");
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, "close");
  }
}

/** Frames that programs of this guest have sent on an interface since it was made. */
export async function sentFrames(interfaceName: string): Promise<number> {
  const [link] = JSON.parse(await command("ip", "-s", "-j", "link", "show", interfaceName)) as [{ stats64: { tx: { packets: number } } }]; // iproute2's JSON
  return link.stats64.tx.packets;
}

/** A program does not say when it listens, but the kernel does. */
export async function untilReceivers(count: number): Promise<void> {
  while ((await receivers()) < count) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Sockets that listen to everything on some interface. */
export async function receivers(): Promise<number> {
  const text = await command("cat", "/proc/net/can/rcvlist_all");
  return text.split("\n").filter((line) => /^\s+\S+\s+[0-9a-f]+\s+[0-9a-f]+/.test(line)).length;
}
