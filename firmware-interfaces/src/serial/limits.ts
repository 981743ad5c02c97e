/** Bounds of byte streams to devices on serial lines. */
export const serialLimits = {
  /** Bytes that wait to be sent. At the limit a write is refused whole; a device that takes nothing for so long is gone. */
  writeBytesMax: 65_536,
  /** Time to open a connection; a device that is powered answers in milliseconds. */
  openMsMax: 10_000,
  /** Clients of one listener at once; further ones are turned away. */
  listenerClientsMax: 8,
} as const;
