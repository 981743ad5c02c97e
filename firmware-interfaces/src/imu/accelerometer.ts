/** What a motion sensor in a vehicle gives, whoever makes it. */

/** Along the sensor's own axes. At rest it shows the support's push against gravity: 9.81 along the axis that points up. */
export interface AccelerationSample {
  /** Microseconds since 1970, or of a monotonic clock: the same as the speeds that calibrate it. */
  readonly atUs: number;
  readonly xMps2: number;
  readonly yMps2: number;
  readonly zMps2: number;
}

export type AccelerometerEvent =
  | { readonly kind: "sample"; readonly sample: AccelerationSample }
  /** The sensor could not be read; further samples may follow. */
  | { readonly kind: "unreadable"; readonly why: string };

export interface Accelerometer {
  /** Calls `onEvent` from then on; idempotent. */
  start(onEvent: (event: AccelerometerEvent) => void): void;
  /** After it no event comes any more; idempotent. */
  stop(): void;
}
