import { elsewhere } from '../compose/elsewhere.ts';

/**
 * A named destination is a place that links and addresses lead to by name. Chromium names it as an address would:
 * `%E4%B8%AD` for the id 中.
 */
export function idOf(destination: string): string {
  try {
    return decodeURIComponent(destination);
  } catch {
    return destination;
  }
}

/** The name of the destination for an id: as in an address, so that `book.pdf#fig-map` opens there in any reader. */
export function destinationName(id: string): string {
  return encodeURI(id);
}

/** The id that a link to another part leads to (see ../compose/elsewhere.ts); undefined for an address of the real web. */
export function idElsewhere(address: string): string | undefined {
  const place = `${elsewhere}#`;
  return address.startsWith(place) ? idOf(address.slice(place.length)) : undefined;
}
