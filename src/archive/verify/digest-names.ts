/** The algorithms of OCFL 1.1, 2.4, and of extension 0009, with the length of their digests in hexadecimal digits. */
const lengths: Readonly<Record<string, number>> = {
  md5: 32,
  sha1: 40,
  sha256: 64,
  sha512: 128,
  'blake2b-512': 128,
  'blake2b-160': 40,
  'blake2b-256': 64,
  'blake2b-384': 96,
  'sha512/256': 64,
  size: 0,
  crc32: 8,
};

/** What Node's own library calls those that it computes; others are left unchecked (E028). */
const computed: Readonly<Record<string, string>> = {
  md5: 'md5',
  sha1: 'sha1',
  sha256: 'sha256',
  sha512: 'sha512',
  'blake2b-512': 'blake2b512',
  'sha512/256': 'sha512-256',
};

export function isKnownAlgorithm(name: string): boolean {
  return Object.hasOwn(lengths, name);
}

export function nodeAlgorithm(name: string): string | undefined {
  return Object.hasOwn(computed, name) ? computed[name] : undefined;
}

/** Whether a text can be a digest of the algorithm; of one that we do not know it can. */
export function isDigest(algorithm: string, text: string): boolean {
  const length = Object.hasOwn(lengths, algorithm) ? lengths[algorithm] : undefined;
  return !length || (text.length === length && /^[0-9a-f]+$/i.test(text));
}
