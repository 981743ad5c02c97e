/**
 * What a raw value means besides a measurement.
 *
 * @see SAE J1939-71, 5.1 (table 1 for parameters of a byte and more, table 2 for discrete ones)
 */

/** Largest raw value that is a measurement: 0xFA of a byte, 0xFAFF of two. Above it are indicators, errors (0xFE..) and "not available" (0xFF..). */
export function validRawMax(lengthBits: number): number {
  if (lengthBits >= 8 && lengthBits % 8 === 0) return 0xfb * 2 ** (lengthBits - 8) - 1;
  return notAvailableRawMax(lengthBits);
}

/**
 * Largest raw value that is neither "error" nor "not available", for parameters whose definition does not say more:
 * 0xFD of a byte, 0b01 of two bits. A single bit has no such code.
 */
export function notAvailableRawMax(lengthBits: number): number {
  if (lengthBits === 1) return 1;
  if (lengthBits >= 8 && lengthBits % 8 === 0) return 0xfe * 2 ** (lengthBits - 8) - 1;
  // Discrete parameters: all ones is "not available", one less is "error".
  return 2 ** lengthBits - 3;
}
