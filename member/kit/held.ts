/** How high the cart is at least, in pixels: as high as it is for a guest with a code to enter. */
export const CART_ROOM = 230

/** The room of a line of text that is not there yet; without a letter its box would stand on the line and not in it. */
export const LINE_ROOM = { host: 'display: inline-block; min-height: 1.45em', before: String.raw`content: '\200b'` }

const LINES = ['rockpool-price', 'rockpool-points'].map((name) => `${name}:not(:defined)`)

/** The room that elements keep before the script has come, as rules for a style sheet of the shop: what stands below them does not move. */
export const HELD_RULE = `${LINES.join(', ')} { ${LINE_ROOM.host} }
${LINES.map((name) => `${name}::before`).join(', ')} { ${LINE_ROOM.before} }
rockpool-cart:not(:defined) { display: block; min-height: ${CART_ROOM}px }`
