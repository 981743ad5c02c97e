/**
 * Asking control units, whatever carries the question: ISO-TP on a CAN bus, or an ELM327 adapter on a serial line.
 * OBD-II and UDS know this port and nothing below it.
 */

/** Whom a request is for. */
export type DiagnosticTarget =
  /** Every control unit that knows the service answers (ISO 15765-4, functional addressing). */
  | { readonly kind: "functional" }
  /** One control unit, by the CAN identifier that it listens to, such as 0x7E0 or 0x18DA10F1. */
  | { readonly kind: "physical"; readonly requestId: number };

/** One control unit's whole answer, reassembled. */
export interface DiagnosticAnswer {
  /** CAN identifier that it answered with, such as 0x7E8 or 0x18DAF110. */
  readonly responseId: number;
  /** From the service byte on: `41 0C …`, or `7F 01 12` for a refusal. Owned by the answer. */
  readonly payload: Uint8Array;
}

export interface DiagnosticRequest {
  readonly target: DiagnosticTarget;
  /** From the service byte on, 1 to 4095 bytes. */
  readonly payload: Uint8Array;
}

/** Why no (more) answer came. Silence is normal on a vehicle and therefore a value. */
export type DiagnosticOutcome =
  /** At least one control unit answered; in the order of arrival, the last word of each (an answer `7F xx 78` is never among them). */
  | { readonly kind: "answered"; readonly answers: readonly DiagnosticAnswer[] }
  /** Nobody answered within the time that the protocol gives. */
  | { readonly kind: "silent" }
  /** The carrier failed: bus off, adapter unplugged, an answer that broke off. `why` is for people. */
  | { readonly kind: "failed"; readonly why: string };

/** One request at a time; a second one before the first has ended waits in line. */
export interface DiagnosticLink {
  request(request: DiagnosticRequest): Promise<DiagnosticOutcome>;
}
