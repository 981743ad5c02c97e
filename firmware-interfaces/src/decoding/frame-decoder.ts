/** What a decoder of frames is to those who use its values: the edge agent, `can decode`, the benches. */
import type { SignalValueKind } from "@drawbar/proto/segment/catalogue.ts";
import type { CanFrame } from "../can/can-frame.ts";

/**
 * Takes the values of one frame, in no promised order. Called many times a frame: nothing is allocated for it.
 * `signal` is the index in the decoder's `signals`.
 */
export interface SignalSink {
  /** Of a `scaled` signal the raw integer within ±2^53, value = value * factor + offset; of a `float` signal the value itself. */
  number(signal: number, value: number): void;
  /** Of an `integer` signal: 54 to 64 bits, exact, within a signed 64-bit integer. */
  integer(signal: number, value: bigint): void;
  /** Of a `text` signal. */
  text(signal: number, value: string): void;
}

/** What a number in `SignalSink` means; has all that a catalogue entry needs besides the name of the bus. */
export interface DecodedSignal {
  readonly message: string;
  readonly name: string;
  /** `WHEEL_SPEEDS/WHEEL_SPEED_FL`; J1939: with the source address, `EEC1/EngineSpeed@00`. Unique in its decoder. */
  readonly path: string;
  readonly kind: SignalValueKind;
  /** Of `scaled` signals; 1 and 0 otherwise. */
  readonly factor: number;
  readonly offset: number;
  /** As the definition writes it. */
  readonly unit: string;
  /** Digits behind the point that the resolution deserves. */
  readonly decimals: number;
  /** SAE J1939 suspect parameter number. */
  readonly spn?: number | undefined;
  /** Of OBD-II service 01, where the value was asked for by one. */
  readonly pid?: number | undefined;
  /** Texts of raw values. */
  readonly values?: ReadonlyMap<number, string> | undefined;
  /** How often its frame is sent, when the definition says so. */
  readonly cycleTimeMs?: number | undefined;
}

/**
 * `decoded`: the frame is defined, whichever values it had. `unknown`: no definition has its identifier.
 * `transport`: part of a transfer over several frames, which this decoder does not put together.
 * `not-data`: a remote or error frame. `too-many-signals`: `decodingLimits.signalsMax` is reached.
 */
export type DecodeOutcome = "decoded" | "unknown" | "transport" | "not-data" | "too-many-signals";

/** One per bus. */
export interface FrameDecoder {
  /**
   * Every signal that a sink was or will be given. Grows at the end, when a J1939 source is heard for the first time;
   * an index never changes its meaning.
   */
  readonly signals: readonly DecodedSignal[];
  decode(frame: CanFrame, sink: SignalSink): DecodeOutcome;
}

/** The source of a catalogue entry: `can0/WHEEL_SPEEDS/WHEEL_SPEED_FL`. */
export function signalSource(bus: string, signal: Pick<DecodedSignal, "path">): string {
  return `${bus}/${signal.path}`;
}

/** Six digits are as many as a person reads. */
const decimalsMax = 6;

/**
 * @param step smallest difference between two values, such as a DBC factor.
 * @returns digits behind the point: 2 for 0.01 and 0.05, 1 for 0.125, 2 for 1/256, 0 for 5. Binary fractions would
 *   need many more to be shown whole, and the last of them mean nothing.
 */
export function decimalsOf(step: number): number {
  const size = Math.abs(step);
  if (!(size > 0) || !Number.isFinite(size)) return 0;
  // A hair above, so that 0.01, which is a little more than a hundredth in binary, has two.
  const digits = Math.max(0, Math.ceil(-Math.log10(size) - 1e-9));
  const units = size * 10 ** digits;
  const isDecimal = Math.abs(units - Math.round(units)) < 1e-6;
  return Math.min(decimalsMax, isDecimal || digits < 3 ? digits : digits - 1);
}
