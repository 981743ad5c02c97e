/** A message as its sender meant it, whatever number of frames carried it. */
export interface J1939Message {
  /** Parameter group number; for a PDU1 group its low byte is 0. */
  readonly pgn: number;
  readonly sourceAddress: number;
  /** 0xFF = all. */
  readonly destinationAddress: number;
  /** Of the frame, or of the frame that opened the transfer. */
  readonly priority: number;
  readonly transport: J1939Transport;
  /** 0 to 8 bytes in a single frame, more by a transfer. Owned by the message. */
  readonly data: Uint8Array;
}

/** `bam`: broadcast; `cmdt`: between two nodes by RTS and CTS; `etp`: the same for more than 1785 bytes (SAE J1939-21, 5.10 and 5.11). */
export type J1939Transport = "single" | "bam" | "cmdt" | "etp";

/** Groups that the protocol itself needs (SAE J1939-21, -73, -81). */
export const pgns = {
  extendedTransportData: 0xc700,
  extendedTransportControl: 0xc800,
  acknowledgement: 0xe800,
  request: 0xea00,
  transportData: 0xeb00,
  transportControl: 0xec00,
  addressClaimed: 0xee00,
  ecuIdentification: 64_965,
  activeFaults: 65_226,
  previouslyActiveFaults: 65_227,
  clearPreviouslyActiveFaults: 65_228,
  clearActiveFaults: 65_235,
  commandedAddress: 65_240,
  softwareIdentification: 65_242,
  componentIdentification: 65_259,
  vehicleIdentification: 65_260,
} as const;

/** As people know the groups above. */
export const protocolGroupNames: ReadonlyMap<number, string> = new Map<number, string>([
  [pgns.acknowledgement, "ACKM"],
  [pgns.request, "RQST"],
  [pgns.addressClaimed, "AC"],
  [pgns.ecuIdentification, "ECUID"],
  [pgns.activeFaults, "DM1"],
  [pgns.previouslyActiveFaults, "DM2"],
  [pgns.clearPreviouslyActiveFaults, "DM3"],
  [pgns.clearActiveFaults, "DM11"],
  [pgns.commandedAddress, "CA"],
  [pgns.softwareIdentification, "SOFT"],
  [pgns.componentIdentification, "CI"],
  [pgns.vehicleIdentification, "VI"],
]);
