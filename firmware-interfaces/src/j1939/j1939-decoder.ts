/**
 * J1939 without a database: the parameter groups of this package, each source on its own.
 *
 * A raw value that stands for "error", "not available" or an indicator is never a number: it is simply not there.
 */
import type { CanFrame } from "../can/can-frame.ts";
import type { DecodedSignal, DecodeOutcome, FrameDecoder, SignalSink } from "../decoding/frame-decoder.ts";
import { FrameProgram } from "../decoding/frame-program.ts";
import { SignalNumbers } from "../decoding/signal-numbers.ts";
import { parameterGroupOf, sourceAddressOf, sourceTag } from "./j1939-id.ts";
import type { ParameterGroup } from "./parameter-group.ts";
import { parameterGroups } from "./parameter-groups.ts";
import { describeParameters, layoutsOf, type ParameterLayout } from "./parameter-layouts.ts";
import { TransportObserver } from "./transport-observer.ts";

/** Groups that carry pieces of longer messages (SAE J1939-21, 5.10): TP.CM, TP.DT, ETP.CM, ETP.DT. */
const transportGroups: ReadonlySet<number> = new Set([0xec00, 0xeb00, 0xc800, 0xc700]);

interface GroupPlan {
  readonly group: ParameterGroup;
  readonly layouts: readonly ParameterLayout[];
  readonly program: FrameProgram;
  /** Number of the first signal, by source address; -1 while it was not heard. */
  readonly bases: Int32Array;
}

/**
 * One per bus, since sources are numbered as they are heard. Sources have names such as `EEC1/EngineSpeed@00`. Messages of
 * several frames are put together by listening.
 */
export class J1939Decoder implements FrameDecoder {
  readonly #numbers = new SignalNumbers();
  readonly #plans: ReadonlyMap<number, GroupPlan>;
  readonly #observer = new TransportObserver();

  constructor(groups: readonly ParameterGroup[] = parameterGroups) {
    this.#plans = new Map(groups.map((group) => [group.pgn, planOf(group)]));
  }

  get signals(): readonly DecodedSignal[] {
    return this.#numbers.signals;
  }

  decode(frame: CanFrame, sink: SignalSink): DecodeOutcome {
    const { flags, id } = frame;
    if (flags !== undefined && (flags.remote === true || flags.error === true)) return "not-data";
    if (!frame.extended) return "unknown";
    const pgn = parameterGroupOf(id);
    const plan = this.#plans.get(pgn);
    if (plan !== undefined) return this.#run(plan, sourceAddressOf(id), frame.data, sink);
    return transportGroups.has(pgn) ? this.#transport(frame, sink) : "unknown";
  }

  /** The last frame of a transfer decodes its message; the frame's own time is the clock, since no other comes with it. */
  #transport(frame: CanFrame, sink: SignalSink): DecodeOutcome {
    const step = this.#observer.accept(frame, frame.atUs / 1_000);
    if (step.kind !== "completed") return "transport";
    const plan = this.#plans.get(step.message.pgn);
    return plan === undefined ? "transport" : this.#run(plan, step.message.sourceAddress, step.message.data, sink);
  }

  #run(plan: GroupPlan, source: number, data: Uint8Array, sink: SignalSink): DecodeOutcome {
    let base = plan.bases[source] as number; // 256 of them
    if (base < 0) {
      base = this.#numbers.add(describeParameters(plan.group, plan.layouts, sourceTag(source)));
      if (base < 0) return "too-many-signals";
      plan.bases[source] = base;
    }
    plan.program.run(data, base, sink);
    return "decoded";
  }
}

function planOf(group: ParameterGroup): GroupPlan {
  const layouts = layoutsOf(group);
  return { group, layouts, program: new FrameProgram(layouts.map(({ program }) => program)), bases: new Int32Array(256).fill(-1) };
}
