/** An address with its percent escapes decoded, as an author reads it; as written if they are no UTF-8. */
export function decodeAddress(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
