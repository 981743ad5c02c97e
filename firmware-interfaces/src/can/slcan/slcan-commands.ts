/** The commands that open an slcan adapter. */
import { canFail } from "../can-errors.ts";

/** Codes of `S` (Lawicel CANUSB manual), and the two that CANable added. */
const bitrateCodes: Readonly<Record<number, string>> = {
  10_000: "S0",
  20_000: "S1",
  50_000: "S2",
  100_000: "S3",
  125_000: "S4",
  250_000: "S5",
  500_000: "S6",
  800_000: "S7",
  1_000_000: "S8",
  83_300: "S9",
};

/** Codes of `Y` for the data phase of CAN FD (CANable). */
const dataBitrateCodes: Readonly<Record<number, string>> = { 2_000_000: "Y2", 5_000_000: "Y5" };

export const slcanBitrates: readonly number[] = Object.keys(bitrateCodes).map(Number);

export interface SlcanCommand {
  readonly text: string;
  /** Without it nothing works; a refusal of other commands is borne. */
  readonly isVital: boolean;
  /** For people, when it is refused. */
  readonly meaning: string;
}

export interface SlcanOpening {
  /** Bits a second. */
  readonly bitrate: number;
  /** Of the data phase of CAN FD. */
  readonly dataBitrate?: number | undefined;
  /** Opens for sending (`O`). Otherwise the adapter only listens (`L`), and does not even acknowledge. */
  readonly transmit: boolean;
}

/**
 * Closes what another program may have left open, sets up, opens. An adapter that cannot only listen is not opened at all: in
 * its normal mode it acknowledges frames, which is sending.
 *
 * @throws DrawbarError `CAN_INTERFACE_UNUSABLE` for a bit rate that slcan has no code for.
 */
export function openingCommands({ bitrate, dataBitrate, transmit }: SlcanOpening): readonly SlcanCommand[] {
  const rate = bitrateCodes[bitrate];
  if (rate === undefined) throw canFail("CAN_INTERFACE_UNUSABLE", `slcan has no code for ${bitrate} bit/s; it has ${slcanBitrates.join(", ")}`);
  const dataRate = dataBitrate === undefined ? undefined : dataBitrateCodes[dataBitrate];
  if (dataBitrate !== undefined && dataRate === undefined) {
    throw canFail("CAN_INTERFACE_UNUSABLE", `slcan has no code for a data phase of ${dataBitrate} bit/s; it has ${Object.keys(dataBitrateCodes).join(", ")}`);
  }
  return [
    // Ends a line that another program may have begun.
    { text: "", isVital: false, meaning: "an empty line" },
    { text: "C", isVital: false, meaning: "close" },
    { text: rate, isVital: true, meaning: `bit rate ${bitrate}` },
    ...(dataRate === undefined ? [] : [{ text: dataRate, isVital: true, meaning: `data bit rate ${dataBitrate}` }]),
    { text: "Z1", isVital: false, meaning: "time stamps" },
    transmit ? { text: "O", isVital: true, meaning: "open for sending" } : { text: "L", isVital: true, meaning: "open for listening only" },
  ];
}
