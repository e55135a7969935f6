// The proof of work of ALTCHA's first version: the number whose hash, after the salt, is the challenge. Only loaded where a form asks for it.

const BATCH = 400; // digests that are asked for at once: one at a time would wait for the browser more than for the hash

export async function solve({ algorithm, challenge, maxNumber, salt, signature }) {
  const text = new TextEncoder();
  for (let first = 0; first <= maxNumber; first += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, maxNumber - first + 1) }, (_, index) => first + index);
    const hashes = await Promise.all(numbers.map((number) => crypto.subtle.digest(algorithm, text.encode(salt + number))));
    const found = hashes.findIndex((hash) => hex(hash) === challenge);
    if (found >= 0) return btoa(JSON.stringify({ algorithm, challenge, number: first + found, salt, signature }));
  }
  return "";
}

function hex(hash) {
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
