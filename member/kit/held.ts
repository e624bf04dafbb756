/** How high the cart is at least, in pixels: as high as it is for a member with points to use, a code to enter and the line of shipping. */
export const CART_ROOM = 250

/** How high the way to the next level is at least, in pixels: a name, a bar, and two lines of what is missing. */
export const PROGRESS_ROOM = 72

/** The room of a line of text that is not there yet; without a letter its box would stand on the line and not in it. */
export const LINE_ROOM = { host: 'display: inline-block; min-height: 1.45em', before: String.raw`content: '\200b'` }

/** A launcher by which the page hands over whoever is signed in there: the page is then a member's. */
export const HANDING = 'rockpool-launcher[token]:not([signed-out])'

const LINES = ['rockpool-price', 'rockpool-points'].map((name) => `${name}:not(:defined)`)

/**
 * The room that elements keep before the script has come, as rules for a style sheet of the shop: what stands below them does not move. Room that nobody knows of by then is not kept: for a cart
 * that is said to be empty, for the way to a level of whoever is handed over later, for more tracks than one, and for what a reader adds to the cart.
 */
export const HELD_RULE = `${LINES.join(', ')} { ${LINE_ROOM.host} }
${LINES.map((name) => `${name}::before`).join(', ')} { ${LINE_ROOM.before} }
:root:has(${HANDING}) rockpool-progress:not(:defined) { display: block; min-height: ${PROGRESS_ROOM}px }
rockpool-cart:not(:defined, [lines='[]']) { display: block; min-height: ${CART_ROOM}px }`
