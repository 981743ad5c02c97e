/** The simulated adapter on real lines: any byte stream, or a TCP port like that of a Wi-Fi adapter. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { Timer, TimerHandle } from "../../can/timer.ts";
import type { ByteStream } from "../../serial/byte-stream.ts";
import { listenForStreams, type TcpListener } from "../../serial/tcp-byte-stream.ts";
import { ElmSimulator, type ElmSimulatorOptions } from "./elm-simulator.ts";

export interface SimulatorTime {
  readonly timer: Timer;
  readonly clock: Pick<Clock, "monoUs">;
}

/** Plugs an adapter into a line, which it owns from then on, until the line ends. */
export function plugIn(simulator: ElmSimulator, stream: ByteStream, time: SimulatorTime): void {
  let alarm: TimerHandle | undefined;
  const nowMs = (): number => time.clock.monoUs() / 1_000;
  const pump = (): void => {
    alarm?.cancel();
    alarm = undefined;
    const bytes = simulator.take(nowMs());
    if (bytes.length > 0) stream.write(bytes);
    const { dueAtMs } = simulator;
    if (dueAtMs !== undefined) alarm = time.timer.after(Math.max(0, dueAtMs - nowMs()), pump);
  };
  stream.start({
    onBytes: (bytes) => {
      simulator.receive(bytes, nowMs());
      pump();
    },
    onEnd: () => {
      alarm?.cancel();
      void stream.stop();
    },
  });
}

/** @returns once the port is open; every client finds an adapter of its own, freshly powered, in the same vehicle. */
export function listenAsElm(options: ElmSimulatorOptions & SimulatorTime & { readonly host?: string; readonly port: number }): Promise<TcpListener> {
  return listenForStreams({ port: options.port, ...(options.host === undefined ? {} : { host: options.host }) }, (stream) =>
    plugIn(new ElmSimulator(options), stream, options),
  );
}
