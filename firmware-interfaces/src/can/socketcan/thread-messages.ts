/** What the main thread and the thread that owns the sockets say to each other. Messages of one channel stay in order. */

export interface ChannelSettings {
  readonly interfaceName: string;
  readonly receiveBytes: number;
  /** Pairs for CAN_RAW_FILTER. */
  readonly filters: Uint32Array | undefined;
  readonly maySend: boolean;
  readonly hardwareStamps: boolean;
  readonly drainPeriodMs: number;
  /** An interface that is not there yet is waited for, instead of refused. */
  readonly waits: boolean;
  /** Two Int32 that both sides see, see `counterOf`. */
  readonly counters: SharedArrayBuffer;
}

export type ToThread =
  | { readonly kind: "open"; readonly channel: number; readonly settings: ChannelSettings }
  /** Frames from now on are wanted. */
  | { readonly kind: "start"; readonly channel: number }
  | { readonly kind: "send"; readonly channel: number; readonly id: number; readonly payload: Uint8Array; readonly isFd: boolean; readonly flags: number }
  | { readonly kind: "close"; readonly channel: number };

export type FromThread =
  /** `receiveBytes` is what the kernel granted. */
  | { readonly kind: "opened"; readonly channel: number; readonly receiveBytes: number; readonly isUp: boolean }
  /** `reason` is the name of an errno. */
  | { readonly kind: "refused"; readonly channel: number; readonly reason: string }
  /** Records, see native-records.ts; the buffer is transferred. */
  | { readonly kind: "records"; readonly channel: number; readonly buffer: ArrayBuffer }
  | { readonly kind: "down"; readonly channel: number; readonly reason: string }
  | { readonly kind: "up"; readonly channel: number }
  | { readonly kind: "closed"; readonly channel: number };

/** Places in a channel's counters; both only grow and wrap around at 32 bits. */
export const counterOf = {
  /** Bytes of records that the main thread has taken. */
  taken: 0,
  /** Frames to be sent that the thread is through with, sent or not. */
  sent: 1,
} as const;

/** @returns how far one wrapping 32-bit counter is ahead of another. */
export function ahead(counter: number, of: number): number {
  return (counter - of) >>> 0;
}
