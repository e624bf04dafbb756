/** The texts that there were and will be again: what undo and redo go through. */
export type History = { past: readonly string[]; text: string; future: readonly string[]; /** What was changed last, and when: letters typed one after another are undone together. */ last: { tag: string; at: number } | null }

const TOGETHER_MS = 1_500
/** A text of a program has some 10,000 letters. */
const MOST_STEPS = 200

export function begin(text: string): History {
  return { past: [], text, future: [], last: null }
}

/** Notes a change. `tag` names what was changed, such as a place. */
export function write(history: History, text: string, { tag, at }: { tag: string; at: number }): History {
  if (text === history.text) return history
  const isTogether = history.last !== null && history.last.tag === tag && at - history.last.at < TOGETHER_MS && history.past.length > 0
  const past = isTogether ? history.past : [...history.past, history.text].slice(-MOST_STEPS)
  return { past, text, future: [], last: { tag, at } }
}

/** The text before the last change; the same history where there is none. */
export function undo({ past, text, future, last }: History): History {
  const before = past.at(-1)
  return before === undefined ? { past, text, future, last } : { past: past.slice(0, -1), text: before, future: [text, ...future], last: null }
}

/** The text that was undone last. */
export function redo({ past, text, future, last }: History): History {
  const [next, ...rest] = future
  return next === undefined ? { past, text, future, last } : { past: [...past, text], text: next, future: rest, last: null }
}
