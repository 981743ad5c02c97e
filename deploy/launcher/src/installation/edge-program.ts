/** What the launcher asks of the installed edge agent. Loaded by name, when it is needed. */
import type { DriveProgress } from "@drawbar/edge-agent/drive/drive-backlog.ts";
import type { DriveOptions, DriveResult } from "@drawbar/edge-agent/drive/drive-recording.ts";
import type { OpenedRecording, RecordingOptions } from "@drawbar/edge-agent/drive/open-recording.ts";
import { LinkThread } from "@drawbar/runtime/link-thread/link-thread.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";

export type { DriveProgress, DriveResult, OpenedRecording };

/** @throws DrawbarError such as `DBC_UNUSABLE`, `LOG_UNREADABLE`. */
export async function openRecording(options: RecordingOptions): Promise<OpenedRecording> {
  const { openRecording: open } = await import("@drawbar/edge-agent/drive/open-recording.ts");
  return open(options);
}

/** Plays the recording in this process. @throws DrawbarError such as `DRIVE_INCOMPLETE`. */
export async function driveRecording(options: Omit<DriveOptions, "log" | "linkThread">): Promise<DriveResult> {
  const { driveRecording: drive } = await import("@drawbar/edge-agent/drive/drive-recording.ts");
  const log = createLogger({ process: "drive", level: "error" });
  const linkThread = new LinkThread({ log });
  linkThread.start();
  try {
    return await drive({ ...options, log, linkThread });
  } finally {
    await linkThread.stop();
  }
}
