/** The addon over SocketCAN (native/socketcan/socketcan.c), as TypeScript sees it. */
import { createRequire } from "node:module";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";
import { canFail } from "../can-errors.ts";

/** A socket of the thread that opened it; closed at the latest when nobody holds it any more. */
export type NativeChannel = object & { readonly __nativeChannel: unique symbol };

/** Every function that returns a number returns a negative errno when the system refused. */
export interface NativeSocketcan {
  /**
   * @param filters pairs of identifier and mask with the flags of linux/can.h; undefined lets everything in.
   * @returns a socket that is bound to the interface, also when that is down.
   */
  open(
    interfaceName: string,
    receiveBytes: number,
    filters: Uint32Array | undefined,
    errorMask: number,
    maySend: boolean,
    hardwareStamps: boolean,
  ): NativeChannel | number;
  /** Drains the socket into records (native-records.ts) without waiting. @returns bytes written. */
  receive(channel: NativeChannel, buffer: Uint8Array): number;
  send(channel: NativeChannel, id: number, payload: Uint8Array, isFd: boolean, flags: number): number;
  /** @returns 1 when the interface is up, 0 when it is down. */
  look(channel: NativeChannel): number;
  /** @returns bytes of the receive buffer that the kernel granted. */
  receiveBytes(channel: NativeChannel): number;
  close(channel: NativeChannel): void;
}

const file = fileURLToPath(new URL("../../../native/build/socketcan.node", import.meta.url));

/** @throws DrawbarError `CAN_DRIVER_MISSING` where the addon could not be built or loaded; the message says what to install. */
export function loadSocketcan(): NativeSocketcan {
  if (process.platform !== "linux") throw canFail("CAN_DRIVER_MISSING", `CAN interfaces need Linux's SocketCAN, and this machine runs ${process.platform}`);
  if (!existsSync(file)) {
    throw canFail(
      "CAN_DRIVER_MISSING",
      'the driver of CAN interfaces is not built: install a C compiler (Debian: apt-get install gcc libc6-dev), then run "node firmware-interfaces/native/build.js"',
    );
  }
  try {
    return createRequire(import.meta.url)(file) as NativeSocketcan; // what the addon exports
  } catch (cause) {
    throw canFail(
      "CAN_DRIVER_MISSING",
      `the driver of CAN interfaces cannot be loaded from ${file}; build it anew with "node firmware-interfaces/native/build.js"`,
      {
        cause,
      },
    );
  }
}

/** @returns the name of an errno such as `ENODEV`, for people and for comparison. */
export function errnoName(result: number): string {
  const found = Object.entries(constants.errno).find(([, value]) => value === -result);
  return found?.[0] ?? `errno ${-result}`;
}
