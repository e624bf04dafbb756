/** A name that no other request has: the same request sent twice is done once. */
export function newName(): string {
  return `centre-${[...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}
