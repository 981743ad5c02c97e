/** Why a format of recordings has no place for a frame. The frame is left out and counted, the rest is written. */
export const logRefusals = {
  "can-fd": "the format has no CAN FD frames",
  remote: "the format has no remote frames",
  "error-frame": "the format has no error frames",
  "frame-impossible": "no CAN bus can carry the frame",
  "time-before-start": "the frame is older than the start of the recording",
} as const;

export type LogRefusalCode = keyof typeof logRefusals;
