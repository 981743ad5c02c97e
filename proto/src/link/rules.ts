/**
 * The rules that can be broken on purpose. Each is named by what the sound design does; a planted fault sets one
 * to false, and the simulator has to notice (test/faults/link-simulator). A program always runs with `soundRules`.
 * The numbers are those of docs/protocols/link.md.
 */
export interface LinkRules {
  /** K1. A mark goes out after the sync, not on receipt. */
  readonly marksAfterCommit: boolean;
  /** K2. A mark names exactly the numbers that are there, not the highest one. */
  readonly marksExactRanges: boolean;
  /** K3. The cloud applies a number once. */
  readonly appliesOnce: boolean;
  /** K4. A depot's `have` is what it holds now or knows to be secured, not all that it ever had. */
  readonly claimsOnlyWhatItCanGive: boolean;
  /** K5. A bounded set forgets ranges; it never closes the hole between two. */
  readonly truncatesByForgetting: boolean;
  /** K6. A number that is a gap is still wanted. */
  readonly gapsStayOpen: boolean;
  /** K7. An answer that names no open session, or not the hub's last incarnation, is dropped. */
  readonly dropsStaleAnswers: boolean;
  /** S1. Every start opens a new epoch. */
  readonly opensEpochAtStart: boolean;
  /** S2. A record is sent when its number is synced. */
  readonly sendsOnlySynced: boolean;
  /** S3. A session resumes with every number that the welcome lacks, not after the highest that it names. */
  readonly resumesFromWelcome: boolean;
  /** S5. A thinned segment names the one segment that it stands in for. */
  readonly thinnedNamesOriginal: boolean;
  /** S6. A catalogue is kept as long as a held record needs it. */
  readonly keepsCatalogues: boolean;
  /** S7. A refused number is sealed again in a new epoch. */
  readonly resealsRefused: boolean;
  /** S8. A claim on a number of this epoch that was never sent is not believed. */
  readonly noticesForeignNumbers: boolean;
  /** F0. Nothing is forgotten before it is secured, unless room is needed. */
  readonly keepsUntilSecured: boolean;
  /** F1. The retention is measured between two statements of the cloud, not by the holder's clock. */
  readonly forgetsByCloudClock: boolean;
  /** F2. A depot keeps what is secured for the retention, too. */
  readonly depotsRetain: boolean;
  /** F3. What is forgotten while only stored leaves an entrusted record. */
  readonly entrustsBeforeForgetting: boolean;
  /** F4. A source says when nothing of an epoch is left, so that what a restore took is counted. */
  readonly closesEpochs: boolean;
  /** F5. A depot that says `drained` turns what was entrusted to it, and is not there, into gaps. */
  readonly resolvesEntrusted: boolean;
  /** R1. `secured` counts under the newest incarnation of the cloud only. */
  readonly bindsSecuredToIncarnation: boolean;
  /** R3. A peer that misses secured numbers under the same incarnation makes the cloud take a new one. */
  readonly doubtsShrunkenClaims: boolean;
  /** R5. A cursor on the change sequence is bound to an incarnation. */
  readonly bindsCursorToIncarnation: boolean;
}

export const soundRules: LinkRules = {
  marksAfterCommit: true,
  marksExactRanges: true,
  appliesOnce: true,
  claimsOnlyWhatItCanGive: true,
  truncatesByForgetting: true,
  gapsStayOpen: true,
  dropsStaleAnswers: true,
  opensEpochAtStart: true,
  sendsOnlySynced: true,
  resumesFromWelcome: true,
  thinnedNamesOriginal: true,
  keepsCatalogues: true,
  resealsRefused: true,
  noticesForeignNumbers: true,
  keepsUntilSecured: true,
  forgetsByCloudClock: true,
  depotsRetain: true,
  entrustsBeforeForgetting: true,
  closesEpochs: true,
  resolvesEntrusted: true,
  bindsSecuredToIncarnation: true,
  doubtsShrunkenClaims: true,
  bindsCursorToIncarnation: true,
};
