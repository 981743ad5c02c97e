import type { SocketcanThread } from "@drawbar/firmware-interfaces/can/socketcan/socketcan-thread.ts";

/** What a scenario opens is closed after it. A text is the reason why it could not be played. @throws when a promise is broken. */
export type Scenario = (thread: Pick<SocketcanThread, "open">) => Promise<string | void>;
