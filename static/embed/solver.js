// The proof of work of ALTCHA's first version: the number whose hash, after the salt, is the challenge. Only loaded where a form asks for it.

const BATCH = 400; // digests that are asked for at once: one at a time would wait for the browser more than for the hash

export async function solve({ algorithm, challenge, maxNumber, salt, signature }) {
  const subtle = globalThis.crypto && crypto.subtle; // browsers give it to pages with https alone
  const text = new TextEncoder();
  const hash = subtle ? (bytes) => subtle.digest(algorithm, bytes) : sha256;
  for (let first = 0; first <= maxNumber; first += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, maxNumber - first + 1) }, (_, index) => first + index);
    const hashes = await Promise.all(numbers.map((number) => hash(text.encode(salt + number))));
    const found = hashes.findIndex((each) => hex(each) === challenge);
    if (found >= 0) return btoa(JSON.stringify({ algorithm, challenge, number: first + found, salt, signature }));
    if (!subtle) await new Promise((later) => { setTimeout(later); }); // the visitor goes on typing meanwhile
  }
  return "";
}

function hex(hash) {
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// FIPS 180-4. The constants are the first 32 bits of what stands after the point in the roots of the first primes.
const PRIMES = [];
for (let number = 2; PRIMES.length < 64; number += 1) if (PRIMES.every((prime) => number % prime)) PRIMES.push(number);
const fraction = (root) => (root % 1) * 2 ** 32 | 0;
const START = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
const ROUNDS = PRIMES.map((prime) => fraction(Math.cbrt(prime)));
const turned = (word, by) => word >>> by | word << 32 - by;

function sha256(bytes) {
  const blocks = new DataView(new ArrayBuffer((bytes.length + 72 >> 6) << 6));
  new Uint8Array(blocks.buffer).set(bytes);
  blocks.setUint8(bytes.length, 0x80);
  blocks.setUint32(blocks.byteLength - 4, bytes.length * 8);
  const state = Int32Array.from(START);
  const words = new Int32Array(64);
  for (let at = 0; at < blocks.byteLength; at += 64) {
    for (let i = 0; i < 64; i += 1) {
      const [early, late] = [words[i - 15], words[i - 2]];
      words[i] = i < 16 ? blocks.getInt32(at + 4 * i)
        : words[i - 16] + (turned(early, 7) ^ turned(early, 18) ^ early >>> 3) + words[i - 7] + (turned(late, 17) ^ turned(late, 19) ^ late >>> 10);
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i += 1) {
      const first = h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + (e & f ^ ~e & g) + ROUNDS[i] + words[i] | 0;
      const second = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + (a & b ^ a & c ^ b & c) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, d + first | 0, c, b, a, first + second | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => { state[i] += word; });
  }
  const made = new DataView(new ArrayBuffer(32));
  state.forEach((word, i) => made.setInt32(4 * i, word));
  return made.buffer;
}
