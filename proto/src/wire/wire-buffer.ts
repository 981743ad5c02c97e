/** protobufjs' reader and writer with 64-bit integers as numbers: no Long is made, and none above 2^53 - 1 passes. */
import protobuf from "protobufjs/minimal.js";

type LongOrNumber = ReturnType<protobuf.Reader["uint64"]>;

export class WireReader extends protobuf.Reader {
  /** @param bytes the whole message; byte fields are views of it, not copies. */
  constructor(bytes: Uint8Array) {
    // A plain view, so that fields are Uint8Array and not Buffer, whatever the socket gave.
    super(bytes.constructor === Uint8Array ? bytes : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    this.discardUnknown = true;
  }

  /** @throws RangeError above 2^53 - 1: JavaScript would round it, and a rounded number would acknowledge another record. */
  override uint64(): LongOrNumber {
    // Generated code takes numbers wherever it takes Longs; only the declared type of the base class is narrower.
    return this.#uint53() as unknown as LongOrNumber;
  }

  #uint53(): number {
    let value = 0;
    let factor = 1;
    for (let index = 0; index < 10; index++) {
      if (this.pos >= this.len) throw new RangeError("a number is cut off");
      const byte = this.buf[this.pos++] ?? 0;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) {
        if (value > Number.MAX_SAFE_INTEGER) throw new RangeError("a number is above 2^53 - 1");
        return value;
      }
      factor *= 128;
    }
    throw new RangeError("a number has more than ten bytes");
  }
}

export class WireWriter extends protobuf.Writer {
  /** @param bytesExpected size of the message about; a good guess saves a second allocation. */
  constructor(bytesExpected = 128) {
    super();
    if (bytesExpected > this.buf.length) this.buf = new Uint8Array(bytesExpected);
  }

  static override alloc(size: number): Uint8Array {
    return new Uint8Array(size);
  }

  override uint64(value: LongOrNumber | number | string): protobuf.Writer {
    // Below 2^32 the two varints are the same, and the base class would first split the number into an object.
    return typeof value === "number" && value <= 0xffff_ffff ? this.uint32(value) : super.uint64(value);
  }
}
