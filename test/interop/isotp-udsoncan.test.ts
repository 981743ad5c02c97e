/** Our ISO-TP, UDS client and simulated control units against can-isotp and udsoncan, over candump lines in a pipe. */
import { describe, expect, it } from "vitest";
import { systemTimer } from "@drawbar/firmware-interfaces/can/timer.ts";
import { IsoTpLink } from "@drawbar/firmware-interfaces/diagnostics/isotp-link.ts";
import {
  addressKey,
  addressWithByte,
  mixedAddress,
  normalAddress,
  normalFixedAddress,
  type IsoTpAddress,
} from "@drawbar/firmware-interfaces/isotp/addresses.ts";
import { obdFraming, type IsoTpFraming } from "@drawbar/firmware-interfaces/isotp/framing.ts";
import { IsoTpNode, type IsoTpNodeOptions } from "@drawbar/firmware-interfaces/isotp/node.ts";
import type { ByteSource } from "@drawbar/firmware-interfaces/simulators/ecu/ecu-unit.ts";
import { IsoTpEcu } from "@drawbar/firmware-interfaces/simulators/ecu/isotp-ecu.ts";
import { SimulatedControlUnits } from "@drawbar/firmware-interfaces/simulators/ecu/simulated-control-units.ts";
import { UdsClient } from "@drawbar/firmware-interfaces/uds/uds-client.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { pythonPeers } from "../peers/python-peers.ts";
import { PipedBuses } from "./piped-buses.ts";

const peers = await pythonPeers();
const python = peers?.python ?? "";
const common = { timer: systemTimer, clock: systemClock };
const vin = "WDB9066331S123456";

interface EchoCase {
  readonly title: string;
  readonly mode: string;
  /** As can-isotp names them; its source is the one that echoes. */
  readonly address: Readonly<Record<string, number>>;
  readonly to: IsoTpAddress;
  readonly from: IsoTpAddress;
  readonly params?: Readonly<Record<string, number | boolean>>;
  readonly framing?: IsoTpFraming;
  readonly flowControl?: IsoTpNodeOptions["flowControl"];
}

const normal = {
  mode: "Normal_11bits",
  address: { rxid: 0x7e0, txid: 0x7e8 },
  to: normalAddress(0x7e0),
  from: normalAddress(0x7e8),
} satisfies Partial<EchoCase>;

const echoCases: readonly EchoCase[] = [
  { title: "normal addressing, 11 bits", ...normal },
  {
    title: "normal addressing, 29 bits",
    mode: "Normal_29bits",
    address: { rxid: 0x123456, txid: 0x123457 },
    to: normalAddress(0x123456),
    from: normalAddress(0x123457),
  },
  {
    title: "normal fixed addressing",
    mode: "NormalFixed_29bits",
    address: { source_address: 0x10, target_address: 0xf1 },
    to: normalFixedAddress({ target: 0x10, source: 0xf1 }),
    from: normalFixedAddress({ target: 0xf1, source: 0x10 }),
  },
  {
    title: "extended addressing, 11 bits",
    mode: "Extended_11bits",
    address: { rxid: 0x6f1, txid: 0x612, source_address: 0x12, target_address: 0xf1 },
    to: addressWithByte(0x6f1, 0x12),
    from: addressWithByte(0x612, 0xf1),
  },
  {
    title: "extended addressing, 29 bits",
    mode: "Extended_29bits",
    address: { rxid: 0x1_06f1, txid: 0x1_0612, source_address: 0x12, target_address: 0xf1 },
    to: addressWithByte(0x1_06f1, 0x12),
    from: addressWithByte(0x1_0612, 0xf1),
  },
  {
    title: "mixed addressing, 11 bits",
    mode: "Mixed_11bits",
    address: { rxid: 0x701, txid: 0x709, address_extension: 0x55 },
    to: addressWithByte(0x701, 0x55),
    from: addressWithByte(0x709, 0x55),
  },
  {
    title: "mixed addressing, 29 bits",
    mode: "Mixed_29bits",
    address: { source_address: 0x10, target_address: 0xf1, address_extension: 3 },
    to: mixedAddress({ target: 0x10, source: 0xf1, extension: 3 }),
    from: mixedAddress({ target: 0xf1, source: 0x10, extension: 3 }),
  },
  { title: "frames as short as they are", ...normal, framing: { frameBytes: 8 } },
  {
    title: "blocks and pauses on both sides",
    ...normal,
    params: { blocksize: 1, stmin: 0xf5, tx_padding: 0xaa },
    flowControl: { blockSize: 3, separationTimeMs: 0.2 },
  },
  {
    title: "CAN FD, 64 bytes",
    ...normal,
    params: { can_fd: true, tx_data_length: 64, bitrate_switch: true },
    framing: { frameBytes: 64, bitRateSwitch: true },
  },
  {
    title: "CAN FD, 24 bytes in mixed addressing",
    mode: "Mixed_11bits",
    address: { rxid: 0x701, txid: 0x709, address_extension: 0x55 },
    to: addressWithByte(0x701, 0x55),
    from: addressWithByte(0x709, 0x55),
    params: { can_fd: true, tx_data_length: 24 },
    framing: { frameBytes: 24 },
  },
];

/** Around every border of the coding: single frame, CAN FD single frame, twelve-bit length. */
const payloadBytes = [1, 6, 7, 8, 13, 21, 22, 23, 61, 62, 63, 64, 300, 4_095, 4_096, 5_000];

describe.skipIf(peers === undefined)("ISO-TP against can-isotp", () => {
  it("gets messages of every length there and back, in every form of addressing and framing", async () => {
    const params = { max_frame_size: 10_000, blocksize: 0 };
    const configured = echoCases.map(({ mode, address, params: more }, index) => ({ channel: `can${index}`, mode, address, params: { ...params, ...more } }));
    await using buses = new PipedBuses(python, "isotp_echo.py", [JSON.stringify(configured)]);
    expect(await buses.result()).toBe("ready");
    const echoed = await Promise.all(
      echoCases.map(async (echoCase, index) => {
        const bus = buses.bus(`can${index}`);
        const { to, from, framing = obdFraming, flowControl = {} } = echoCase;
        let resolve: (payload: Uint8Array) => void = () => undefined;
        const node = new IsoTpNode({
          bus,
          sender: bus,
          ...common,
          framing,
          flowControl,
          route: ({ id, extended, data }) => {
            const heard = from.addressByte === undefined ? { id, extended } : { id, extended, addressByte: data[0] };
            return addressKey(heard) === addressKey(from) ? { from, replyTo: to } : undefined;
          },
          listener: { onMessage: (_, payload) => resolve(payload) },
        });
        node.start();
        const wrong: string[] = [];
        for (const length of payloadBytes) {
          const payload = Uint8Array.from({ length }, (_, at) => (at * 7 + length) & 0xff);
          const back = new Promise<Uint8Array>((settle) => {
            resolve = settle;
          });
          const sent = await node.send(to, payload);
          if (sent.kind !== "sent" || !Buffer.from(payload).equals(await back)) wrong.push(`${length}: ${JSON.stringify(sent)}`);
        }
        await node.stop();
        return { title: echoCase.title, wrong };
      }),
    );
    expect(echoed).toEqual(echoCases.map(({ title }) => ({ title, wrong: [] })));
  });
});

describe.skipIf(peers === undefined)("UDS against udsoncan", () => {
  it("is answered by our control unit as udsoncan expects", async () => {
    await using buses = new PipedBuses(python, "udsoncan_client.py", []);
    const bus = buses.bus("can0");
    const long = new Uint8Array(400).fill(0xee);
    const units = new SimulatedControlUnits(
      [
        {
          requestId: 0x7e0,
          responseId: 0x7e8,
          identifiers: new Map<number, ByteSource>([
            [0xf190, () => new TextEncoder().encode(vin)],
            [0x2001, () => Uint8Array.of(0x12, 0x34)],
            [0x2002, () => long],
          ]),
          troubleCodes: [
            {
              dtc: 0x0301_00,
              status: 0x89,
              snapshot: new Map([[0x2001, Uint8Array.of(9, 9)]]),
              extendedData: new Map([[1, Uint8Array.of(3)]]),
            },
            { dtc: 0xc100_87, status: 0x04 },
          ],
          // Longer in all than udsoncan waits without being told that the answer is pending.
          behaviour: { putOff: new Map([[0x3e, { times: 2, everyMs: 800 }]]), jitterMs: 10 },
        },
      ],
      4,
    );
    const ecu = new IsoTpEcu({ bus, sender: bus, ...common, units, addresses: units.addresses });
    ecu.start();
    const vinHex = Buffer.from(vin).toString("hex");
    expect(await buses.result()).toEqual({
      session: [0.05, 5],
      vin: vinHex,
      several: { [0x2001]: "1234", [0xf190]: vinHex, [0x2002]: Buffer.from(long).toString("hex") },
      unknown: 0x31,
      count: 1,
      codes: [
        [0x030100, 0x89],
        [0xc10087, 0x04],
      ],
      supported: 2,
      snapshot: [[1, 0x2001, "0909"]],
      extended: [[1, "03"]],
      present: true,
      reset: 0x11,
      unlock: 0x11,
    });
    await ecu.stop();
  });

  it("reads a control unit by can-isotp, response pending and long answers included", async () => {
    const vinHex = Buffer.from(vin).toString("hex");
    const long = "ab".repeat(1_000);
    const answers = {
      "22f190": ["7f2278", "7f2278", `62f190${vinHex}`],
      "22f1902002": [`62f190${vinHex}2002${long}`],
      "1902ff": ["5902ff03010089c1008704"],
      [`22${"f190".repeat(16)}`]: [`62f190${vinHex}`],
      "3e00": ["7e00"],
      "1001": ["5001003201f4"],
    };
    await using buses = new PipedBuses(python, "isotp_server.py", [JSON.stringify({ params: { blocksize: 2, stmin: 2, tx_padding: 0 }, answers })]);
    expect(await buses.result()).toBe("ready");
    const bus = buses.bus("can0");
    // The peer shares two cores with every other test: its slowness is not what is tested here.
    const link = new IsoTpLink({ bus, sender: bus, ...common, width: 29, times: { p2Ms: 1_000 } });
    link.start();
    const client = new UdsClient({ link, requestId: 0x18da_10f1, identifierLengths: new Map([[0xf190, 17]]) });
    const vinBytes = new TextEncoder().encode(vin);
    expect(await client.readIdentifiers([0xf190])).toEqual({ kind: "answered", value: new Map([[0xf190, vinBytes]]) });
    expect(await client.readIdentifiers([0xf190, 0x2002])).toEqual({
      kind: "answered",
      value: new Map([
        [0xf190, vinBytes],
        [0x2002, new Uint8Array(1_000).fill(0xab)],
      ]),
    });
    // A request of several frames, in blocks of two.
    expect(await client.readIdentifiers(Array.from({ length: 16 }, () => 0xf190))).toMatchObject({ kind: "answered" });
    expect(await client.readTroubleCodes()).toMatchObject({ value: { codes: [{ dtc: 0x030100, status: 0x89 }, { dtc: 0xc10087 }] } });
    expect(await client.testerPresent()).toEqual({ kind: "answered", value: undefined });
    expect(await client.enterDefaultSession()).toEqual({ kind: "answered", value: { p2Ms: 50, p2StarMs: 5_000 } });
    expect(await client.readIdentifiers([0xffff])).toMatchObject({ kind: "refused", code: 0x31 });
    await link.stop();
  });
});
