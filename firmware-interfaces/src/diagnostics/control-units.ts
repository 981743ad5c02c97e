/** The other side of `DiagnosticLink`: control units that answer, as bytes. Simulators of ISO-TP nodes and of ELM327 adapters ask them. */
import type { DiagnosticAnswer, DiagnosticRequest } from "./diagnostic-link.ts";

export interface ControlUnitReply extends DiagnosticAnswer {
  /** Milliseconds after the request at which it answers. `7F xx 78` (response pending) is a reply of its own before the real one. */
  readonly afterMs: number;
}

export interface ControlUnits {
  /**
   * @param nowMs monotonic time of the request; what is measured is that of this moment.
   * @returns the replies in the order of `afterMs`; empty when none of the units is addressed or knows the request.
   */
  answer(request: DiagnosticRequest, nowMs: number): readonly ControlUnitReply[];
}
