/** Words and numbers of the format that reading and writing share. */

/** Bit 31 of an identifier in the file marks 29 bits. */
export const extendedFlag = 0x8000_0000;
/** A message that is none: it holds the signals that are on no frame. */
export const independentSignalsMessage = "VECTOR__INDEPENDENT_SIG_MSG";
/** Stands where a node is asked for and there is none. */
export const noNode = "Vector__XXX";
