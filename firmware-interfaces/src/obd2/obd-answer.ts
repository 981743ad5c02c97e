/** The frame that all services share: a service byte, then data; or a refusal. SAE J1979 / ISO 15031-5, ISO 14230-3 for refusals. */

/** Services of OBD-II. 05 (oxygen sensor tests without CAN) and 08 (control of a component) are not spoken: nothing here changes a vehicle. */
export const obdServices = {
  currentData: 0x01,
  freezeFrame: 0x02,
  storedCodes: 0x03,
  clearCodes: 0x04,
  monitorTests: 0x06,
  pendingCodes: 0x07,
  vehicleInformation: 0x09,
  permanentCodes: 0x0a,
} as const;

export type ObdAnswer =
  /** `data` is what follows the service byte; a view into the payload. */
  | { readonly kind: "positive"; readonly data: Uint8Array }
  | { readonly kind: "refused"; readonly code: number }
  /** An answer to something else, or none at all. */
  | { readonly kind: "foreign" };

/** First byte of a refusal, and the only code that is none: the answer is still being made. */
const negative = 0x7f;
export const responsePending = 0x78;

/** @param payload from the service byte on, as `DiagnosticAnswer` has it. */
export function readObdAnswer(service: number, payload: Uint8Array): ObdAnswer {
  const [first, second, third] = payload;
  if (first === service + 0x40) return { kind: "positive", data: payload.subarray(1) };
  if (first === negative && second === service && third !== undefined) return { kind: "refused", code: third };
  return { kind: "foreign" };
}

/** Refusals that pass by themselves: busy, conditions not right just now, still working. */
const passing: ReadonlySet<number> = new Set([0x21, 0x22, 0x23, responsePending]);

/** Whether it makes sense to ask the same again later. */
export function isPassingRefusal(code: number): boolean {
  return passing.has(code);
}
