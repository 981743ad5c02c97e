/** A serial port that is none: one side is a device that any program opens, the other is ours. Through Python's standard library. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { Duplex } from "node:stream";
import type { ByteStream } from "@drawbar/firmware-interfaces/serial/byte-stream.ts";
import { DuplexByteStream } from "@drawbar/firmware-interfaces/serial/duplex-byte-stream.ts";

/** Copies between the master side and its own standard input and output; says the name of the other side first. */
const bridge = `
import os, select, sys, tty
master, slave = os.openpty()
tty.setraw(slave)
os.write(2, (os.ttyname(slave) + "\\n").encode())
while True:
    ready, _, _ = select.select([0, master], [], [])
    if 0 in ready:
        data = os.read(0, 4096)
        if not data: break
        os.write(master, data)
    if master in ready:
        os.write(1, os.read(master, 4096))
`;

export interface PseudoTerminal {
  /** Such as `/dev/pts/3`. */
  readonly device: string;
  /** What a device on that port reads and writes. Stopping it ends the port. */
  readonly stream: ByteStream;
}

/** @param python any interpreter. */
export async function openPseudoTerminal(python: string): Promise<PseudoTerminal> {
  const child = spawn(python, ["-c", bridge], { stdio: ["pipe", "pipe", "pipe"] });
  const [name] = (await once(child.stderr, "data")) as [Buffer]; // the bridge says one line
  child.stderr.resume();
  const duplex = Duplex.from({ readable: child.stdout, writable: child.stdin });
  duplex.once("close", () => child.kill());
  return { device: name.toString().trim(), stream: new DuplexByteStream("pseudo-terminal", duplex) };
}
