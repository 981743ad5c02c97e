/** Serial ports of this machine, through the package `serialport`, which is loaded when one is opened: its native part is wanted by nobody else. */
import type { SerialPort } from "serialport";
import type { StreamOpening } from "./byte-stream.ts";
import { DuplexByteStream } from "./duplex-byte-stream.ts";

export interface SerialPortOptions {
  /** Such as `/dev/ttyUSB0`. */
  readonly path: string;
  readonly baudRate: number;
}

/** 8 data bits, no parity, one stop bit, no flow control; the port is locked against other programs. */
export async function openSerialPort(options: SerialPortOptions): Promise<StreamOpening> {
  let port: SerialPort;
  try {
    const { SerialPort: Port } = await import("serialport");
    port = new Port({ ...options, autoOpen: false });
  } catch (error) {
    return { kind: "failed", why: `serial ports are not supported here: ${error instanceof Error ? error.message : String(error)}` };
  }
  return new Promise((resolve) => {
    port.open((error) => {
      // Its destroy says that it is closed and keeps the port open and locked.
      if (error === null) resolve({ kind: "opened", stream: new DuplexByteStream(options.path, port, () => port.close()) });
      else resolve({ kind: "failed", why: `${options.path} cannot be opened: ${error.message.replace(/^Error: /, "")}` });
    });
  });
}
