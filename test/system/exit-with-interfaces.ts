/** Runs inside the guest: a process that ends in the middle of listening, as a crashing one does. */
import { SocketcanThread } from "@drawbar/firmware-interfaces/can/socketcan/socketcan-thread.ts";
import { listenTo } from "./bus-listener.ts";

const thread = new SocketcanThread();
for (const interfaceName of ["vcan0", "vcan1"]) listenTo(await thread.open({ interfaceName }));
process.exit(7);
