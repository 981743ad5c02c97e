/** `drawbar simulate`: something to listen to or to ask, where no vehicle is at hand. */
import { setInterval } from "node:timers/promises";
import { InvalidArgumentError, Option, type Command } from "commander";
import { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import { systemTimer } from "@drawbar/firmware-interfaces/can/timer.ts";
import { goodHabits, type ElmHabits } from "@drawbar/firmware-interfaces/simulators/elm327/elm-habits.ts";
import { listenAsElm } from "@drawbar/firmware-interfaces/simulators/elm327/elm-simulator-line.ts";
import { gpsdLines, nmeaLines } from "@drawbar/firmware-interfaces/simulators/gnss-route-output.ts";
import { GnssRouteReceiver } from "@drawbar/firmware-interfaces/simulators/gnss-route-receiver.ts";
import { wanderingRoute } from "@drawbar/firmware-interfaces/simulators/gnss-route.ts";
import { ObdVan } from "@drawbar/firmware-interfaces/simulators/obd-van.ts";
import { createSimulatedVehicle, type BroadcastingVehicleKind, type SimulatedVehicle } from "@drawbar/firmware-interfaces/simulators/simulated-vehicle.ts";
import { VehicleOnBus } from "@drawbar/firmware-interfaces/simulators/vehicle-on-bus.ts";
import { VehicleRunner } from "@drawbar/firmware-interfaces/simulators/vehicle-runner.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { createOutput, type Output } from "../output/output.ts";
import { CommandBuses } from "./bus-argument.ts";
import { parseCount, parsePort } from "./number-options.ts";

interface SimulateOptions {
  readonly transmit?: boolean;
  readonly seed: number;
  readonly wear: number;
  readonly json?: boolean;
}

interface ElmOptions extends SimulateOptions {
  readonly port: number;
  readonly host: string;
  readonly habit: readonly (readonly [keyof ElmHabits, string | number | boolean])[];
}

interface GnssOptions {
  readonly form: "nmea" | "gpsd";
  readonly seed: number;
  readonly count?: number;
}

/** As Wi-Fi adapters listen. */
const elmPort = 35_000;
const tickMs = 20;
const centre = { latitudeDeg: 51.37, longitudeDeg: 6.17 } as const;
const routeM = 60_000;

const example = `
Example:
  drawbar simulate vehicle tractor vcan0 --transmit --wear 5000
  drawbar simulate obd vcan0 --transmit
  drawbar simulate elm --port 35000 --habit keepsEcho --habit noDataChance=0.1
  drawbar simulate gnss | drawbar gnss read /dev/stdin`;

export function addSimulateCommand(program: Command): void {
  const simulate = program
    .command("simulate")
    .summary("a vehicle, control units, an adapter or a receiver to try things with")
    .description("Simulates what is not at hand, until Ctrl-C. The same --seed gives the same.")
    .addHelpText("after", example);
  const common = (command: Command): Command =>
    command
      .option("--seed <number>", "which vehicle it is, and its drive", parseCount, 1)
      .option("--wear <rate>", "hours of wear in an hour; 5000 shows faults within minutes", parseCount, 1)
      .option("--json", "one line of JSON when it runs")
      .addHelpText("after", example);

  common(simulate.command("vehicle"))
    .argument("<kind>", "tractor (J1939), car or van (DBC)", parseKind)
    .argument("<interface>", "a CAN interface such as vcan0, or an slcan adapter")
    .description("Puts what a driving vehicle broadcasts on a bus.")
    .option("--transmit", "really send")
    .action(simulateVehicle);
  common(simulate.command("obd"))
    .argument("<interface>", "a CAN interface such as vcan0")
    .description("Puts the engine's and the transmission's control unit of a van on a bus: they answer OBD-II and UDS over ISO-TP, and say nothing unasked.")
    .option("--transmit", "really answer")
    .action(simulateObd);
  common(simulate.command("elm"))
    .description("Serves an ELM327 adapter, plugged into a van, on a TCP port.")
    .option("--port <number>", "TCP port; 0 for any free one", parsePort, elmPort)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--habit <name[=value]>", `a bad habit, may be repeated: ${Object.keys(goodHabits).join(", ")}`, parseHabit, [])
    .action(simulateElm);
  simulate
    .command("gnss")
    .description("Writes what the receiver of a driving van says to standard output, a fix a second.")
    .addOption(new Option("--form <form>", "NMEA 0183 sentences, or JSON as gpsd gives it").choices(["nmea", "gpsd"]).default("nmea"))
    .option("--seed <number>", "which route and drive", parseCount, 1)
    .option("--count <number>", "end after so many fixes", parseCount)
    .addHelpText("after", example)
    .action(simulateGnss);
}

async function simulateVehicle(kind: BroadcastingVehicleKind, interfaceName: string, options: SimulateOptions, command: Command): Promise<void> {
  if (options.transmit !== true) command.error("error: nothing was sent; add --transmit to send on this bus");
  const output = createOutput({ json: options.json === true });
  const buses = new CommandBuses();
  try {
    const vehicle = createSimulatedVehicle(kind, options.seed, { startUs: systemClock.wallUs(), wearRate: options.wear });
    const onBus = new VehicleOnBus(vehicle, await buses.sendTo(interfaceName));
    output.result(
      { simulates: kind, interface: interfaceName, description: vehicle.description },
      `${vehicle.description} on ${interfaceName}; Ctrl-C ends it`,
    );
    await driveUntilSignal(vehicle, output, () => {
      const { frames, refused } = onBus.counts;
      return `${frames} frames${refused === 0 ? "" : `, ${refused} found no room on the bus`}`;
    });
  } finally {
    await buses.stop();
  }
}

async function simulateObd(interfaceName: string, options: SimulateOptions, command: Command): Promise<void> {
  if (options.transmit !== true) command.error("error: nothing is answered; add --transmit to send on this bus");
  const output = createOutput({ json: options.json === true });
  const buses = new CommandBuses();
  try {
    const channel = await buses.converseOn(interfaceName);
    const van = new ObdVan(options.seed, { clock: systemClock, timer: systemTimer, wearRate: options.wear, channel });
    output.result({ simulates: "obd", interface: interfaceName, description: van.description }, `${van.description} on ${interfaceName}; Ctrl-C ends it`);
    await driveUntilSignal(van, output, () => "answers when asked");
    await van.stop();
  } finally {
    await buses.stop();
  }
}

async function simulateElm(options: ElmOptions): Promise<void> {
  const output = createOutput({ json: options.json === true });
  const time = { clock: systemClock, timer: systemTimer };
  const van = new ObdVan(options.seed, { ...time, wearRate: options.wear });
  const habits: Partial<ElmHabits> = Object.fromEntries(options.habit);
  const listener = await listenAsElm({ ...time, units: van.units, habits, seed: options.seed, host: options.host, port: options.port });
  output.result(
    { simulates: "elm", host: options.host, port: listener.port },
    `${habits.claims ?? goodHabits.claims} on ${options.host}:${listener.port}; python-OBD takes socket://${options.host}:${listener.port}; Ctrl-C ends it`,
  );
  await driveUntilSignal(van, output, () => "answers when asked");
  await listener.stop();
  await van.stop();
}

async function simulateGnss({ form, seed, count = Number.POSITIVE_INFINITY }: GnssOptions): Promise<void> {
  const random = new SeededRandom(seed);
  const vehicle = createSimulatedVehicle("van", seed, { startUs: systemClock.wallUs() });
  const receiver = new GnssRouteReceiver({ route: wanderingRoute(random, centre, routeM), random });
  const lines = form === "nmea" ? nmeaLines : gpsdLines;
  const fixes = (elapsedMs: number): number => {
    vehicle.advance(elapsedMs, systemClock.wallUs());
    const found = receiver.advance(elapsedMs, vehicle.state.speedMps, systemClock.wallUs());
    for (const fix of found) process.stdout.write(lines(fix));
    return found.length;
  };
  const stop = new AbortController();
  const ticks = setInterval(tickMs, undefined, { signal: stop.signal });
  void untilSignal().finally(() => stop.abort());
  let left = count;
  let lastUs = systemClock.monoUs();
  try {
    for await (const _ of ticks) {
      const nowUs = systemClock.monoUs();
      left -= fixes((nowUs - lastUs) / 1_000);
      lastUs = nowUs;
      if (left <= 0) return;
    }
  } catch (error) {
    if (!stop.signal.aborted) throw error; // Ctrl-C is how it ends
  }
}

/** A person sees what it does; a fault that develops is said. */
async function driveUntilSignal(vehicle: SimulatedVehicle, output: Output, doing: () => string): Promise<void> {
  const runner = new VehicleRunner({ vehicles: [vehicle], clock: systemClock, timer: systemTimer, tickMs });
  const said = new Set<string>();
  const watch = globalThis.setInterval(() => {
    for (const { dtc, spn, fmi, isActive } of vehicle.faults) {
      if (!isActive || said.has(dtc)) continue;
      said.add(dtc);
      output.progress(`a fault has developed: ${dtc}, SPN ${spn} FMI ${fmi}`);
    }
    if (!output.isJson) output.ticker(`${(vehicle.state.speedMps * 3.6).toFixed(0)} km/h, ${vehicle.state.engineRpm.toFixed(0)} rpm, ${doing()}`);
  }, 1_000);
  runner.start();
  await untilSignal();
  clearInterval(watch);
  runner.stop();
}

function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}

function parseKind(text: string): BroadcastingVehicleKind {
  if (text === "tractor" || text === "car" || text === "van") return text;
  throw new InvalidArgumentError("tractor, car or van.");
}

function parseHabit(text: string, before: ElmOptions["habit"]): ElmOptions["habit"] {
  const [name = "", value] = text.split("=", 2);
  const known = Object.entries(goodHabits).find(([habit]) => habit === name);
  if (known === undefined) throw new InvalidArgumentError(`there is no habit "${name}".`);
  const key = name as keyof ElmHabits; // it was found among them
  switch (typeof known[1]) {
    case "boolean":
      return [...before, [key, value !== "false"]];
    case "number":
      if (!(Number(value) >= 0)) throw new InvalidArgumentError(`${name} takes a number, such as ${name}=0.1.`);
      return [...before, [key, Number(value)]];
    case "string":
      return [...before, [key, value ?? ""]];
    default:
      throw new InvalidArgumentError(`${name} cannot be chosen here.`);
  }
}
