// Reads the ranges of a MaxMind DB file, as its public specification (version 2.0) describes it.

const MARKER = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');
const SEPARATOR = 16;

/** Calls visit(first, last, record) with addresses as BigInt, in rising order, for each network that has a record. */
export function mmdbRanges(bytes, visit) {
  const at = bytes.lastIndexOf(MARKER);
  if (at < 0) {
    throw new Error('no MaxMind DB file');
  }
  const meta = decode(bytes, at + MARKER.length, at + MARKER.length).value;
  const nodes = meta.node_count;
  const width = meta.record_size;
  const bits = meta.ip_version === 4 ? 32 : 128;
  const data = (nodes * width) / 4 + SEPARATOR;
  const records = new Map();

  const child = (node, side) => {
    const base = (node * width) / 4;
    if (width === 24) {
      return bytes.readUIntBE(base + side * 3, 3);
    }
    if (width === 28) {
      const middle = bytes[base + 3];
      const high = side === 0 ? middle >> 4 : middle & 15;
      return high * 0x1000000 + bytes.readUIntBE(base + side * 4, 3);
    }
    return bytes.readUInt32BE(base + side * 4);
  };
  const record = (pointer) => {
    const offset = pointer - nodes - SEPARATOR + data;
    if (!records.has(offset)) {
      records.set(offset, decode(bytes, offset, data).value);
    }
    return records.get(offset);
  };
  const walk = (node, prefix, depth) => {
    for (const side of [0, 1]) {
      const next = child(node, side);
      const first = prefix | (BigInt(side) << BigInt(bits - depth - 1));
      if (next < nodes) {
        walk(next, first, depth + 1);
      } else if (next > nodes) {
        visit(first, first + (1n << BigInt(bits - depth - 1)) - 1n, record(next));
      }
    }
  };
  walk(0, 0n, 0);
}

/** The value at an offset, and the offset behind it. */
function decode(bytes, offset, base) {
  const control = bytes[offset];
  let at = offset + 1;
  let type = control >> 5;
  if (type === 1) {
    return pointer(bytes, control, at, base);
  }
  if (type === 0) {
    type = bytes[at++] + 7;
  }
  let size = control & 31;
  if (size >= 29) {
    const extra = size - 28;
    size = [29, 285, 65821][extra - 1] + bytes.readUIntBE(at, extra);
    at += extra;
  }
  switch (type) {
    case 2:
      return { value: bytes.toString('utf8', at, at + size), at: at + size };
    case 5:
    case 6:
      return { value: size === 0 ? 0 : bytes.readUIntBE(at, size), at: at + size };
    case 7:
      return map(bytes, size, at, base);
    case 9:
      return { value: BigInt(`0x0${bytes.toString('hex', at, at + size)}`), at: at + size };
    case 11:
      return list(bytes, size, at, base);
    default:
      return { value: undefined, at: type === 14 ? at : at + size };
  }
}

function pointer(bytes, control, at, base) {
  const length = ((control >> 3) & 3) + 1;
  const high = length === 4 ? 0 : (control & 7) * 256 ** length;
  const target = high + bytes.readUIntBE(at, length) + [0, 2048, 526336, 0][length - 1];
  return { value: decode(bytes, base + target, base).value, at: at + length };
}

function map(bytes, size, from, base) {
  const value = {};
  let at = from;
  for (let i = 0; i < size; i++) {
    const key = decode(bytes, at, base);
    const entry = decode(bytes, key.at, base);
    value[key.value] = entry.value;
    at = entry.at;
  }
  return { value, at };
}

function list(bytes, size, from, base) {
  const value = [];
  let at = from;
  for (let i = 0; i < size; i++) {
    const entry = decode(bytes, at, base);
    value.push(entry.value);
    at = entry.at;
  }
  return { value, at };
}
